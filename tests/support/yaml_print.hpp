// SPDX-License-Identifier: Apache-2.0
// A tree of YAML as text, with every place, so that two trees can be held against each other and a test can show one.
#pragma once

#include <string>

#include "formats/yaml.hpp"

namespace mulu::test {

inline void print_place(std::string& out, const Place& at) {
    out += "@" + std::to_string(at.line) + ":" + std::to_string(at.column) + "+" + std::to_string(at.length);
}

inline void print_node(std::string& out, const YamlNode& node) {
    switch (node.kind) {
        case YamlNode::Kind::null:
            out += "null";
            break;
        case YamlNode::Kind::scalar:
            out += (node.quoted ? "\"" : "") + node.text + (node.quoted ? "\"" : "");
            break;
        case YamlNode::Kind::list:
            out += "[";
            for (const YamlNode& item : node.items) {
                if (&item != &node.items.front()) out += ", ";
                print_node(out, item);
            }
            out += "]";
            break;
        case YamlNode::Kind::mapping:
            out += "{";
            for (const YamlEntry& entry : node.entries) {
                if (&entry != &node.entries.front()) out += ", ";
                out += entry.key;
                print_place(out, entry.key_at);
                out += ": ";
                print_node(out, entry.value);
            }
            out += "}";
            break;
    }
    print_place(out, node.at);
}

/// {a@1:1+1: x@1:4+1}@1:1+1
inline std::string print_yaml(const YamlNode& node) {
    std::string text;
    print_node(text, node);
    return text;
}

}  // namespace mulu::test
