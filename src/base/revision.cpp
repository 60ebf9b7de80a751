// SPDX-License-Identifier: Apache-2.0
#include "base/revision.hpp"

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <map>
#include <mutex>

#include <git2.h>

#include "base/text.hpp"

namespace mulu {
namespace {

template <class T, void (*free_it)(T*)>
struct Free {
    void operator()(T* object) const { free_it(object); }
};
template <class T, void (*free_it)(T*)>
using Owned = std::unique_ptr<T, Free<T, free_it>>;
using Repository = Owned<git_repository, git_repository_free>;
using Object = Owned<git_object, git_object_free>;
using Tree = Owned<git_tree, git_tree_free>;
using Index = Owned<git_index, git_index_free>;
using Store = Owned<git_odb, git_odb_free>;

/// A time stamp in the future: what is decided by the age of a file never trusts it.
constexpr std::int64_t not_yet = 7'000'000'000'000'000'000;

/// Begins to use the library, once: without the configuration of the machine and the user, which may name files and programs elsewhere. And whoever the
/// repository belongs to: git asks because it runs what the repository's configuration names, and this reads objects alone; a runner of CI often has a
/// work tree of another user.
bool begin_git() {
    static const bool begun = [] {
        if (git_libgit2_init() < 1) return false;
        for (const int level : {GIT_CONFIG_LEVEL_PROGRAMDATA, GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG, GIT_CONFIG_LEVEL_GLOBAL}) {
            git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, "");
        }
        git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
        return true;
    }();
    return begun;
}

/// What the library said last, for words that end with it.
std::string last_fault() {
    const git_error* error = git_error_last();
    return error == nullptr || error->message == nullptr ? std::string("libgit2") : std::string(error->message);
}

/// Whether a name of a tree can be one of a file: a hostile one may be anything.
bool is_name(std::string_view name) { return !name.empty() && name != "." && name != ".." && name.find('/') == std::string_view::npos; }

/// A file, link or folder of the revision.
struct Entry {
    FileKind kind = FileKind::file;
    bool is_link = false;
    git_oid id{};
    std::uint32_t store = 0;  ///< number of the repository that has it
};

/// A repository whose objects are served: that of the site, and those of submodules below it.
struct Source {
    Repository repository;
    Store store;
    Index index;         ///< nothing where there is none
    std::string prefix;  ///< of its paths: relative to the root of the site, with a / behind it, or ""
    std::string inside;  ///< the site's root within it, with a / behind it, or ""
};

class GitRevision final : public Revision {
public:
    GitRevision(Disk& disk, std::string root, std::vector<std::string> folders, const RevisionLimits& limits)
        : disk_(disk), root_(std::move(root)), folders_(std::move(folders)), limits_(limits), snapshot_(*this) {}

    bool open(const RevisionName& name, Words& fault);

    Disk& disk() override { return snapshot_; }
    std::optional<std::string> lacking() const override {
        std::lock_guard lock(mutex_);
        return lacking_;
    }
    bool is_unchanged(const std::string& path, const FileStamp& stamp) const override;

private:
    class Snapshot final : public Disk {
    public:
        explicit Snapshot(GitRevision& of) : of_(of) {}
        Result<std::vector<FileEntry>> list_tree(const std::string& folder, unsigned workers) const override;
        FileKind kind(const std::string& path) const override;
        Result<FileStamp> stamp(const std::string& path) const override;
        std::int64_t clock() const override { return of_.disk_.clock(); }
        bool same_file_system(const std::string& a, const std::string& b) const override { return of_.disk_.same_file_system(a, b); }
        Result<std::string> read(const std::string& path) const override;
        Result<std::shared_ptr<const MappedFile>> map(const std::string& path) const override {
            if (!of_.served(path)) return of_.disk_.map(path);
            auto bytes = read(path);
            if (!bytes) return bytes.failure();
            return std::make_shared<const MappedFile>(std::move(*bytes));
        }
        Result<std::string> resolve(const std::string& path) const override;
        Result<> write(const std::string& path, std::string_view bytes) override { return of_.served(path) ? refuse("cannot write", path) : of_.disk_.write(path, bytes); }
        Result<> rename(const std::string& from, const std::string& to) override {
            return of_.served(from) || of_.served(to) ? refuse("cannot rename", from) : of_.disk_.rename(from, to);
        }
        Result<> make_folders(const std::string& path) override { return of_.served(path) ? refuse("cannot create", path) : of_.disk_.make_folders(path); }
        Result<> remove_file(const std::string& path) override { return of_.served(path) ? refuse("cannot remove", path) : of_.disk_.remove_file(path); }
        Result<> remove_empty_folder(const std::string& path) override {
            return of_.served(path) ? refuse("cannot remove", path) : of_.disk_.remove_empty_folder(path);
        }
        Result<> remove_tree(const std::string& path) override { return of_.served(path) ? refuse("cannot remove", path) : of_.disk_.remove_tree(path); }
        Result<> sync(const std::string& path) override { return of_.disk_.sync(path); }

    private:
        static Result<> refuse(const char* what, const std::string& path) { return Failure{what, path, EROFS}; }
        GitRevision& of_;
    };

    /// The path relative to the root, where it is one that the revision serves.
    std::optional<std::string> served(std::string_view path) const;
    const Entry* find(const std::string& path) const {
        const auto found = entries_.find(path);
        return found == entries_.end() ? nullptr : &found->second;
    }
    /// Where the links at `path` lead within the revision; nothing where that is nowhere.
    std::optional<std::string> follow(std::string path) const;
    Result<std::string> bytes_of(const std::string& path, const Entry& entry) const;
    FileStamp stamp_of(const Entry& entry) const;

    bool add_source(Repository repository, std::string prefix, std::string inside, Words& fault);
    bool walk_tree(std::uint32_t source, const git_tree& tree, const std::string& path, unsigned depth, Words& fault);
    bool walk_index(std::uint32_t source, const std::vector<std::string>& folders, Words& fault);
    bool add_entry(std::string path, git_filemode_t mode, const git_oid& id, std::uint32_t source, unsigned depth, Words& fault);
    bool enter_submodule(const std::string& path, const git_oid& commit, unsigned depth, Words& fault);
    bool too_large(Words& fault) const;

    Disk& disk_;
    std::string root_;
    std::vector<std::string> folders_;
    RevisionLimits limits_;
    bool staged_ = false;
    std::vector<Source> sources_;
    std::map<std::string, Entry, std::less<>> entries_;  ///< by path relative to the root
    Snapshot snapshot_;
    mutable std::mutex mutex_;  ///< of the stores: their caches are not promised to be safe between threads
    mutable std::optional<std::string> lacking_;
};

bool GitRevision::too_large(Words& fault) const {
    fault = {"这个版本里的文件太多，或者文件夹套得太深（超过 " + std::to_string(limits_.entries) + " 个或 " + std::to_string(limits_.depth) + " 层）",
             "the revision has too many files, or folders too deep (more than " + std::to_string(limits_.entries) + ", or " + std::to_string(limits_.depth) + " levels)"};
    return false;
}

bool GitRevision::add_source(Repository repository, std::string prefix, std::string inside, Words& fault) {
    git_odb* store = nullptr;
    if (git_repository_odb(&store, repository.get()) != 0) {
        fault = {"git 仓库打不开：" + last_fault(), "the git repository cannot be opened: " + last_fault()};
        return false;
    }
    git_index* index = nullptr;
    if (git_repository_index(&index, repository.get()) != 0) index = nullptr;
    sources_.push_back({std::move(repository), Store(store), Index(index), std::move(prefix), std::move(inside)});
    return true;
}

bool GitRevision::open(const RevisionName& name, Words& fault) {
    if (!begin_git()) {
        fault = {"libgit2 无法使用", "libgit2 cannot be used"};
        return false;
    }
    const auto real_root = disk_.resolve(root_);
    if (!real_root) {
        fault = {"目录打不开：" + root_, "the folder cannot be opened: " + root_};
        return false;
    }
    git_repository* opened = nullptr;
    const int status = git_repository_open_ext(&opened, real_root->c_str(), GIT_REPOSITORY_OPEN_CROSS_FS, nullptr);
    Repository repository(opened);
    if (status == GIT_ENOTFOUND) {
        fault = {root_ + " 不在 git 仓库里", root_ + " is in no git repository"};
        return false;
    }
    if (status != 0) {
        fault = {"git 仓库打不开：" + last_fault(), "the git repository cannot be opened: " + last_fault()};
        return false;
    }
    const char* work_tree = git_repository_workdir(repository.get());
    auto real_tree = work_tree == nullptr ? Result<std::string>(Failure{}) : disk_.resolve(work_tree);
    if (real_tree && !real_tree->ends_with('/')) *real_tree += '/';
    if (!real_tree || !(*real_root + "/").starts_with(*real_tree)) {
        fault = {"站点目录不在 git 仓库的工作区里：" + root_, "the site's folder is not in the repository's work tree: " + root_};
        return false;
    }
    const std::string inside = (*real_root + "/").substr(real_tree->size());
    if (!add_source(std::move(repository), "", inside, fault)) return false;
    git_repository* git = sources_[0].repository.get();
    staged_ = name.staged;
    if (staged_) {
        if (name.index_file) {
            git_index* index = nullptr;
            if (git_index_open(&index, name.index_file->c_str()) != 0) index = nullptr;
            sources_[0].index.reset(index);
        }
        if (!sources_[0].index) {
            fault = {"暂存区打不开：" + last_fault(), "the index cannot be opened: " + last_fault()};
            return false;
        }
        return walk_index(0, folders_, fault);
    }
    git_object* found = nullptr;
    const bool is_found = git_revparse_single(&found, git, name.name.c_str()) == 0;
    const Object object(found);
    git_object* peeled = nullptr;
    const bool is_tree = is_found && git_object_peel(&peeled, object.get(), GIT_OBJECT_TREE) == 0;
    Tree tree(reinterpret_cast<git_tree*>(peeled));
    if (!is_tree) {
        const bool shallow = git_repository_is_shallow(git) == 1;
        fault = {"仓库里没有版本“" + name.name + "”" + (shallow ? "：这是浅克隆，先取回更早的版本（git fetch --unshallow，CI 里用 fetch-depth: 0 或 GIT_DEPTH: 0）" : ""),
                 "the repository has no revision “" + name.name + "”" +
                     (shallow ? ": this is a shallow clone; fetch the older ones first (git fetch --unshallow; in CI fetch-depth: 0 or GIT_DEPTH: 0)" : "")};
        return false;
    }
    for (const std::string& folder : folders_) {
        git_tree_entry* entry = nullptr;
        if (git_tree_entry_bypath(&entry, tree.get(), (inside + folder).c_str()) != 0) continue;  // it has none
        const bool added = add_entry(folder, git_tree_entry_filemode(entry), *git_tree_entry_id(entry), 0, 1, fault);
        git_tree_entry_free(entry);
        if (!added) return false;
    }
    return true;
}

bool GitRevision::add_entry(std::string path, git_filemode_t mode, const git_oid& id, std::uint32_t source, unsigned depth, Words& fault) {
    if (depth > limits_.depth || entries_.size() >= limits_.entries) return too_large(fault);
    Entry entry{FileKind::file, false, id, source};
    switch (mode) {
        case GIT_FILEMODE_BLOB:
        case GIT_FILEMODE_BLOB_EXECUTABLE: break;
        case GIT_FILEMODE_LINK: entry.is_link = true; break;
        case GIT_FILEMODE_COMMIT: return enter_submodule(path, id, depth, fault);
        case GIT_FILEMODE_TREE: {
            git_tree* found = nullptr;
            if (git_tree_lookup(&found, sources_[source].repository.get(), &id) != 0) {
                fault = {"仓库缺少文件夹 " + path + "：" + last_fault(), "the repository lacks the folder " + path + ": " + last_fault()};
                return false;
            }
            const Tree tree(found);
            entry.kind = FileKind::folder;
            entries_.emplace(path, entry);
            return walk_tree(source, *tree, path, depth, fault);
        }
        default: entry.kind = FileKind::other;
    }
    entries_.emplace(std::move(path), entry);
    return true;
}

bool GitRevision::walk_tree(std::uint32_t source, const git_tree& tree, const std::string& path, unsigned depth, Words& fault) {
    const std::size_t count = git_tree_entrycount(&tree);
    for (std::size_t i = 0; i < count; ++i) {
        const git_tree_entry* entry = git_tree_entry_byindex(&tree, i);
        const std::string_view name = git_tree_entry_name(entry);
        if (!is_name(name)) continue;
        if (!add_entry(path + "/" + std::string(name), git_tree_entry_filemode(entry), *git_tree_entry_id(entry), source, depth + 1, fault)) return false;
    }
    return true;
}

bool GitRevision::walk_index(std::uint32_t source, const std::vector<std::string>& folders, Words& fault) {
    const std::string prefix = sources_[source].prefix, inside = sources_[source].inside;
    git_index* index = sources_[source].index.get();
    const std::size_t count = git_index_entrycount(index);
    for (std::size_t i = 0; i < count; ++i) {
        const git_index_entry* entry = git_index_get_byindex(index, i);
        const std::string_view whole = entry->path;
        if (!whole.starts_with(inside)) continue;
        const std::string path = prefix + std::string(whole.substr(inside.size()));
        const auto is_in = [&](const std::string& folder) { return path == folder || path.starts_with(folder + "/"); };
        if (std::none_of(folders.begin(), folders.end(), is_in)) continue;
        if (git_index_entry_stage(entry) != 0) {
            fault = {"暂存区里有未解决的合并冲突：" + path, "the index has an unresolved merge conflict: " + path};
            return false;
        }
        unsigned depth = 1;
        for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1), ++depth) {
            entries_.emplace(path.substr(0, slash), Entry{FileKind::folder, false, {}, source});
        }
        if (!add_entry(path, static_cast<git_filemode_t>(entry->mode), entry->id, source, depth, fault)) return false;
    }
    return true;
}

bool GitRevision::enter_submodule(const std::string& path, const git_oid& id, unsigned depth, Words& fault) {
    git_repository* opened = nullptr;
    const std::string folder = join_path(root_, path);
    const auto words = [&] {
        fault = {"子模块 " + path + " 没有取出，或缺少这个版本（git submodule update --init）", "the submodule " + path + " has not been fetched, or lacks that revision (git submodule update --init)"};
        return false;
    };
    if (git_repository_open(&opened, folder.c_str()) != 0) return words();
    Repository repository(opened);
    git_commit* commit = nullptr;
    if (git_commit_lookup(&commit, opened, &id) != 0) return words();
    git_tree* found = nullptr;
    const bool has_tree = git_commit_tree(&found, commit) == 0;
    git_commit_free(commit);
    const Tree tree(found);
    if (!has_tree || !add_source(std::move(repository), path + "/", "", fault)) return words();
    const auto source = static_cast<std::uint32_t>(sources_.size() - 1);
    entries_.emplace(path, Entry{FileKind::folder, false, {}, source});
    return walk_tree(source, *tree, path, depth, fault);
}

std::optional<std::string> GitRevision::served(std::string_view path) const {
    const std::string prefix = join_path(root_, "");
    if (!path.starts_with(prefix)) return std::nullopt;
    std::string rest(path.substr(prefix.size()));
    while (rest.ends_with('/')) rest.pop_back();
    for (const std::string& folder : folders_) {
        if (rest == folder || rest.starts_with(folder + "/")) return rest;
    }
    return std::nullopt;
}

std::optional<std::string> GitRevision::follow(std::string path) const {
    constexpr int most_links = 16;
    for (int links = 0; links < most_links; ++links) {
        const Entry* entry = find(path);
        if (entry == nullptr) return std::nullopt;
        if (!entry->is_link) return path;
        const auto target = bytes_of(path, *entry);
        if (!target || target->starts_with('/')) return std::nullopt;
        std::vector<std::string> parts;
        const std::string whole = folder_of(path) + "/" + *target;
        for (const std::string_view part : split(whole, '/')) {
            if (part.empty() || part == ".") continue;
            if (part != "..") parts.emplace_back(part);
            else if (parts.empty()) return std::nullopt;
            else parts.pop_back();
        }
        path.clear();
        for (const std::string& part : parts) path += (path.empty() ? "" : "/") + part;
    }
    return std::nullopt;
}

Result<std::string> GitRevision::bytes_of(const std::string& path, const Entry& entry) const {
    const std::lock_guard lock(mutex_);
    git_odb* store = sources_[entry.store].store.get();
    std::size_t size = 0;
    git_object_t type{};
    git_odb_object* object = nullptr;
    if (git_odb_read_header(&size, &type, store, &entry.id) != 0 || type != GIT_OBJECT_BLOB) {
        if (!lacking_) lacking_ = path;
        return Failure{"cannot read", path, ENOENT};
    }
    if (size > limits_.file_bytes) return Failure{"cannot read", path, EFBIG};
    if (git_odb_read(&object, store, &entry.id) != 0) {
        if (!lacking_) lacking_ = path;
        return Failure{"cannot read", path, EIO};
    }
    std::string bytes(static_cast<const char*>(git_odb_object_data(object)), git_odb_object_size(object));
    git_odb_object_free(object);
    return bytes;
}

FileStamp GitRevision::stamp_of(const Entry& entry) const {
    FileStamp stamp;
    stamp.modified = stamp.touched = not_yet;
    if (entry.kind != FileKind::file) return stamp;
    const std::lock_guard lock(mutex_);
    std::size_t size = 0;
    git_object_t type{};
    if (git_odb_read_header(&size, &type, sources_[entry.store].store.get(), &entry.id) == 0) stamp.size = size;
    return stamp;
}

Result<std::vector<FileEntry>> GitRevision::Snapshot::list_tree(const std::string& folder, unsigned workers) const {
    const auto within = of_.served(folder);
    if (!within) return of_.disk_.list_tree(folder, workers);
    std::vector<FileEntry> found;
    const std::string prefix = *within + "/";
    for (auto at = of_.entries_.lower_bound(prefix); at != of_.entries_.end() && at->first.starts_with(prefix); ++at) {
        FileEntry entry{at->first.substr(prefix.size()), at->second.kind, {}, at->second.is_link};
        if (entry.is_link) {
            const auto target = of_.follow(at->first);
            const Entry* leads_to = target ? of_.find(*target) : nullptr;
            entry.kind = leads_to == nullptr ? FileKind::missing : leads_to->kind;
            if (entry.kind == FileKind::file) entry.stamp = of_.stamp_of(*leads_to);
        } else if (entry.kind == FileKind::file) {
            entry.stamp = of_.stamp_of(at->second);
        }
        found.push_back(std::move(entry));
    }
    return found;
}

FileKind GitRevision::Snapshot::kind(const std::string& path) const {
    const auto within = of_.served(path);
    if (!within) return of_.disk_.kind(path);
    const auto target = of_.follow(*within);
    return target ? of_.find(*target)->kind : FileKind::missing;
}

Result<FileStamp> GitRevision::Snapshot::stamp(const std::string& path) const {
    const auto within = of_.served(path);
    if (!within) return of_.disk_.stamp(path);
    const auto target = of_.follow(*within);
    if (!target) return Failure{"cannot read", path, ENOENT};
    return of_.stamp_of(*of_.find(*target));
}

Result<std::string> GitRevision::Snapshot::read(const std::string& path) const {
    const auto within = of_.served(path);
    if (!within) return of_.disk_.read(path);
    const auto target = of_.follow(*within);
    if (!target) return Failure{"cannot read", path, ENOENT};
    const Entry& entry = *of_.find(*target);
    if (entry.kind != FileKind::file) return Failure{"cannot read", path, EINVAL};
    return of_.bytes_of(*within, entry);
}

Result<std::string> GitRevision::Snapshot::resolve(const std::string& path) const {
    const auto within = of_.served(path);
    if (!within) return of_.disk_.resolve(path);
    const auto target = of_.follow(*within);
    if (!target) return Failure{"cannot resolve", path, ENOENT};
    auto root = of_.disk_.resolve(of_.root_);
    if (!root) return root.failure();
    return *root + "/" + *target;
}

bool GitRevision::is_unchanged(const std::string& path, const FileStamp& stamp) const {
    const Entry* entry = find(path);
    if (entry == nullptr || entry->is_link || entry->kind != FileKind::file) return false;
    const Source& source = sources_[entry->store];
    if (source.index) {
        const std::string own = source.inside + path.substr(source.prefix.size());
        const git_index_entry* known = git_index_get_bypath(source.index.get(), own.c_str(), 0);
        constexpr std::int64_t second = 1'000'000'000;
        if (known != nullptr && git_oid_equal(&known->id, &entry->id) != 0 && known->file_size == static_cast<std::uint32_t>(stamp.size) &&
            std::int64_t{known->mtime.seconds} * second + known->mtime.nanoseconds == stamp.modified && known->mtime.nanoseconds != 0) {
            return true;
        }
    }
    git_oid id{};
    return git_odb_hashfile(&id, join_path(root_, path).c_str(), GIT_OBJECT_BLOB) == 0 && git_oid_equal(&id, &entry->id) != 0;
}

}  // namespace

std::unique_ptr<Revision> Revision::open(Disk& disk, const std::string& root, std::vector<std::string> folders, const RevisionName& name, Words& fault,
                                         const RevisionLimits& limits) {
    auto revision = std::make_unique<GitRevision>(disk, root, std::move(folders), limits);
    if (!revision->open(name, fault)) return nullptr;
    return revision;
}

}  // namespace mulu
