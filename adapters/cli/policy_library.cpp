#include "adapters/cli/policy_library.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/report/language.hpp"
#include "adapters/result/result_json.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/spelling.hpp"
#include "ledger/time.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> regime_files(const std::string& library) {
    std::vector<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(fs::path(library) / "policy", error))
        if (entry.path().extension() == ".yaml") files.push_back(entry.path());
    std::ranges::sort(files);
    return files;
}

sim::Regime regime_or_fail(const fs::path& file) {
    auto regime = load_regime(file);
    if (!regime) throw CommandFailure(regime.error());
    return std::move(*regime);
}

struct Area {
    std::string code, en, zh;
};

std::vector<Area> read_areas(const std::string& library) {
    std::ifstream file(fs::path(library) / "policy" / "areas.csv");
    std::vector<Area> areas;
    std::string line;
    std::getline(file, line);  // code,en,zh
    while (std::getline(file, line)) {
        const auto first = line.find(','), last = line.rfind(',');
        if (first == std::string::npos || first == last) continue;
        areas.push_back({line.substr(0, first), line.substr(first + 1, last - first - 1),
                         line.substr(last + 1)});
    }
    return areas;
}

}  // namespace

std::vector<sim::Regime> PolicyLibrary::all() const {
    std::vector<sim::Regime> regimes;
    for (const fs::path& file : regime_files(folder_)) regimes.push_back(regime_or_fail(file));
    return regimes;
}

sim::Regime PolicyLibrary::named(const std::string& name) const {
    std::vector<std::string> known;
    for (const fs::path& file : regime_files(folder_)) {
        if (file.stem() == name) return regime_or_fail(file);
        known.push_back(file.stem().string());
    }
    fail_unknown("regime", name, known);
}

void PolicyLibrary::expect_area(const std::string& code) const {
    std::vector<std::string> known;
    for (const Area& area : read_areas(folder_)) known.push_back(area.code);
    if (std::ranges::find(known, code) == known.end()) fail_unknown("area", code, known);
}

std::string PolicyLibrary::areas(const sim::Regime& regime) const {
    if (regime.areas.empty()) return regime.jurisdiction;
    const std::vector<Area> known =
        language_ == Language::zh ? read_areas(folder_) : std::vector<Area>{};
    std::string text;
    for (const sim::AreaRow& row : regime.areas) {
        if (!text.empty()) text += ' ';
        const auto named = std::ranges::find(known, row.area, &Area::code);
        text += row.area + (named == known.end() ? "" : named->zh);
    }
    return text;
}

std::string PolicyLibrary::status(const sim::Regime& regime) const {
    switch (regime.status) {
        case sim::RegimeStatus::in_force:
            return pick("in_force", "现行");
        case sim::RegimeStatus::superseded:
            return pick("superseded", "已被取代");
        case sim::RegimeStatus::draft:
            return pick("draft", "征求意见稿");
        case sim::RegimeStatus::pilot:
            return pick("pilot", "试点");
    }
    return {};
}

std::string PolicyLibrary::section(sim::Section section) const {
    switch (section) {
        case sim::Section::parameters:
            return pick("parameters", "参数");
        case sim::Section::eligibility:
            return pick("eligibility", "准入条件");
        case sim::Section::flows:
            return pick("flows", "资金流");
        case sim::Section::limits:
            return pick("limits", "额度");
        case sim::Section::unknown:
            return pick("unknown", "未查明");
    }
    return {};
}

std::string PolicyLibrary::pick(const std::string& en, const std::string& zh) const {
    return text_in(language_, en, zh);
}

std::string PolicyLibrary::mark(const sim::Citation& citation) const {
    return std::string(name_of(citation.mark)) +
           (is_confirmed(citation.mark) ? "" : pick(" (unconfirmed)", "(未经核实)"));
}

std::string PolicyLibrary::cited(const sim::Citation& citation) const {
    std::string text = citation.instrument;
    if (!citation.article.empty())
        text += fmt::format(fmt::runtime(pick(" art. {}", " 第{}条")), citation.article);
    text += ", " + mark(citation);
    for (const auto source : citation.sources) text += fmt::format(" [{}]", source);
    return text;
}

std::string span_text(ledger::ValueDate from, const std::optional<ledger::ValueDate>& to) {
    return date_text(from) + " … " + (to ? date_text(*to) : std::string(10, ' '));
}

Json date_or_null(const std::optional<ledger::ValueDate>& date) {
    return date ? Json(date_text(*date)) : Json();
}

Json cited_json(const sim::Citation& citation) {
    return Json{{"instrument", citation.instrument}, {"article", citation.article},
                {"mark", name_of(citation.mark)},    {"confirmed", is_confirmed(citation.mark)},
                {"sources", citation.sources},       {"note", citation.note}};
}

Json value_json(const sim::DatedValue& value) {
    Json made{
        {"name", value.name},    {"version", value.version()},    {"value", value.value.to_text()},
        {"unit", value.unit},    {"from", date_text(value.from)}, {"to", date_or_null(value.to)},
        {"family", value.family}};
    made.update(cited_json(value.citation));
    return made;
}

void print(const Json& document) { std::cout << document.dump(2) << '\n'; }

ledger::ValueDate date_or_fail(const std::string& text, const std::string& place) {
    const auto date = parse_date(text);
    if (!date)
        throw CommandFailure(Diagnostic{.file = place,
                                        .message = "'" + text + "' is not a date",
                                        .expected = "a day such as 2026-02-28",
                                        .hint = {}});
    return *date;
}

void fail_unknown(const std::string& kind, const std::string& name,
                  const std::vector<std::string>& known) {
    std::vector<std::string> names = known;
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    const std::vector<std::string_view> candidates(names.begin(), names.end());
    const std::string_view near = ledger::nearest(name, candidates);
    throw CommandFailure(
        Diagnostic{.file = "policy",
                   .message = fmt::format("unknown {} '{}'", kind, name),
                   .expected = fmt::format("one of: {}", fmt::join(candidates, ", ")),
                   .hint = near.empty() ? "" : fmt::format("did you mean '{}'?", near)});
}

}  // namespace rmbsim::adapters::cli
