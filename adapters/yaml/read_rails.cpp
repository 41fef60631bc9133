#include "adapters/yaml/read_rails.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/dated_rows.hpp"
#include "adapters/yaml/rail_tables.hpp"
#include "adapters/yaml/rails_library.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/written.hpp"

namespace rmbsim::adapters {
namespace {

class RailsFile {
  public:
    RailsFile(const Node& root, Reading& reading, ReferenceClocks& clocks)
        : view_(root, rails_table(), reading), reading_(reading), clocks_(clocks) {}

    sim::RailLibrary read() {
        for (const MappingView& row : view_.children("sources")) {
            sources_.add(row.node("id"), reading_);
            library_.sources.push_back({row.text("id"), row.text("text"), row.text("url")});
        }
        // Names first: a row may name one that is written after it.
        for (const MappingView& row : view_.children("payment_rails"))
            rails_.add(row.node("id"), reading_);
        for (const MappingView& row : view_.children("banks")) banks_.add(row.node("id"), reading_);
        for (const MappingView& row : view_.children("payment_rails"))
            library_.rails.push_back(rail(row));
        for (const MappingView& row : view_.children("banks")) library_.banks.push_back(bank(row));
        for (const MappingView& row : view_.children("comparison_rates")) rate(row);
        return std::move(library_);
    }

  private:
    sim::Cited cited(const MappingView& row) { return cited_in(row, sources_, reading_); }
    sim::InForce in_force(const MappingView& row) { return in_force_in(row, reading_); }

    std::optional<ledger::CurrencyId> currency_in(const Node& node) {
        const auto found = parse_currency(node.text);
        if (found && !found->is_cnh) return found->currency;
        reading_.error(node.at, fmt::format("currency '{}' is not an ISO 4217 code", node.text),
                       "a three-letter code such as CNY or HKD", currency_hint(node.text));
        return std::nullopt;
    }

    std::optional<ledger::Money> positive(const MappingView& row, std::string_view key) {
        const auto money = row.money(key);
        if (money && money->minor < 0) {
            reading_.error(row.node(key)->at, fmt::format("`{}` is negative", key),
                           "an amount from 0 on");
            return std::nullopt;
        }
        return money;
    }

    std::optional<sim::LocalClock> clock(const MappingView& row, std::string_view key) {
        const Node* node = row.node(key);
        if (node == nullptr || node->kind != NodeKind::scalar) return std::nullopt;
        const auto parsed = parse_local_clock(node->text);
        if (!parsed)
            reading_.error(node->at, fmt::format("'{}' is no local time", node->text),
                           "hh:mm, hh:mm -1d or hh:mm +1d",
                           "\"20:30 -1d\" is the evening before the business date");
        return parsed;
    }

    std::vector<sim::DayKind> days(const MappingView& row) {
        static constexpr std::array<std::string_view, 5> words = {
            "ordinary", "first_after_break", "break_first_day", "makeup_weekend", "every_day"};
        std::vector<sim::DayKind> kinds;
        for (const Node* item : row.items("days")) {
            const auto found = std::ranges::find(words, item->text);
            if (found != words.end()) {
                kinds.push_back(static_cast<sim::DayKind>(found - words.begin()));
                continue;
            }
            const std::vector<std::string_view> known(words.begin(), words.end());
            reading_.error(item->at, fmt::format("'{}' is no kind of day", item->text),
                           fmt::format("of {}", joined(known)), did_you_mean(item->text, known));
        }
        return kinds;
    }

    sim::SessionRule session(const MappingView& row) {
        const auto opens = clock(row, "opens"), closes = clock(row, "closes"),
                   sweep = clock(row, "sweep_from");
        if (opens && closes && *closes <= *opens)
            reading_.error(row.node("closes")->at, "the session closes before it opens",
                           "opens < closes", "an evening before is written \"20:30 -1d\"");
        else if (opens && closes && sweep && (*sweep < *opens || *closes < *sweep))
            reading_.error(row.node("sweep_from")->at, "the sweep lies outside of the session",
                           "opens <= sweep_from <= closes");
        return {.kind = row.word_or("name", sim::SessionKind::day),
                .days = days(row),
                .opens = opens.value_or(sim::LocalClock{}),
                .closes = closes.value_or(sim::LocalClock{}),
                .sweep_from = sweep,
                .accepts = row.word_or("accepts", sim::Accepts::all)};
    }

    std::vector<std::string> calendars(const MappingView& row, std::string_view key) {
        std::vector<std::string> ids;
        for (const Node* item : row.items(key))
            if (clocks_.calendar(item) != sim::no_index) ids.push_back(item->text);
        return ids;
    }

    sim::RailFee fee(const MappingView& row) {
        sim::RailFee made{.in_force = in_force(row),
                          .per_item = positive(row, "per_item"),
                          .share = row.share("share").value_or(ledger::Decimal(0)),
                          .least = positive(row, "least"),
                          .most = positive(row, "most"),
                          .deducted = positive(row, "deducted"),
                          .cited = cited(row)};
        if (!row.has("per_item") && !row.has("share"))
            reading_.error(row.at(), "this fee says no amount", "per_item, share, or both",
                           "a rail without a public tariff has no row");
        return made;
    }

    sim::NetSettlement net(const MappingView& row) {
        rails_.resolve(row.node("in"), reading_);
        sim::NetSettlement made{
            .in_force = in_force(row), .in = row.text("in"), .times = {}, .cited = cited(row)};
        for (const Node* item : row.items("times")) {
            const auto time = parse_time_of_day(item->text);
            if (!time || (!made.times.empty() && *time <= made.times.back()))
                reading_.error(item->at, fmt::format("'{}' does not follow", item->text),
                               "local times hh:mm, ascending");
            else
                made.times.push_back(*time);
        }
        return made;
    }

    void items(const MappingView& row, sim::RailRow& rail) {
        rail.queue = row.word_or("queue", rail.queue);
        rail.at_close = row.word_or("at_close", rail.at_close);
        rail.recall_before = row.word_or("recall_before", rail.recall_before);
        rail.recall_after = row.word_or("recall_after", rail.recall_after);
        rail.returns = row.word_or("returns", rail.returns);
        rail.finality = row.word_or("finality", rail.finality);
        rail.rules_cited = cited(row);
    }

    void dated_parts(const MappingView& row, sim::RailRow& rail) {
        const auto hours = row.children("hours"), fees = row.children("fees"),
                   nets = row.children("net");
        for (const auto& rows : {hours, fees, nets}) expect_one_beginning(rows, reading_);
        for (const MappingView& version : hours) {
            sim::HoursVersion made{
                .in_force = in_force(version), .sessions = {}, .cited = cited(version)};
            for (const MappingView& one : version.children("sessions"))
                made.sessions.push_back(session(one));
            rail.hours.push_back(std::move(made));
        }
        for (const MappingView& also : row.children("also_open"))
            rail.also_open.push_back({.in_force = in_force(also),
                                      .any_of = calendars(also, "any_of"),
                                      .cited = cited(also)});
        for (const MappingView& limit : row.children("limits"))
            rail.limits.push_back({.in_force = in_force(limit),
                                   .per = limit.word_or("per", sim::LimitPer::item),
                                   .most = positive(limit, "most").value_or(ledger::Money{}),
                                   .cited = cited(limit)});
        for (const MappingView& one : fees) rail.fees.push_back(fee(one));
        for (const MappingView& one : nets) rail.net.push_back(net(one));
    }

    sim::RailRow rail(const MappingView& row) {
        const sim::Title name = row.title("name"), by = row.title("operator"),
                         asset = row.title("asset");
        sim::RailRow made;
        made.id = row.text("id");
        made.name_en = name.en, made.name_zh = name.zh;
        made.operator_en = by.en, made.operator_zh = by.zh;
        made.settlement_asset_en = asset.en, made.settlement_asset_zh = asset.zh;
        made.model = row.word_or("model", made.model);
        made.rules = row.text("rules");
        for (const Node* item : row.items("currencies"))
            if (const auto currency = currency_in(*item)) made.currencies.push_back(*currency);
        made.calendars = calendars(row, "calendars");
        if (clocks_.calendar(row.node("makeup_calendar")) != sim::no_index)
            made.makeup_calendar = row.text("makeup_calendar");
        clocks_.zone(row.node("zone"));
        made.zone = row.text("zone");
        made.customers = row.word_or("customers", made.customers);
        made.from_jurisdiction = row.text("from_jurisdiction");
        made.to_jurisdiction = row.text("to_jurisdiction");
        if (row.has("funded_from")) rails_.resolve(row.node("funded_from"), reading_);
        made.funded_from = row.text("funded_from");
        made.zero_balance = row.boolean("zero_balance").value_or(false);
        dated_parts(row, made);
        if (const auto rules = row.child("items")) items(*rules, made);
        if (const auto latency = row.child("latency")) {
            made.latency = parse_duration(latency->text("is")).value_or(made.latency);
            made.latency_cited = cited(*latency);
        }
        made.cited = cited(row);
        made.at = row.at();
        return made;
    }

    sim::RailBank bank(const MappingView& row) {
        const sim::Title name = row.title("name");
        sim::RailBank made{.id = row.text("id"),
                           .name_en = name.en,
                           .name_zh = name.zh,
                           .jurisdiction = row.text("jurisdiction"),
                           .participations = {},
                           .accounts = {},
                           .cited = cited(row),
                           .at = row.at()};
        for (const MappingView& one : row.children("rails")) {
            rails_.resolve(one.node("rail"), reading_);
            if (one.has("via")) banks_.resolve(one.node("via"), reading_);
            if (one.has("by")) rails_.resolve(one.node("by"), reading_);
            if (one.has("via") != one.has("by"))
                reading_.error(one.at(), "an indirect participant has `via` and `by`",
                               "both, or none for a direct participant");
            made.participations.push_back({one.text("rail"), one.text("via"), one.text("by")});
        }
        for (const MappingView& one : row.children("accounts")) account(one, made);
        return made;
    }

    void account(const MappingView& row, sim::RailBank& bank) {
        banks_.resolve(row.node("at"), reading_);
        const auto rail = rails_.resolve(row.node("rail"), reading_);
        const Node* currency = row.node("currency");
        const auto known = currency == nullptr ? std::nullopt : currency_in(*currency);
        if (!known || rail >= library_.rails.size()) return;
        if (!library_.rails[rail].carries(*known))
            reading_.error(currency->at,
                           fmt::format("rail '{}' does not carry {}", row.text("rail"),
                                       ledger::code_of(*known)),
                           "a currency of the rail");
        if (library_.rails[rail].model != sim::RailModel::correspondent)
            reading_.error(row.node("rail")->at,
                           fmt::format("rail '{}' is not of model correspondent", row.text("rail")),
                           "a rail that says how an account at another bank is instructed");
        bank.accounts.push_back({*known, row.text("at"), row.text("rail")});
    }

    void rate(const MappingView& row) {
        const Node* code = row.node("currency");
        const auto known = code == nullptr ? std::nullopt : currency_in(*code);
        const auto cny = row.decimal("cny");
        const sim::Cited by = cited(row);
        if (!known || !cny) return;
        if (cny->is_negative() || cny->is_zero())
            reading_.error(row.node("cny")->at, "a comparison rate is above zero", "such as 7.10");
        else
            library_.rates.push_back({*known, *cny, by});
    }

    MappingView view_;
    Reading& reading_;
    ReferenceClocks& clocks_;
    IdIndex sources_{"source"}, rails_{"payment rail"}, banks_{"bank of the network"};
    sim::RailLibrary library_;
};

}  // namespace

sim::RailLibrary read_rails(const Node& root, Reading& reading, ReferenceClocks& clocks) {
    check_shape(root, rails_table(), reading);
    return RailsFile(root, reading, clocks).read();
}

}  // namespace rmbsim::adapters
