// What a link, a pool's order, its daylight cap, its back-valuation and its faults may say. § marks the place.
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

constexpr std::string_view up =
    R"({id: up, child: SZ.ops, header: SZ.master, method: target, target: 10.00, unit: 1.00, min_up: 5.00, max_up: 90.00, at: "16:00 Asia/Shanghai"})";

// The rest of that link after its ends.
std::string link(std::string_view rest) {
    return "{id: up, child: SZ.ops, header: SZ.master, " + std::string(rest) + "}";
}

adapters::Diagnostics said_with(const Marked& marked) { return said_of(marked.text); }

}  // namespace

TEST_CASE("each method of a sweep is accepted with its own amounts", "[adapters][yaml]") {
    const std::string_view rest = GENERATE(
        R"(method: percentage, percent: 0.25, at: "16:00")",
        R"(method: collar, threshold: 20.00, collar: 5.00, at: "16:00")",
        R"(method: range, lower: 5.00, upper: 50.00, at: "16:00")",
        R"(method: cover_overdraft, at: "16:00")",
        R"(method: fill_to_minimum, lower: 5.00, at: "16:00")",
        R"(method: return_band, lower: 5.00, return_to: 9.00, upper: 50.00, at: "16:00")",
        R"(method: target, target: 5.00, deficit: to_zero, at: ["10:00", "16:00"], basis: available)",
        R"(method: zero_balance, at: "16:00", reverse: full, reverse_at: "08:30", retry: {times: 2, after: 30m})");
    const adapters::Diagnostics said = said_of(with(small_scenario(), up, link(rest)));
    CAPTURE(rest, adapters::to_text(said));
    CHECK(said.empty());
}

// clang-format off
TEST_CASE("a mistake in a link is told at its line and column", "[adapters][yaml]") {
    struct Mistake {
        std::string_view name, rest, message;
    };
    const auto row = GENERATE(values<Mistake>({
        {"percent with another method", R"(method: zero_balance, §percent: 0.25, at: "16:00")", "`percent` has no use with method: zero_balance"},
        {"a percentage of nothing", R"(method: percentage, percent: §0, at: "16:00")", "the percentage moves nothing"},
        {"more than all", R"(method: percentage, percent: §1.5, at: "16:00")", "1.5"},
        {"collar above its threshold", R"(method: collar, threshold: 20.00, collar: §25.00, at: "16:00")", "`collar` (25.00) is above `threshold` (20.00)"},
        {"band upside down", R"(method: range, lower: §60.00, upper: 50.00, at: "16:00")", "`lower` (60.00) is above `upper` (50.00)"},
        {"return point outside its band", R"(method: return_band, lower: 5.00, return_to: §60.00, upper: 50.00, at: "16:00")", "`return_to` (60.00) is above `upper` (50.00)"},
        {"times that do not ascend", R"(method: zero_balance, at: ["16:00", §"10:00"])", "the times of day do not ascend"},
        {"times in two zones", R"(method: zero_balance, at: ["10:00", §"16:00 Asia/Hong_Kong"])", "in two time zones"},
        {"no time in a list", R"(method: zero_balance, at: ["10:00", §"26:00"])", "'26:00' is not a time of day"},
        {"a time of return without a return", R"(method: zero_balance, at: "16:00", §reverse_at: "08:30")", "`reverse_at` has no use here"},
        {"a basis that does not exist", R"(method: zero_balance, at: "16:00", basis: §projected)", "`basis` cannot be 'projected'"},
        {"a retry without its delay", R"(method: zero_balance, at: "16:00", retry: §{times: 2})", "key 'after' is missing"},
    }));
    const Marked marked = without_mark(with(small_scenario(), up, link(row.rest)));
    const adapters::Diagnostics said = said_with(marked);
    CAPTURE(row.name, marked.line, marked.column, adapters::to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column, row.message));
}

TEST_CASE("a mistake in a pool's order, lines and faults is told at its line and column", "[adapters][yaml]") {
    struct Mistake {
        std::string_view name, from, to, message;
    };
    const auto row = GENERATE(values<Mistake>({
        {"unknown order", "    links:\n", "    order: {siblings: §first_come}\n    links:\n", "`siblings` cannot be 'first_come'"},
        {"shares where requests are granted by priority", "    links:\n", "    order: {tree: request_and_grant, siblings: pro_rata}\n    links:\n", "`siblings` and `pass` have no use with tree: request_and_grant"},
        {"hard floors across banks", "    links:\n", "    order: {tree: request_and_grant}\n    links:\n", "does not suit order.tree: request_and_grant"},
        {"corrections across banks", "    links:\n", "    back_value: {mode: delta_all_days}\n    links:\n", "does not suit back_value"},
        {"shares across currencies", "    links:\n", "    order: {siblings: equal}\n    links:\n", "does not suit order.siblings"},
        {"no such mode", "    links:\n", "    back_value: {mode: §none}\n    links:\n", "`mode` cannot be 'none'"},
        {"a negative cap", "    links:\n", "    daylight_cap: §-1.00\n    links:\n", "the cap is negative"},
        {"a negative daylight line", "overdraft: 50.00,", "overdraft: 50.00, daylight: §-1.00,", "the daylight line is negative"},
        {"a fault of no link", "compare:\n", "faults: [{id: f, kind: sweep_rejected, link: §upp, on: 2026-01-07}]\ncompare:\n", "there is no link 'upp'"},
        {"a fault outside the period", "compare:\n", "faults: [{id: f, kind: sweep_rejected, link: up, on: §2026-02-07}]\ncompare:\n", "outside the period"},
        {"a fault's key", "compare:\n", "faults: [{id: f, kind: statement_missing, link: up, on: 2026-01-07, §times: 2}]\ncompare:\n", "`times` has no use here"},
    }));
    std::string text = with(small_scenario(), row.from, row.to);
    const bool has_mark = text.find(place_mark) != std::string::npos;
    const Marked marked = has_mark ? without_mark(text) : Marked{text, 0, 0};
    const adapters::Diagnostics said = said_with(marked);
    CAPTURE(row.name, marked.line, marked.column, adapters::to_text(said));
    if (has_mark)
        CHECK(says(said, "scenario.yaml", marked.line, marked.column, row.message));
    else
        CHECK(adapters::to_text(said).find(row.message) != std::string::npos);
}
// clang-format on

}  // namespace rmbsim::tests
