// Flows with the outside: files of them, single ones, and generators, in one order.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/flow_kinds.hpp"
#include "adapters/csv/flows.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_inverse.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t flows_a_day_most = 100'000;

std::vector<FlowAccount> flow_accounts(const Building& b) {
    std::vector<FlowAccount> accounts;
    const auto& list = b.scenario.accounts;
    for (std::uint32_t i = 0; i < list.size(); ++i) {
        if (b.accounts.find(list[i].id) != i) continue;  // a duplicate, and diagnosed
        const std::uint32_t bank = list[i].bank;
        const std::uint32_t zone = bank == sim::no_index ? bank : b.scenario.banks[bank].zone;
        accounts.push_back({.id = list[i].id,
                            .index = i,
                            .currency = list[i].currency,
                            .zone = zone == sim::no_index || !b.account_currencies[i] ||
                                            !b.clocks.zone_knows(zone, b.scenario.from)
                                        ? nullptr
                                        : &b.scenario.zones[zone]});
    }
    return accounts;
}

// Reads what is written in the scenario itself.
class WrittenFlows {
  public:
    WrittenFlows(Building& b, const std::vector<FlowAccount>& accounts, FlowBook& book)
        : b_(b), accounts_(accounts), book_(book) {}

    void read_one(const MappingView& view) {
        needs(view, {"account", "kind", "on", "amount"}, "a flow with an `id`");
        has_no_use(view, {"every", "day", "count", "amounts", "hours", "from", "to", "season"},
                   "a generator only");
        const FlowAccount* account = account_of(view);
        const auto kind = flow_kind(view.text("kind"));
        const auto on = day_in_period(view, "on");
        const auto value_on = view.date("value_on");
        const bool id_is_new = add_id(view, "id");
        if (account == nullptr || !kind || !on || !id_is_new) return;
        if (value_on && (*value_on > *on || *value_on < b_.scenario.from))
            b_.reading.error(
                view.node("value_on")->at,
                fmt::format("the value date {} is {}", view.text("value_on"),
                            *value_on > *on ? "after the booking" : "before the period"),
                fmt::format("a day from {} to {}", to_text(b_.scenario.from), to_text(*on)));
        const auto minor = view.minor("amount", account->currency);
        const auto time = time_of(view);
        if (!minor || !time || account->zone == nullptr || *on > b_.scenario.to) return;
        if (*minor == 0)
            b_.reading.error(view.node("amount")->at, "the flow moves nothing",
                             "an amount other than zero");
        else if (const auto fault = sign_fault(*kind, *minor, view.text("amount")))
            b_.reading.error(view.node("amount")->at, fault->message, fault->expected, fault->hint);
        book_.flows.push_back({.at = account->zone->instant(*on, *time).time_since_epoch().count(),
                               .account = account->index,
                               .kind = *kind,
                               .minor = *minor,
                               .value_day = ledger::day_number(value_on.value_or(*on)),
                               .name = static_cast<std::uint32_t>(book_.names.size()),
                               .line = view.at().line,
                               .file = file_of(view)});
        book_.names.push_back(view.text("id"));
    }

    void read_generator(const MappingView& view) {
        needs(view, {"account", "kind", "amounts"}, "a generator of flows");
        has_no_use(view, {"on", "time", "value_on", "amount"}, "a flow with an `id` only");
        sim::FlowGenerator generator;
        generator.id = view.text("generate");
        generator.at = view.at();
        generator.line = view.at().line;
        generator.file = file_of(view);
        const FlowAccount* account = account_of(view);
        const auto kind = flow_kind(view.text("kind"));
        const bool id_is_new = add_id(view, "generate");
        generator.every = view.word_or("every", sim::FlowGenerator::Every::business_day);
        read_day(view, generator);
        read_count(view, generator);
        read_hours(view, generator);
        generator.from = view.date("from").value_or(b_.scenario.from);
        generator.to = view.date("to").value_or(*b_.period_end);
        if (generator.from < b_.scenario.from || generator.to > *b_.period_end ||
            generator.to < generator.from)
            b_.reading.error(view.key_at(view.has("from") ? "from" : "to"),
                             fmt::format("the generator runs from {} to {}",
                                         to_text(generator.from), to_text(generator.to)),
                             fmt::format("days within the period, {} to {}, from <= to",
                                         to_text(b_.scenario.from), to_text(*b_.period_end)));
        generator.season = read_seasons(b_, view);
        if (account == nullptr || !kind || !id_is_new) return;
        generator.account = account->index;
        generator.kind = *kind;
        generator.received = is_received(*kind);
        generator.amounts = read_inverse(b_, view, "amounts", account->currency, "flow");
        b_.scenario.generators.push_back(std::move(generator));
    }

  private:
    void needs(const MappingView& view, std::initializer_list<std::string_view> keys,
               std::string_view what) {
        for (const std::string_view key : keys)
            if (!view.has(key))
                b_.reading.error(view.at(), fmt::format("key '{}' is missing", key),
                                 fmt::format("{}: needed by {}", key, what));
    }
    void has_no_use(const MappingView& view, std::initializer_list<std::string_view> keys,
                    std::string_view where) {
        for (const std::string_view key : keys)
            if (view.has(key))
                b_.reading.error(view.key_at(key), fmt::format("`{}` has no use here", key),
                                 fmt::format("it with {}", where), "delete it");
    }

    const FlowAccount* account_of(const MappingView& view) {
        if (view.node("account") == nullptr) return nullptr;
        const std::uint32_t index = b_.accounts.resolve(view.node("account"), b_.reading);
        const auto found = std::find_if(accounts_.begin(), accounts_.end(),
                                        [&](const FlowAccount& a) { return a.index == index; });
        return found == accounts_.end() ? nullptr : &*found;
    }

    std::optional<ledger::ValueDate> day_in_period(const MappingView& view, std::string_view key) {
        const auto day = view.date(key);
        if (!day) return std::nullopt;
        if (*day >= b_.scenario.from && *day <= *b_.period_end) return day;
        b_.reading.error(
            view.node(key)->at, fmt::format("{} lies outside the period", view.text(key)),
            fmt::format("a day from {} to {}", to_text(b_.scenario.from), to_text(*b_.period_end)));
        return std::nullopt;
    }

    std::optional<sim::TimeOfDay> time_of(const MappingView& view) {
        const Node* node = view.node("time");
        if (node == nullptr) return usual_flow_time;
        const auto time = parse_zoned_time(node->text);
        if (time && !time->zone.empty())
            b_.reading.error(node->at, "a flow's time has a zone",
                             "HH:MM, local to the account's bank");
        return time ? std::optional(time->time) : std::nullopt;
    }

    bool add_id(const MappingView& view, std::string_view key) {
        const std::string_view id = book_.texts.emplace_back(view.text(key));
        if (id.empty()) return false;
        const auto earlier = book_.ids.add(id, {file_of(view), view.at().line});
        if (!earlier) return true;
        b_.reading.error(view.node(key)->at,
                         fmt::format("flow '{}' occurs twice; first in {}:{}", id,
                                     book_.files[earlier->file], earlier->line),
                         "a name once over all flows");
        return false;
    }

    std::uint16_t file_of(const MappingView& view) {
        const std::string& shown = b_.reading.files.shown(view.at().file);
        const auto known = std::find(book_.files.begin(), book_.files.end(), shown);
        if (known != book_.files.end())
            return static_cast<std::uint16_t>(known - book_.files.begin());
        book_.files.push_back(shown);
        return static_cast<std::uint16_t>(book_.files.size() - 1);
    }

    void read_day(const MappingView& view, sim::FlowGenerator& generator) {
        using Every = sim::FlowGenerator::Every;
        const bool wanted = generator.every == Every::week || generator.every == Every::month;
        const std::uint32_t most = generator.every == Every::week ? 7 : 31;
        if (!wanted) return has_no_use(view, {"day"}, "every: week or every: month only");
        if (!view.has("day")) return needs(view, {"day"}, "every: week and every: month");
        const auto day = view.whole("day", most);
        if (!day) return;
        if (*day == 0)
            b_.reading.error(view.node("day")->at, "there is no day 0",
                             fmt::format("a day from 1 to {}", most));
        generator.day = static_cast<std::uint8_t>(*day);
    }

    void read_count(const MappingView& view, sim::FlowGenerator& generator) {
        const std::vector<const Node*> counts = view.items("count");
        if (counts.size() != 2) return;
        const auto least = parse_whole(counts[0]->text), most = parse_whole(counts[1]->text);
        if (!least || !most) return;
        if (*least < 0 || *most < *least || *most > flows_a_day_most) {
            b_.reading.error(counts[1]->at, fmt::format("{} to {} flows a day", *least, *most),
                             fmt::format("0 <= least <= most <= {}", flows_a_day_most));
            return;
        }
        generator.count_min = static_cast<std::uint32_t>(*least);
        generator.count_max = static_cast<std::uint32_t>(*most);
    }

    void read_hours(const MappingView& view, sim::FlowGenerator& generator) {
        const auto hours = parse_hours(view.has("hours") ? view.text("hours") : "09:00-17:00");
        if (!hours) return;
        generator.first = hours->open;
        generator.last = std::min<sim::TimeOfDay>(hours->close,
                                                  std::chrono::hours{24} - std::chrono::minutes{1});
    }

    Building& b_;
    const std::vector<FlowAccount>& accounts_;
    FlowBook& book_;
};

void tell_kind_of_item(Building& b, const MappingView& view) {
    b.reading.error(view.at(),
                    "this item of `flows` is neither a file, nor a flow, nor a generator",
                    "one of file:, id: and generate:");
}

}  // namespace

void build_flows(Building& b) {
    const std::vector<MappingView> views = b.root.children("flows");
    if (!b.has_period() || views.empty()) return;
    const std::vector<FlowAccount> accounts = flow_accounts(b);
    const FlowPeriod period{.from = b.scenario.from, .to = *b.period_end, .until = b.scenario.to};
    FlowBook book;
    WrittenFlows written(b, accounts, book);
    std::vector<std::uint32_t> opened;
    for (const MappingView& view : views) {
        const int kinds =
            (view.has("file") ? 1 : 0) + (view.has("id") ? 1 : 0) + (view.has("generate") ? 1 : 0);
        if (kinds != 1) {
            tell_kind_of_item(b, view);
            continue;
        }
        if (view.has("id")) written.read_one(view);
        if (view.has("generate")) written.read_generator(view);
        const Node* node = view.node("file");
        if (node == nullptr || node->kind != NodeKind::scalar) continue;
        const OpenedFile* file = b.open(*node, csv_bytes_max);
        if (file == nullptr) continue;
        if (std::find(opened.begin(), opened.end(), file->index) != opened.end()) {
            b.reading.error(node->at, fmt::format("flow file '{}' is named twice", node->text),
                            "each file once");
            continue;
        }
        opened.push_back(file->index);
        read_flows(*file, accounts, period, book, b.reading.diagnostics);
    }
    std::sort(book.flows.begin(), book.flows.end(), [](const sim::Flow& x, const sim::Flow& y) {
        return std::tie(x.at, x.account, x.file, x.line, x.name) <
               std::tie(y.at, y.account, y.file, y.line, y.name);
    });
    b.scenario.flows = std::move(book.flows);
    b.scenario.flow_names = std::move(book.names);
    b.scenario.flow_files = std::move(book.files);
    book.ids = {};  // views of the texts that go now
    for (const std::uint32_t file : opened) b.reading.files.forget_text(file);
}

}  // namespace rmbsim::adapters
