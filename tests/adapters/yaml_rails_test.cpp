// Proves adapters/yaml/rails_library.hpp: what a file of rails may say, and where each mistake is told.
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "ledger/currency.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

using namespace std::chrono_literals;

const std::string small_rails = R"(sources:
  - {id: notice, text: A notice}
payment_rails:
  - id: gross
    name: {en: Gross, zh: 全额}
    operator: Somebody
    asset: Money
    model: rtgs
    rules: hvps
    currencies: [CNY]
    calendars: [CN]
    also_open:
      - {from: 2018-05-02, any_of: [HK], mark: DERIVED, source: notice}
    zone: Asia/Shanghai
    hours:
      - from: 2018-05-02
        until: 2026-10-16
        mark: VERIFIED-2
        source: notice
        sessions:
          - {name: day, days: [ordinary, first_after_break], opens: "20:30 -1d", sweep_from: "17:15", closes: "17:30"}
          - {name: special, days: break_first_day, opens: "20:31 -1d", closes: "08:30", accepts: funding}
      - from: 2026-10-17
        mark: VERIFIED-2
        source: notice
        sessions:
          - {name: day, days: every_day, opens: "00:00", closes: "24:00"}
    limits:
      - {from: 2020-01-01, per: item, most: 1000000.00 CNY, mark: RECALLED, source: notice}
    fees:
      - {from: 2020-01-01, per_item: 80.00 CNY, share: "0.001", mark: ASSUMPTION, source: notice}
    net:
      - {from: 2020-01-01, in: gross, times: ["10:00", "14:00"], mark: ASSUMPTION, source: notice}
    items: {queue: fifo, at_close: returned, recall_before: dequeue, recall_after: request_with_consent, returns: new_payment, finality: on_posting, mark: RECALLED, source: notice}
    latency: {is: 5s, mark: ASSUMPTION, source: notice}
    mark: VERIFIED-1
    source: notice
  - id: account
    name: Account
    operator: Somebody
    asset: Deposit
    model: correspondent
    rules: correspondent
    currencies: USD
    zone: America/New_York
    hours: []
    items: {queue: none, at_close: not_queued, recall_before: not_possible, recall_after: not_possible, returns: reverse_chain, finality: per_hop, mark: RECALLED, source: notice}
    latency: {is: 2h, mark: ASSUMPTION, source: notice}
    mark: ASSUMPTION
    source: notice
banks:
  - {id: one, name: One, jurisdiction: CN, rails: [{rail: gross}], accounts: [{currency: USD, at: two, rail: account}], mark: ASSUMPTION, source: notice}
  - {id: two, name: Two, jurisdiction: US, rails: [{rail: gross, via: one, by: account}], mark: ASSUMPTION, source: notice}
comparison_rates:
  - {currency: USD, cny: "7.10", mark: ASSUMPTION, source: notice}
)";

auto loaded_rails(std::string_view text) {
    const ScenarioFolder folder;
    return adapters::load_rails(folder.write("rails.yaml", text), usual_options().library);
}

TEST_CASE("a file of rails is read as it is written", "[yaml][rails]") {
    const auto loaded = loaded_rails(small_rails);
    if (!loaded) FAIL(to_text(loaded.error()));
    REQUIRE(loaded->rails.size() == 2);
    const sim::RailRow& gross = loaded->rails[0];
    CHECK(gross.name_zh == "全额");
    CHECK(gross.model == sim::RailModel::rtgs);
    CHECK(gross.carries(ledger::currency("CNY")));
    CHECK(!gross.carries(ledger::currency("USD")));
    CHECK(gross.cited.mark == sim::Mark::verified_1);
    REQUIRE(gross.hours.size() == 2);
    REQUIRE(gross.hours[0].sessions.size() == 2);
    const sim::SessionRule& day = gross.hours[0].sessions[0];
    CHECK((day.opens == sim::LocalClock{-1, 20h + 30min}));
    CHECK((day.closes == sim::LocalClock{0, 17h + 30min}));
    CHECK(day.sweep_from.has_value());
    CHECK((day.days == std::vector{sim::DayKind::ordinary, sim::DayKind::first_after_break}));
    CHECK(gross.hours[0].sessions[1].accepts == sim::Accepts::funding);
    CHECK((gross.hours[1].sessions[0].closes == sim::LocalClock{1, 0h}));  // 24:00
    CHECK(gross.limits.at(0).most.minor == 100'000'000);
    CHECK(gross.fees.at(0).per_item->minor == 8000);
    CHECK(gross.net.at(0).times.size() == 2);
    CHECK(gross.at_close == sim::AtClose::returned);
    CHECK(gross.latency == 5s);
    CHECK(loaded->rail("account")->finality == sim::Finality::per_hop);
    CHECK(loaded->bank("one")->accounts.at(0).at == "two");
    CHECK(loaded->bank("two")->participations.at(0).via == "one");
    CHECK(loaded->bank_or_first_in("US")->id == "two");
    CHECK(loaded->bank_or_first_in("JP") == nullptr);
    CHECK(loaded->calendars.size() == 2);  // CN, HK
    CHECK(loaded->zones.size() == 2);
}

TEST_CASE("a mistake in a file of rails is told at its place", "[yaml][rails]") {
    const std::vector<TextMistake> mistakes = {
        // clang-format off
        {"a model that there is not", "model: rtgs", "model: §gross", "'gross'"},
        {"a key that there is not", "    rules: hvps", "    §ruling: hvps", "unknown key 'ruling'"},
        {"a source that there is not", "per: item, most: 1000000.00 CNY, mark: RECALLED, source: notice", "per: item, most: 1000000.00 CNY, mark: RECALLED, source: §note", "there is no source 'note'"},
        {"a calendar that there is not", "calendars: [CN]", "calendars: [§XX]", "there is no calendar 'XX'"},
        {"a calendar of others that there is not", "any_of: [HK]", "any_of: [§HKG]", "there is no calendar 'HKG'"},
        {"a zone that there is not", "zone: America/New_York", "zone: §America/Boston", "America/Boston"},
        {"a kind of day that there is not", "days: break_first_day", "days: §first_break_day", "'first_break_day' is no kind of day"},
        {"a clock that is none", "opens: \"20:31 -1d\"", "opens: §\"20:31 -2d\"", "'20:31 -2d' is no local time"},
        {"a session that closes before it opens", "opens: \"20:31 -1d\", closes: \"08:30\"", "opens: \"20:31\", closes: §\"08:30\"", "closes before it opens"},
        {"a sweep outside of its session", "sweep_from: \"17:15\"", "sweep_from: §\"17:45\"", "the sweep lies outside"},
        {"a version that ends before it begins", "until: 2026-10-16", "until: §2018-05-01", "ends before it begins"},
        {"two versions from one day", "- from: 2026-10-17", "- from: §2018-05-02", "two versions begin on 2018-05-02"},
        {"a currency that there is not", "currencies: [CNY]", "currencies: [§RMB]", "currency 'RMB' is not an ISO 4217 code"},
        {"a ceiling without its currency", "most: 1000000.00 CNY", "most: §1000000.00", "names no currency"},
        {"a ceiling below zero", "most: 1000000.00 CNY", "most: §-1.00 CNY", "`most` is negative"},
        {"a fee with no amount", "§{from: 2020-01-01, per_item: 80.00 CNY, share: \"0.001\", ", "§{from: 2020-01-01, ", "this fee says no amount"},
        {"a share above one", "share: \"0.001\"", "share: §\"1.001\"", "`share` is 1.001"},
        {"net sessions out of order", "[\"10:00\", \"14:00\"]", "[\"10:00\", §\"09:00\"]", "'09:00' does not follow"},
        {"netting in a rail that there is not", "in: gross", "in: §grosss", "there is no payment rail 'grosss'"},
        {"a latency that is none", "latency: {is: 5s", "latency: {is: §soon", "soon"},
        {"a rail twice", "- id: account", "- id: §gross", "payment rail 'gross' occurs twice"},
        {"a bank in a rail that there is not", "rails: [{rail: gross}]", "rails: [{rail: §gros}]", "there is no payment rail 'gros'"},
        {"a direct participant that there is not", "via: one", "via: §on", "there is no bank of the network 'on'"},
        {"via without by", "§{rail: gross, via: one, by: account}", "§{rail: gross, via: one}", "has `via` and `by`"},
        {"an account in a currency that its rail does not carry", "{currency: USD, at: two", "{currency: §CNY, at: two", "rail 'account' does not carry CNY"},
        {"a comparison rate of zero", "cny: \"7.10\"", "cny: §\"0\"", "above zero"},
        // clang-format on
    };
    for (const TextMistake& mistake : mistakes) {
        std::string from(mistake.from);
        if (const auto mark = from.find(place_mark); mark != std::string::npos)
            from.erase(mark, place_mark.size());
        const Marked marked = without_mark(with(small_rails, from, mistake.to));
        const auto loaded = loaded_rails(marked.text);
        CAPTURE(mistake.name, marked.line, marked.column, mistake.message);
        REQUIRE(!loaded);
        CAPTURE(to_text(loaded.error()));
        CHECK(says(loaded.error(), "rails.yaml", marked.line, marked.column, mistake.message));
    }
}

TEST_CASE("all mistakes of a file of rails are told in one pass", "[yaml][rails]") {
    std::string text = with(small_rails, "model: rtgs", "model: gross");
    text = with(text, "calendars: [CN]", "calendars: [XX]");
    text = with(text, "days: break_first_day", "days: never");
    const auto loaded = loaded_rails(text);
    REQUIRE(!loaded);
    CHECK(loaded.error().error_count() == 3);
}

TEST_CASE("the reference rails say for each row where it comes from", "[yaml][rails]") {
    const auto loaded = adapters::load_rails(usual_options().library);
    if (!loaded) FAIL(to_text(loaded.error()));
    for (const char* id : {"cips", "hvps", "beps", "ibps", "rmb-chats", "hkd-chats", "usd-chats",
                           "eur-chats", "payment-connect-north", "payment-connect-south", "mbridge",
                           "cny-agent", "cny-clearing", "usd-correspondent", "fedwire"}) {
        CAPTURE(id);
        const sim::RailRow* row = loaded->rail(id);
        REQUIRE(row != nullptr);
        CHECK(!row->cited.source.empty());
        CHECK(!row->rules_cited.source.empty());
        CHECK(!row->hours.empty());
        for (const sim::HoursVersion& hours : row->hours) CHECK(!hours.sessions.empty());
    }
    // Nothing that could not be read is presented as read: no tariff of CIPS is public.
    CHECK(loaded->rail("cips")->fees.empty());
}

TEST_CASE("a local clock is a time on the day, the day before or the day after", "[yaml][rails]") {
    using adapters::parse_local_clock;
    CHECK((parse_local_clock("17:30") == sim::LocalClock{0, 17h + 30min}));
    CHECK((parse_local_clock("20:30 -1d") == sim::LocalClock{-1, 20h + 30min}));
    CHECK((parse_local_clock("05:00 +1d") == sim::LocalClock{1, 5h}));
    CHECK((parse_local_clock("24:00") == sim::LocalClock{1, 0h}));
    for (const char* wrong : {"", "17", "25:00", "17:30 -2d", "17:30  -1d", "17:30 -1d ", "-1d"})
        CHECK(!parse_local_clock(wrong));
}

}  // namespace
}  // namespace rmbsim::tests
