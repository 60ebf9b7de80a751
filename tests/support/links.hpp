// SPDX-License-Identifier: Apache-2.0
// Every link of a built site, followed: what leads nowhere. Knows the form in which the site's own HTML is written, and no more.
#pragma once

#include <set>

#include "support/files.hpp"

namespace mulu::test {

/// Values of `name="…"` in a page, as they are written.
inline std::vector<std::string> attribute_values(const std::string& html, const std::string& name) {
    std::vector<std::string> values;
    const std::string opening = " " + name + "=\"";
    for (std::size_t at = html.find(opening); at != std::string::npos; at = html.find(opening, at)) {
        at += opening.size();
        const std::size_t end = html.find('"', at);
        if (end == std::string::npos) break;
        values.push_back(html.substr(at, end - at));
    }
    return values;
}

/// The path that a relative link of `page` leads to, or "..": out of the site.
inline std::string follow(const std::string& page, std::string link) {
    const std::size_t slash = page.rfind('/');
    std::string folder = slash == std::string::npos ? "" : page.substr(0, slash);
    while (link.starts_with("../")) {
        if (folder.empty()) return "..";
        const std::size_t up = folder.rfind('/');
        folder = up == std::string::npos ? "" : folder.substr(0, up);
        link.erase(0, 3);
    }
    return folder.empty() ? link : folder + "/" + link;
}

/// Links, images and anchors of `site` that lead nowhere, as "page: link". `base_path` is where 404.html's links begin.
inline std::string broken_links(const Tree& site, const std::string& base_path) {
    std::string broken;
    std::map<std::string, std::set<std::string>> ids;
    for (const auto& [page, html] : site) {
        if (!page.ends_with(".html")) continue;
        for (std::string& id : attribute_values(html, "id")) {
            if (!ids[page].insert(id).second) broken += page + ": the id " + id + " is there twice\n";
        }
    }
    for (const auto& [page, html] : site) {
        if (!page.ends_with(".html")) continue;
        for (const char* name : {"href", "src", "action"}) {
            for (const std::string& link : attribute_values(html, name)) {
                if (link.starts_with("http://") || link.starts_with("https://") || link.starts_with("mailto:") || link.starts_with("tel:")) continue;
                const std::size_t hash = link.find('#');
                std::string target = link.substr(0, std::min(hash, link.find('?')));
                if (page == "404.html") {
                    if (target.starts_with(base_path)) target = target.substr(base_path.size());
                    else if (!target.empty()) target = "..";
                    if (target.empty()) target = page;
                } else {
                    target = target.empty() ? page : follow(page, target);
                }
                if (!site.contains(target)) broken += page + ": " + link + " leads nowhere\n";
                else if (hash != std::string::npos && !ids[target].contains(link.substr(hash + 1))) broken += page + ": " + link + " has no such anchor\n";
            }
        }
    }
    return broken;
}

}  // namespace mulu::test
