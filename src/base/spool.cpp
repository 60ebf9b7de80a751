// SPDX-License-Identifier: Apache-2.0
#include "base/spool.hpp"

#include <algorithm>
#include <cerrno>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace mulu {

Spool::Spool(const std::string& folder, std::uint64_t most) {
    constexpr std::uint64_t share = 8;  // the site itself is to have room, and others
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0) return;
    most_ = std::min(most, static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize / share);
    file_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

Spool::~Spool() {
    if (file_ >= 0) ::close(file_);
}

void Spool::keep(const Digest& key, std::string_view text) {
    if (file_ < 0) return;
    Piece piece{0, text.size()};
    {
        const std::lock_guard lock(mutex_);
        if (end_ + text.size() > most_ || pieces_.contains(key)) return;
        piece.begin = end_;
        end_ += text.size();
    }
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t written = ::pwrite(file_, text.data() + done, text.size() - done, static_cast<off_t>(piece.begin + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return;
        done += static_cast<std::size_t>(written);
    }
    const std::lock_guard lock(mutex_);
    pieces_.emplace(key, piece);
}

std::optional<std::string> Spool::find(const Digest& key) const {
    Piece piece;
    {
        const std::lock_guard lock(mutex_);
        const auto found = pieces_.find(key);
        if (found == pieces_.end()) return std::nullopt;
        piece = found->second;
    }
    std::string text(piece.size, '\0');
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t got = ::pread(file_, text.data() + done, text.size() - done, static_cast<off_t>(piece.begin + done));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) return std::nullopt;
        done += static_cast<std::size_t>(got);
    }
    return text;
}

}  // namespace mulu
