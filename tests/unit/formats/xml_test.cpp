// SPDX-License-Identifier: Apache-2.0
#include "formats/xml.hpp"

#include <gtest/gtest.h>

using namespace mulu;

TEST(Xml, writes_documents) {
    XmlWriter xml(XmlWriter::Prolog::yes);
    xml.open("rss").attribute("version", "2.0").open("channel").element("title", "政府信息公开").element("empty", "").close().close();
    EXPECT_EQ(xml.finish(),
              "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
              "<rss version=\"2.0\">\n"
              "    <channel>\n"
              "        <title>政府信息公开</title>\n"
              "        <empty></empty>\n"
              "    </channel>\n"
              "</rss>\n");
}

TEST(Xml, writes_compact_fragments) {
    XmlWriter xml(XmlWriter::Prolog::no, XmlWriter::Layout::compact);
    xml.open("svg").attribute("width", "1").open("g").text("a").close().close();
    EXPECT_EQ(xml.finish(), "<svg width=\"1\"><g>a</g></svg>\n");
}

TEST(Xml, escapes_and_cleans) {
    XmlWriter xml(XmlWriter::Prolog::no, XmlWriter::Layout::compact);
    xml.open("a")
        .attribute("t", "\"<&'>\x01")
        .text(
            "<b>&\x02\xEF\xBF\xBE\xED\xA0\x80"
            "]]>")
        .close();
    EXPECT_EQ(xml.finish(), "<a t=\"&quot;&lt;&amp;&apos;&gt;\">&lt;b&gt;&amp;]]&gt;</a>\n");
}
