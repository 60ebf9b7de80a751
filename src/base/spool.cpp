// SPDX-License-Identifier: Apache-2.0
#include "base/spool.hpp"

#include <algorithm>
#include <cerrno>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/statvfs.h>
#include <unistd.h>

namespace mulu {

Spool::Spool(const std::string& folder, std::uint64_t most, std::uint64_t in_memory) : memory_size_(static_cast<std::size_t>(in_memory)) {
    constexpr std::uint64_t share = 8;  // the site itself is to have room, and others
    struct statvfs room {};
    if (::statvfs(folder.c_str(), &room) != 0) return;
    most_ = std::min(most, static_cast<std::uint64_t>(room.f_bavail) * room.f_frsize / share);
    file_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
}

Spool::~Spool() {
    if (memory_ != nullptr) ::munmap(memory_, memory_size_);
    if (file_ >= 0) ::close(file_);
}

char* Spool::room_in_memory(std::size_t size) {
    if (memory_used_ + size > memory_size_) return nullptr;
    if (memory_ == nullptr) {
        void* const mapped = ::mmap(nullptr, memory_size_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
        if (mapped == MAP_FAILED) {
            memory_size_ = 0;
            return nullptr;
        }
        memory_ = static_cast<char*>(mapped);
        ::madvise(memory_, memory_size_, MADV_HUGEPAGE);
    }
    return memory_ + std::exchange(memory_used_, memory_used_ + size);
}

void Spool::keep(const Digest& key, std::string_view text) {
    Piece piece{0, text.size(), nullptr};
    char* room = nullptr;
    {
        const std::lock_guard lock(mutex_);
        if (pieces_.contains(key)) return;
        room = room_in_memory(text.size());
        if (room == nullptr) {
            if (file_ < 0 || end_ + text.size() > most_) return;
            piece.begin = end_;
            end_ += text.size();
        }
    }
    if (room != nullptr) {
        std::copy(text.begin(), text.end(), room);
        piece.text = room;
    } else if (!write(piece, text)) {
        return;
    }
    const std::lock_guard lock(mutex_);
    pieces_.emplace(key, piece);
}

bool Spool::write(const Piece& piece, std::string_view text) const {
    for (std::size_t done = 0; done < text.size();) {
        const ssize_t written = ::pwrite(file_, text.data() + done, text.size() - done, static_cast<off_t>(piece.begin + done));
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        done += static_cast<std::size_t>(written);
    }
    return true;
}

std::optional<std::string> Spool::find(const Digest& key) const {
    Piece piece;
    {
        const std::lock_guard lock(mutex_);
        const auto found = pieces_.find(key);
        if (found == pieces_.end()) return std::nullopt;
        piece = found->second;
    }
    if (piece.text != nullptr) return std::string(piece.text, piece.size);
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
