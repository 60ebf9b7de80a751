// SPDX-License-Identifier: Apache-2.0
#include "formats/file_type.hpp"

#include <gtest/gtest.h>

using namespace mulu;

namespace {

using namespace std::string_literals;

/// An archive of one stored file, as zip(1) lays it out.
std::string zip(const std::string& name, const std::string& text) {
    const auto number = [](std::size_t value, unsigned bytes) {
        std::string out;
        for (; bytes > 0; --bytes, value >>= 8) out += static_cast<char>(value & 0xFF);
        return out;
    };
    const std::string sizes = number(0, 4) + number(text.size(), 4) + number(text.size(), 4) + number(name.size(), 2);
    const std::string local = "PK\x03\x04"s + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(0, 2) + name + text;
    const std::string entry = "PK\x01\x02"s + number(20, 2) + number(20, 2) + number(0, 2) + number(0, 2) + number(0, 4) + sizes + number(0, 2) + number(0, 2) + number(0, 2) + number(0, 2) +
                              number(0, 4) + number(0, 4) + name;
    return local + entry + "PK\x05\x06"s + number(0, 2) + number(0, 2) + number(1, 2) + number(1, 2) + number(entry.size(), 4) + number(local.size(), 4) + number(0, 2);
}

const std::string pdf = "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n0\n%%EOF\n";
const std::string png = "\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1F\x15\xC4\x89\0\0\0\0IEND\xAE\x42\x60\x82"s;
const std::string jpeg = "\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0\xFF\xD9"s;

}  // namespace

TEST(FileType, is_told_by_the_bytes) {
    ASSERT_TRUE(knows_media_types());
    EXPECT_EQ(media_type_of(pdf), "application/pdf");
    EXPECT_EQ(media_type_of("<!DOCTYPE html>\n<html><body>请先登录</body></html>"), "text/html");
    EXPECT_EQ(media_type_of(zip("a.txt", "一")), "application/zip");
    EXPECT_EQ(media_type_of(png), "image/png");
    EXPECT_EQ(media_type_of(jpeg), "image/jpeg");
    EXPECT_EQ(media_type_of("序号,名称\n1,甲\n").substr(0, 5), "text/");
}

TEST(FileType, fits_its_name_or_does_not) {
    EXPECT_TRUE(fits_extension("application/pdf", "pdf"));
    EXPECT_FALSE(fits_extension("text/html", "pdf"));
    EXPECT_FALSE(fits_extension("text/html", "xls"));
    EXPECT_FALSE(fits_extension("image/jpeg", "png"));
    EXPECT_FALSE(fits_extension("application/x-dosexec", "doc"));
    EXPECT_FALSE(fits_extension("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "doc"));
    EXPECT_FALSE(fits_extension("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "docx"));
    EXPECT_TRUE(fits_extension("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "zip"));
    EXPECT_TRUE(fits_extension("application/zip", "docx")) << "libmagic isn't sure of every writer's order";
    EXPECT_TRUE(fits_extension("application/zip", "ofd"));
    EXPECT_TRUE(fits_extension("text/rtf", "doc")) << "Word writes it";
    EXPECT_TRUE(fits_extension("application/vnd.ms-excel", "doc")) << "old Office files are hard to tell apart";
    EXPECT_TRUE(fits_extension("application/octet-stream", "pdf")) << "nobody knows";
    EXPECT_TRUE(fits_extension("application/pdf", "qqq"));
    EXPECT_TRUE(fits_extension("text/plain", "csv"));
    EXPECT_FALSE(fits_extension("application/zip", "csv"));
}

TEST(FileType, sees_what_is_cut_off) {
    for (const auto& [bytes, type] : std::vector<std::pair<std::string, std::string>>{{pdf, "pdf"}, {zip("word/document.xml", "<w/>"), "docx"}, {png, "png"}, {jpeg, "jpg"}, {"一,二\n", "csv"}}) {
        EXPECT_EQ(damage_of(bytes, type).zh, "") << type;
        EXPECT_NE(damage_of("", type).zh, "") << type;
        EXPECT_NE(damage_of(std::string(4096, '\0'), type).zh, "") << type;
        if (type == "csv") continue;
        EXPECT_NE(damage_of(bytes.substr(0, bytes.size() - bytes.size() / 3), type).zh, "") << type;
    }
    EXPECT_NE(damage_of("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 too short", "doc").zh, "");
    EXPECT_NE(damage_of(std::string(64, '\x01'), "pdf").zh, "") << "no PDF, and nothing else either";
    EXPECT_EQ(damage_of(std::string(64, '\x01'), "dat").zh, "");
    for (std::size_t length = 0; length < pdf.size(); ++length) damage_of(pdf.substr(0, length), "pdf");
    const std::string archive = zip("a", "b");
    for (std::size_t length = 4; length < archive.size(); ++length) EXPECT_NE(damage_of(archive.substr(0, length), "zip").zh, "") << length;
}
