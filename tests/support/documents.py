#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Writes the office documents, PDFs and archives that cases and the fuzz target's corpus hold. Every byte of them is made here; the same each time.

    tests/support/documents.py          writes them where they belong
"""
import io
import os
import zipfile

TESTS = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def zipped(entries, packed=True):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED) as archive:
        for name, content in entries:
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(info, content)
    return out.getvalue()


def locked(archive):
    """Sets the flag “encrypted” of every entry."""
    archive = bytearray(archive)
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        begin = archive.find(mark)
        while begin >= 0:
            archive[begin + at] |= 1
            begin = archive.find(mark, begin + 4)
    return bytes(archive)


def paragraph(text, properties=""):
    return f"<w:p><w:r>{properties}<w:t xml:space=\"preserve\">{text}</w:t></w:r></w:p>"


def docx(body, more=()):
    document = f"<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{body}</w:body></w:document>"
    return zipped([("[Content_Types].xml", "<Types/>"), ("word/document.xml", document), *more])


def core(author, changed_by=""):
    return ("docProps/core.xml", f"<cp:coreProperties xmlns:cp=\"c\" xmlns:dc=\"d\"><dc:creator>{author}</dc:creator><cp:lastModifiedBy>{changed_by}</cp:lastModifiedBy></cp:coreProperties>")


def xlsx(sheets, more=()):
    """Sheets are (name, state, rows of texts and numbers)."""
    files = [("[Content_Types].xml", "<Types/>")]
    entries, relations = "", ""
    for number, (name, state, rows) in enumerate(sheets, 1):
        entries += f"<sheet name=\"{name}\" sheetId=\"{number}\" state=\"{state}\" r:id=\"rId{number}\"/>"
        relations += f"<Relationship Id=\"rId{number}\" Target=\"worksheets/sheet{number}.xml\"/>"
        data = ""
        for y, row in enumerate(rows, 1):
            data += f"<row r=\"{y}\">"
            for x, cell in enumerate(row):
                at = f"{chr(65 + x)}{y}"
                data += f"<c r=\"{at}\"><v>{cell}</v></c>" if isinstance(cell, int) else f"<c r=\"{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>"
            data += "</row>"
        files.append((f"xl/worksheets/sheet{number}.xml", f"<worksheet><sheetData>{data}</sheetData></worksheet>"))
    files.append(("xl/workbook.xml", f"<workbook xmlns:r=\"r\"><sheets>{entries}</sheets></workbook>"))
    files.append(("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>"))
    return zipped([*files, *more])


def ofd(lines):
    objects = "".join(f"<ofd:TextObject Boundary=\"20 {20 + 8 * n} 150 6\"><ofd:TextCode>{line}</ofd:TextCode></ofd:TextObject>" for n, line in enumerate(lines))
    return zipped([("OFD.xml", "<ofd:OFD xmlns:ofd=\"o\"><ofd:DocBody/></ofd:OFD>"), ("Doc_0/Document.xml", "<ofd:Document xmlns:ofd=\"o\"/>"),
                   ("Doc_0/Pages/Page_0/Content.xml", f"<ofd:Page xmlns:ofd=\"o\"><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>")])


def pdf(pages):
    """Pages are lists of lines; an empty one is a picture of nothing."""
    def stream(text):
        return f"<< /Length {len(text)} >>\nstream\n{text}\nendstream"
    kids = " ".join(f"{5 + 2 * n} 0 R" for n in range(len(pages)))
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
               "<< /Type /Font /Subtype /Type0 /BaseFont /Song /Encoding /Identity-H /ToUnicode 4 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Song "
               "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 /FontDescriptor << /Type /FontDescriptor /FontName /Song /Flags 4 "
               "/FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800 /Descent 200 /CapHeight 700 /StemV 80 >> >>] >>",
               stream("/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange "
                      "1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap CMapName currentdict /CMap defineresource pop end end")]
    for lines in pages:
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 800 600] /Resources << /Font << /F 3 0 R >> >> /Contents {len(objects) + 2} 0 R >>")
        shown = " ".join(f"1 0 0 1 20 {500 - 30 * n} Tm <{line.encode('utf-16-be').hex()}> Tj" for n, line in enumerate(lines))
        objects.append(stream(f"BT /F 12 Tf {shown} ET" if lines else "0 0 100 100 re f"))
    out, places = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n" + "".join(f"{place:010} 00000 n \n" for place in places)
    return (out + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n").encode()


def old(*texts):
    """A compound file as old programs wrote: a header, then strings."""
    return b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + bytes(504) + b"".join(text.encode("utf-16-le") + bytes(8) for text in texts) + bytes(512)


PNG = bytes.fromhex("89504e470d0a1a0a0000000d4948445200000001000000010806000000" "1f15c4890000000a49444154789c6300010000050001" "0d0a2db40000000049454e44ae426082")

LIST = xlsx([("名单", "visible", [["公共租赁住房拟保障对象名单"], ["姓名", "身份证号", "手机", "家庭住址"],
                                ["陈某英", "11010519491231002X", 13812345678, "清流县龙津镇北山村12号"], ["罗某明", "35*************123", "139****5678", "清流县嵩溪镇"]])])
NOTICE = docx(paragraph("秘密★1年") + paragraph("关于开展某项工作的通知") + "<w:tbl><w:tr><w:tc>" + paragraph("联系人") + "</w:tc><w:tc>" + paragraph("13812345678") + "</w:tc></w:tr></w:tbl>")
TRACKED = docx("<w:p><w:r><w:t>经研究，同意</w:t></w:r><w:del w:id=\"1\" w:author=\"x\"><w:r><w:delText>暂缓</w:delText></w:r></w:del><w:r><w:t>实施。</w:t></w:r></w:p>",
               [("word/comments.xml", "<w:comments xmlns:w=\"w\"><w:comment w:id=\"0\">" + paragraph("请再核实") + "</w:comment></w:comments>")])
HIDDEN = xlsx([("公示", "visible", [["姓氏", "户数"], ["陈", 3]]), ("底稿", "hidden", [["姓名", "户数"], ["陈某英", 3]])])
NAMED = docx(paragraph("办事指南"), [core("罗永福", "Administrator")])

CASES = {
    "H710-in-attachments/content/items/2025/mingdan.xlsx": LIST,
    "H710-in-attachments/content/items/2025/mingdan.pdf": pdf([["公示名单"], ["陈某英  11010519491231002X", "13812345678"]]),
    "H710-in-attachments/content/items/2025/mingdan.ofd": ofd(["公示名单", "6222021234567890128"]),
    "H710-in-attachments/content/items/2025/cailiao.zip": zipped([("说明.txt", "电话：13812345678\n"), ("附表.zip", zipped([("名单.csv", "姓名,手机\n陈某英,13912345678\n".encode("gb18030"))]))]),
    "H710-in-attachments/content/items/2025/mingdan.doc": old("联系人：陈某英，手机13812345678"),
    "H714-secrecy-mark/content/items/2025/tongzhi.docx": NOTICE,
    "H715-internal-words/content/items/2025/fangan.docx": docx(paragraph("内部资料　注意保存") + paragraph("工作方案")),
    "H716-unreadable-attachment/content/items/2025/mima.zip": locked(zipped([("名单.txt", "名单" * 20)], packed=False)),
    "H716-unreadable-attachment/content/items/2025/sunhuai.pdf": b"%PDF-1.4\n% cut off",
    "H716-unreadable-attachment/content/items/2025/sunhuai.docx": NOTICE[:200],
    "W410-scan/content/items/2025/saomiao.pdf": pdf([[], []]),
    "W410-scan/content/items/2025/tupian.png": PNG,
    "W410-scan/content/items/2025/bufen.pdf": pdf([["通知"], [], []]),
    "W411-properties/content/items/2025/zhinan.docx": NAMED,
    "W412-what-remains/content/items/2025/pifu.docx": TRACKED,
    "W412-what-remains/content/items/2025/biao.xlsx": HIDDEN,
}

CORPUS = {"list.xlsx": LIST, "notice.docx": NOTICE, "tracked.docx": TRACKED, "hidden.xlsx": HIDDEN, "page.ofd": ofd(["公示名单", "13812345678"]), "pages.pdf": pdf([["公示名单"], []]),
          "nested.zip": zipped([("甲.zip", zipped([("乙.csv", "一,二\n")]))], packed=False), "locked.zip": locked(zipped([("a.txt", "x" * 40)], packed=False)), "old.doc": old("联系人：陈某英"),
          "text.csv": "姓名,手机\n陈某英,138****5678\n".encode("gb18030"), "picture.png": PNG,
          "slides.pptx": zipped([("ppt/presentation.xml", "<p/>"), ("ppt/slides/slide1.xml", "<p:sld xmlns:p=\"p\" xmlns:a=\"a\" show=\"0\"><a:p><a:r><a:t>一</a:t></a:r></a:p></p:sld>")]),
          "text.odt": zipped([("content.xml", "<office:document-content xmlns:office=\"o\" xmlns:text=\"t\"><text:p>一<text:s/>二</text:p></office:document-content>")])}


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content)


for name, content in CASES.items():
    write(os.path.join(TESTS, "cases/diagnostics", name), content)
for name, content in CORPUS.items():
    write(os.path.join(TESTS, "fuzz/corpus/attachment", name), content)
