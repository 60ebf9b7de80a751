// SPDX-License-Identifier: Apache-2.0
#include "render/sheet.hpp"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <mutex>
#include <set>

#include <xlsxwriter.h>

#include "base/packing.hpp"
#include "base/text.hpp"

namespace mulu {
namespace {

// Limits of the format (ECMA-376, and Excel's own). Cells beyond them are left out: no form comes near.
constexpr std::uint32_t most_rows = 1048576, most_columns = 16384;
constexpr std::size_t most_characters = 32767, most_name = 31;

std::string cell_text(const std::string& text) { return clean_xml(first_characters(text, most_characters / 4)); }

/// A tab's name: no []:*?/\, no ' at its ends, at most 31 characters, unlike the others whatever their case.
std::string tab_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name = clean_xml(wanted);
    for (char& c : name) {
        if (std::string_view("[]:*?/\\'\t\n\r").find(c) != std::string_view::npos) c = ' ';
    }
    name = trim(first_characters(trim(name), most_name));
    if (name.empty()) name = "Sheet";
    const std::string stem = name;
    for (unsigned number = 2; !taken.insert(fold(name)).second; ++number) {
        const std::string tail = " (" + std::to_string(number) + ")";
        name = std::string(trim(first_characters(stem, most_name - tail.size()))) + tail;
    }
    return name;
}

/// The last place in memory of what the library writes: it takes a path, and this one names no file of the disk.
class Memory {
public:
    Memory() : handle_(::memfd_create("mulu.xlsx", MFD_CLOEXEC)) {}
    ~Memory() {
        if (handle_ >= 0) ::close(handle_);
    }
    Memory(const Memory&) = delete;
    Memory& operator=(const Memory&) = delete;
    bool is_open() const { return handle_ >= 0; }
    std::string path() const { return "/proc/self/fd/" + std::to_string(handle_); }
    std::optional<std::string> bytes() const {
        const off_t size = ::lseek(handle_, 0, SEEK_END);
        if (size <= 0) return std::nullopt;
        std::string all(static_cast<std::size_t>(size), '\0');
        for (std::size_t at = 0; at < all.size();) {
            const ssize_t got = ::pread(handle_, all.data() + at, all.size() - at, static_cast<off_t>(at));
            if (got <= 0) return std::nullopt;
            at += static_cast<std::size_t>(got);
        }
        return all;
    }

private:
    int handle_;
};

/// The looks of cells; the library owns them.
struct Looks {
    lxw_format *caption, *head, *number, *text, *levels[10];

    explicit Looks(lxw_workbook* book) {
        const auto make = [&] {
            lxw_format* format = workbook_add_format(book);
            format_set_font_name(format, "宋体");
            format_set_font_size(format, 11);
            format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
            format_set_text_wrap(format);
            return format;
        };
        const auto boxed = [&] {
            lxw_format* format = make();
            format_set_border(format, LXW_BORDER_THIN);
            return format;
        };
        caption = make();
        format_set_bold(caption);
        format_set_align(caption, LXW_ALIGN_CENTER);
        head = boxed();
        format_set_bold(head);
        format_set_align(head, LXW_ALIGN_CENTER);
        number = boxed();
        format_set_align(number, LXW_ALIGN_RIGHT);
        text = boxed();
        for (int level = 0; level < 10; ++level) {
            levels[level] = boxed();
            format_set_align(levels[level], LXW_ALIGN_LEFT);
            if (level > 0) format_set_indent(levels[level], static_cast<std::uint8_t>(level));
        }
    }
};

void write_sheet(lxw_workbook* book, const Looks& looks, const Sheet& sheet, const std::string& name) {
    lxw_worksheet* page = workbook_add_worksheet(book, name.c_str());
    if (page == nullptr) return;
    const auto placed = lay_out(sheet.table);
    std::uint32_t width = 1;
    for (const PlacedCell& at : placed) width = std::max(width, at.column + at.columns);
    width = std::min(width, most_columns);
    const auto column = [](std::uint32_t number) { return static_cast<lxw_col_t>(number); };
    // The caption over the whole table, then the table from the second row on.
    const std::string caption = cell_text(sheet.table.caption);
    if (width > 1) worksheet_merge_range(page, 0, 0, 0, column(width - 1), caption.c_str(), looks.caption);
    else worksheet_write_string(page, 0, 0, caption.c_str(), looks.caption);
    std::vector<int> widths(width, 6);
    for (const PlacedCell& at : placed) {
        const std::uint32_t row = at.row + 1, last_row = row + at.rows - 1, last_column = at.column + at.columns - 1;
        if (last_row >= most_rows || last_column >= width) continue;
        const TableCell& cell = *at.cell;
        lxw_format* const look = at.head ? looks.head : cell.number ? looks.number : cell.header ? looks.levels[std::min(cell.level, 9U)] : looks.text;
        const std::string text = cell_text(cell.text);
        if (at.rows > 1 || at.columns > 1) worksheet_merge_range(page, row, column(at.column), last_row, column(last_column), "", look);
        // A figure has at most four places: the nearest double prints as itself.
        const auto figure = cell.number && !at.head ? parse_figure(cell.text) : std::nullopt;
        if (figure) worksheet_write_number(page, row, column(at.column), static_cast<double>(figure->ten_thousandths) / 10000, look);
        else if (text.empty()) worksheet_write_blank(page, row, column(at.column), look);
        else worksheet_write_string(page, row, column(at.column), text.c_str(), look);
        if (at.columns == 1) {
            int& own = widths[at.column];
            own = std::max(own, std::min(display_width(text) + 2 * static_cast<int>(cell.level) + 2, 42));
        }
    }
    for (std::uint32_t i = 0; i < width; ++i) worksheet_set_column(page, column(i), column(i), widths[i], nullptr);
    worksheet_set_paper(page, 9);  // A4
    int all = 0;
    for (const int each : widths) all += each;
    if (all > 90) worksheet_set_landscape(page);
    worksheet_fit_to_pages(page, 1, 0);
    worksheet_center_horizontally(page);
    if (!sheet.table.head.empty()) worksheet_repeat_rows(page, 0, static_cast<lxw_row_t>(sheet.table.head.size()));
}

Failure failure_of(int error) { return {"a spreadsheet cannot be made:", "xlsx", error}; }

}  // namespace

Result<std::string> workbook_bytes(const Workbook& workbook) {
    // The library formats dates by gmtime(), whose result threads would share.
    static std::mutex turn;
    const std::lock_guard guard(turn);
    const Memory memory;
    if (!memory.is_open()) return failure_of(errno);
    lxw_workbook_options options{};
    static char scratch[] = "/dev/shm";  // where there is none, the library takes the system's folder for such files
    options.tmpdir = scratch;
    lxw_workbook* const book = workbook_new_opt(memory.path().c_str(), &options);
    if (book == nullptr) return failure_of(ENOMEM);
    std::string title = clean_xml(first_characters(workbook.title, 255 / 4)), organ = clean_xml(first_characters(workbook.organ, 255 / 4));
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = organ.data();
    // 0 would mean the machine's clock.
    const std::int64_t created = Moment::midnight(workbook.created).seconds;
    properties.created = static_cast<time_t>(created == 0 ? 1 : created);
    workbook_set_properties(book, &properties);
    const Looks looks(book);
    std::set<std::string> taken;
    for (const Sheet& sheet : workbook.sheets) write_sheet(book, looks, sheet, tab_name(sheet.name, taken));
    errno = 0;
    if (workbook_close(book) != LXW_NO_ERROR) return failure_of(errno != 0 ? errno : EIO);
    auto bytes = memory.bytes();
    if (!bytes) return failure_of(EIO);
    return std::move(*bytes);
}

Digest digest_of_workbook(const Workbook& workbook) {
    Packer packer;
    packer.text(workbook.title);
    packer.text(workbook.organ);
    packer.number(static_cast<std::uint64_t>(workbook.created.days));
    for (const Sheet& sheet : workbook.sheets) {
        packer.text(sheet.name);
        packer.text(sheet.table.caption);
        for (const auto* rows : {&sheet.table.head, &sheet.table.body}) {
            packer.number(rows->size());
            for (const auto& row : *rows) {
                packer.number(row.size());
                for (const TableCell& cell : row) {
                    packer.text(cell.text);
                    packer.number(cell.colspan);
                    packer.number(cell.rowspan);
                    packer.number(cell.level * 4 + cell.header * 2 + cell.number);
                }
            }
        }
    }
    return digest_of(packer.bytes());
}

}  // namespace mulu
