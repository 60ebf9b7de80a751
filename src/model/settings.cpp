// SPDX-License-Identifier: Apache-2.0
#include "model/settings.hpp"

namespace mulu {

std::string Settings::domain() const {
    const std::size_t begin = base_url.find("://");
    if (begin == std::string::npos) return {};
    const std::size_t end = base_url.find_first_of("/:", begin + 3);
    return base_url.substr(begin + 3, end == std::string::npos ? std::string::npos : end - begin - 3);
}

std::string Settings::base_path() const {
    const std::size_t begin = base_url.find("://");
    const std::size_t path = begin == std::string::npos ? std::string::npos : base_url.find('/', begin + 3);
    return path == std::string::npos ? "/" : base_url.substr(path);
}

}  // namespace mulu
