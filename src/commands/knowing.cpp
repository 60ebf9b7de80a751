// SPDX-License-Identifier: Apache-2.0
#include "commands/knowing.hpp"

#include "base/identity.hpp"
#include "base/text.hpp"

namespace mulu {

Result<std::unique_ptr<KnownSite>> read_known_site(const Options& options, Disk& disk, unsigned workers, Console& console) {
    const Digest program = program_identity();
    std::unique_ptr<KnownSite> known(new KnownSite{State(disk, paths_of(options).state), {}, {}});
    auto stock = take_stock(options, disk, workers);
    if (!stock) return stock.failure();
    known->stock = std::move(*stock);
    known->state.load(program);
    const std::vector<std::string_view> records = recall_records(known->state, workers);
    if (known->state.is_loaded()) {
        if (const auto remembered = known->state.section("stock")) known->stock.recall(*remembered, known->state.moment());
    }
    auto read = read_site(options, disk, known->stock, {program, records, false, nullptr}, workers, console);
    if (!read) return read.failure();
    known->read = std::move(*read);
    return known;
}

std::optional<Ref> find_unit(const Catalogue& catalogue, const std::optional<std::string>& id) {
    if (!id) return no_ref;
    for (Ref unit = 0; unit < catalogue.units.size(); ++unit) {
        if (catalogue.units[unit].id == *id || catalogue.units[unit].name == *id) return unit;
    }
    return std::nullopt;
}

Words words_of_unknown_unit(const Catalogue& catalogue, const std::string& id) {
    std::vector<std::string> ids;
    for (const Unit& unit : catalogue.units) ids.push_back(unit.id);
    const auto near = nearest(id, ids);
    return {"没有“" + id + "”这个机构" + (near ? "。是不是 " + *near + "？" : "，机构见 content/units.yml"),
            "there is no unit “" + id + "”" + (near ? ". Is it " + *near + "?" : "; units are those of content/units.yml")};
}

}  // namespace mulu
