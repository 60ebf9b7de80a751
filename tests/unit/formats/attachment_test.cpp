// SPDX-License-Identifier: Apache-2.0
#include "formats/attachment.hpp"

#include <gtest/gtest.h>

#include "support/documents.hpp"

using namespace mulu;
using namespace mulu::test;

namespace {

/// The parts as "where: text", one a line; then what else there is.
std::string told(const AttachmentText& text) {
    std::string out;
    for (const AttachmentPart& part : text.parts) out += part.where.zh + ": " + std::string(trim(part.text)) + "\n";
    for (const Words& each : text.properties) out += "属性 " + each.zh + "\n";
    for (const Words& each : text.remains) out += "留有 " + each.zh + "\n";
    if (!text.fault.zh.empty()) out += "错 " + text.fault.zh + "\n";
    return out;
}

std::string told(const std::string& bytes, std::string_view name = "a", const AttachmentLimits& limits = {}) { return told(read_attachment(bytes, name, limits)); }

/// Where `what` is in the first part that holds it.
std::string place_in(const AttachmentText& text, std::string_view what) {
    for (const AttachmentPart& part : text.parts) {
        if (const std::size_t at = part.text.find(what); at != std::string::npos) return part.place_of(at).zh;
    }
    return "nowhere";
}

}  // namespace

TEST(Attachment, pdf_pages_are_read) {
    const AttachmentText text = read_attachment(pdf_of({"公示名单", "", "电话13812345678"}, "罗永福"), "a.pdf");
    EXPECT_EQ(told(text), "第 1 页: 公示名单\n第 3 页: 电话13812345678\n属性 作者“罗永福”\n");
    EXPECT_EQ(text.pages, 3U);
    EXPECT_EQ(text.bare_pages, 1U);
    EXPECT_TRUE(text.has_text);
    EXPECT_FALSE(read_attachment(pdf_of({"", ""}), "a.pdf").has_text);
}

TEST(Attachment, pdfs_that_cannot_be_read_say_why) {
    EXPECT_EQ(told(pdf_of({"x"}, "", "/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + std::string(64, '1') + "> /U <" + std::string(64, '2') + "> >>")), "错 要密码才能打开\n");
    EXPECT_EQ(told("%PDF-1.4\nnothing"), "错 文件已损坏\n");
    AttachmentLimits limits;
    limits.pdf.pages = 2;
    EXPECT_EQ(told(pdf_of({"一", "二", "三"}), "a", limits), "错 超过 2 页\n");
    limits = {};
    limits.pdf.text_bytes = 4;
    EXPECT_NE(told(pdf_of({"一二", "三"}), "a", limits).find("错 文字太多"), std::string::npos);
}

TEST(Attachment, docx_paragraphs_tables_and_margins_are_read) {
    const std::string cells = "<w:tc>" + paragraph("张三") + "</w:tc><w:tc>" + paragraph("13812345678") + "</w:tc>";
    const AttachmentText text = read_attachment(docx_of(paragraph("名单") + "<w:tbl><w:tr>" + cells + "</w:tr></w:tbl>" + paragraph("秘密★"),
                                                        {{"word/header1.xml", "<w:hdr>" + paragraph("页眉字") + "</w:hdr>"}, {"word/styles.xml", "<broken"}}),
                                                "a.docx");
    EXPECT_EQ(told(text), ": 名单\n| 张三 | 13812345678 | \n秘密★\n页眉: 页眉字\n");
    EXPECT_EQ(place_in(text, "名单"), "第 1 段");
    EXPECT_EQ(place_in(text, "138"), "第 1 个表格第 1 行");
    EXPECT_EQ(place_in(text, "秘密"), "第 2 段");
}

TEST(Attachment, what_a_docx_hides_is_told_and_read) {
    const AttachmentText text = read_attachment(
        docx_of("<w:p><w:del w:author=\"x\"><w:r><w:delText>13812345678</w:delText></w:r></w:del><w:ins><w:r><w:t>新</w:t></w:r></w:ins><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r></w:p>",
                {{"word/comments.xml", "<w:comments><w:comment w:id=\"0\">" + paragraph("改一下") + "</w:comment></w:comments>"},
                 {"docProps/core.xml", "<cp:coreProperties><dc:creator>罗永福</dc:creator><cp:lastModifiedBy>Administrator</cp:lastModifiedBy><dc:description>备注</dc:description></cp:coreProperties>"}}),
        "a.docx");
    EXPECT_EQ(told(text), "批注: 改一下\n: 13812345678新藏\n文档属性里的备注: 备注\n属性 作者“罗永福”\n留有 2 处修订\n留有 1 条批注\n留有 1 处隐藏文字\n");
}

TEST(Attachment, numbers_that_place_pictures_are_no_text) {
    EXPECT_EQ(told(docx_of("<w:p><w:r><w:drawing><wp:posOffset>13812345678</wp:posOffset></w:drawing><w:t>图</w:t></w:r></w:p>")), ": 图\n");
}

TEST(Attachment, xlsx_cells_keep_their_columns) {
    const AttachmentText text = read_attachment(
        xlsx_of("<sheetData><row r=\"2\"><c r=\"A2\" t=\"s\"><v>0</v></c><c r=\"C2\" t=\"s\"><v>1</v></c></row>"
                "<row r=\"7\" hidden=\"1\"><c r=\"A7\" t=\"inlineStr\"><is><t>张三</t></is></c><c r=\"C7\"><v>1.3812345678E10</v></c></row></sheetData>",
                {"姓名", "手机"}),
        "a.xlsx");
    EXPECT_EQ(told(text), "工作表“名单”: | 姓名 | | 手机 | \n| 张三 | | 13812345678 |\n留有 工作表“名单”有 1 行隐藏\n");
    EXPECT_EQ(place_in(text, "138"), "工作表“名单” C7");
    EXPECT_EQ(told(xlsx_of("<sheetData/>", {}, "hidden")), "留有 隐藏的工作表“名单”\n");
    EXPECT_EQ(told(xlsx_of("<sheetData/>", {}, "visible", {{"xl/comments1.xml", "<comments><authors><author>x</author></authors><commentList><comment><text><t>看</t></text></comment></commentList></comments>"}})),
              "批注: 看\n留有 1 条批注\n");
}

TEST(Attachment, ofd_text_is_joined_on_its_line) {
    EXPECT_EQ(told(ofd_of("<ofd:TextObject Boundary=\"10 10 30 5\"><ofd:TextCode X=\"0\">1381234</ofd:TextCode></ofd:TextObject>"
                          "<ofd:TextObject Boundary=\"40.1 10 20 5\"><ofd:TextCode>5678</ofd:TextCode></ofd:TextObject>"
                          "<ofd:TextObject Boundary=\"90 10 20 5\"><ofd:TextCode>右</ofd:TextCode></ofd:TextObject>"
                          "<ofd:TextObject Boundary=\"10 20 20 5\"><ofd:TextCode>下</ofd:TextCode></ofd:TextObject>")),
              "第 1 页: 13812345678  右\n下\n属性 作者“罗永福”\n");
}

TEST(Attachment, archives_are_read_with_what_is_in_them) {
    const std::string inner = zip_of({{"名单.csv", "姓名,手机\n张三,13812345678\n"}});
    const AttachmentText text = read_attachment(zip_of({{"甲/13912345678.txt", "文字"}, {"乙.zip", inner}}), "a.zip");
    EXPECT_EQ(told(text), "压缩包内“甲/13912345678.txt”，文件名: 13912345678.txt\n压缩包内“甲/13912345678.txt”: 文字\n压缩包内“乙.zip”，文件名: 乙.zip\n"
                          "压缩包内“乙.zip”，压缩包内“名单.csv”，文件名: 名单.csv\n压缩包内“乙.zip”，压缩包内“名单.csv”: | 姓名 | 手机\n| 张三 | 13812345678\n|\n");
    EXPECT_EQ(place_in(text, "138"), "压缩包内“乙.zip”，压缩包内“名单.csv”，第 2 行");
    EXPECT_NE(told(zip_of({{"丙.zip", zip_of({{"乙.zip", inner}})}})).find("错 压缩包内“丙.zip”，压缩包内“乙.zip”，压缩包套得太深"), std::string::npos);
    EXPECT_NE(told(zip_of({{"\xC3\xFB\xB5\xA5.txt", "x"}}, 0)).find("压缩包内“名单.txt”"), std::string::npos) << "a name in GBK";
}

TEST(Attachment, archives_that_cannot_be_read_say_why) {
    EXPECT_EQ(told(zip_of({{"a.txt", "xxxxxxxxxxxxxxxxxxxx"}}, 1)), "错 要密码才能打开\n");
    EXPECT_EQ(told("PK\x03\x04 and so on"), "错 文件已损坏\n");
    EXPECT_EQ(told(docx_of("<w:p>")), "错 文件已损坏\n");
    AttachmentLimits limits;
    limits.archive.entries = 2;
    EXPECT_EQ(told(zip_of({{"a", "a"}, {"b", "b"}, {"c", "c"}}), "a", limits), "错 里面的文件超过 2 个\n");
    limits = {};
    limits.archive.bytes = 10;
    EXPECT_NE(told(zip_of({{"a.txt", "123456"}, {"b.txt", "123456"}}), "a", limits).find("错 解开后太大"), std::string::npos);
    limits = {};
    limits.xml_bytes = 20;
    EXPECT_EQ(told(docx_of(paragraph("x")), "a", limits), "错 解开后太大\n");
}

TEST(Attachment, texts_are_read_in_their_encoding) {
    EXPECT_EQ(told("\xEF\xBB\xBF名单"), ": 名单\n");
    EXPECT_EQ(told("\xC3\xFB\xB5\xA5"), ": 名单\n");
    EXPECT_EQ(told("\xFF\xFE" + utf16_of("名单")), ": 名单\n");
    EXPECT_EQ(told("姓名,\"甲,乙\"\r\n1|2,3\r\n", "a.csv"), ": | 姓名 | 甲,乙 \n| 1/2 | 3 \n|\n");
}

TEST(Attachment, entities_of_pages_are_characters) {
    EXPECT_EQ(told("<p>1&#51;8&#x31;2345678&nbsp;&amp;</p>\n", "a.html"), ": <p>13812345678 &</p>\n");
    EXPECT_EQ(told("1&#51;8 &#999999999999; &x; &#xZ; &", "a.htm"), ": 138 &#999999999999; &x; &#xZ; &\n");
    EXPECT_EQ(told("1&#51;8", "a.txt"), ": 1&#51;8\n") << "a text has none";
}

TEST(Attachment, strings_of_old_documents_are_read) {
    EXPECT_EQ(told(ole_of(utf16_of("联系电话：13812345678\r"))), ": 联系电话：13812345678\n");
    EXPECT_EQ(told(ole_of("\x0B\x01" + utf16_of("身份证号") + std::string("\0\0", 2) + "11010519491231002X")), ": 身份证号\n11010519491231002X\n");
    const std::string number("\x03\x02\x0E\0\1\0\2\0\x0F\0\0\0\x70\x76\x56\xBA\x09\x42", 18);  // 13812345678 as a double
    EXPECT_FALSE(read_attachment(ole_of(utf16_of("Workbook")), "a.xls").has_text) << told(ole_of(utf16_of("Workbook")));
    EXPECT_EQ(told(ole_of("")), "错 里面没有文档的内容，多半已损坏\n");
    EXPECT_NE(told(ole_of(utf16_of("手机号") + number)).find("\n13812"), std::string::npos);
    EXPECT_EQ(told(ole_of(utf16_of("EncryptedPackage"))), "错 要密码才能打开\n");
    EXPECT_EQ(told(ole_of(std::string("\xEC\xA5\xC1\0\0\0\0\0\0\0\0\x01", 12) + utf16_of("密文密文"))), "错 要密码才能打开\n");
}

TEST(Attachment, pictures_have_no_text) {
    EXPECT_EQ(told(std::string("\xFF\xD8\xFF\xE0\0\x10JFIF", 10)), "");
    EXPECT_FALSE(read_attachment(std::string("\x89PNG\r\n\x1A\n\0\0", 10), "a.png").has_text);
    EXPECT_EQ(told(""), "错 文件是空的（0 字节）\n");
    EXPECT_EQ(told(zip_of({{"a.txt", ""}})), "压缩包内“a.txt”，文件名: a.txt\n") << "what is packed may be empty";
}
