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

/// Links, images and forms of a page that lead into the site: as they are written, and the path that they lead to. `base_path` is where the links of
/// 404.html begin; ".." is out of the site.
struct Link {
    std::string written, target;
};
inline std::vector<Link> links_of(const std::string& page, const std::string& html, const std::string& base_path) {
    std::vector<Link> links;
    for (const char* name : {"href", "src", "action"}) {
        for (const std::string& link : attribute_values(html, name)) {
            if (link.starts_with("http://") || link.starts_with("https://") || link.starts_with("mailto:") || link.starts_with("tel:")) continue;
            std::string target = link.substr(0, std::min(link.find('#'), link.find('?')));
            if (page == "404.html") {
                if (target.starts_with(base_path)) target = target.substr(base_path.size());
                else if (!target.empty()) target = "..";
                if (target.empty()) target = page;
            } else {
                target = target.empty() ? page : follow(page, target);
            }
            links.push_back({link, std::move(target)});
        }
    }
    return links;
}

/// Links, images and anchors of `site` that lead nowhere, as "page: link".
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
        for (const Link& link : links_of(page, html, base_path)) {
            const std::size_t hash = link.written.find('#');
            if (!site.contains(link.target)) broken += page + ": " + link.written + " leads nowhere\n";
            else if (hash != std::string::npos && !ids[link.target].contains(link.written.substr(hash + 1))) broken += page + ": " + link.written + " has no such anchor\n";
        }
    }
    return broken;
}

/// What a reader who begins at index.html and follows links does not find, as "page: link". Anchors are not looked at: between an old page and a new
/// one there may be a heading's difference, and the reader still gets the page.
inline std::string broken_for_readers(const Tree& site, const std::string& base_path) {
    if (!site.contains("index.html")) return "there is no index.html\n";
    std::string broken;
    std::set<std::string> seen{"index.html"};
    std::vector<std::string> waiting{"index.html"};
    while (!waiting.empty()) {
        const std::string page = std::move(waiting.back());
        waiting.pop_back();
        for (const Link& link : links_of(page, site.at(page), base_path)) {
            if (!site.contains(link.target)) broken += page + ": " + link.written + " leads nowhere\n";
            else if (link.target.ends_with(".html") && seen.insert(link.target).second) waiting.push_back(link.target);
        }
    }
    return broken;
}

}  // namespace mulu::test
