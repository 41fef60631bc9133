// Netting centres: members, calendar and items, as written.
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/netting_items.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/daycount.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t business_days_most = 20;
constexpr std::uint32_t due_within_most = 366;

sim::NettingPlace place(const InputPosition& at) { return {at.file, at.line, at.column}; }

class NettingReading {
  public:
    NettingReading(Building& b, const MappingView& view) : b_(b), view_(view) {}

    sim::NettingSpec read() {
        spec_.id = view_.text("id");
        spec_.at = place(view_.at());
        spec_.centre.push_back(b_.accounts.resolve(view_.node("centre"), b_.reading));
        add_accounts(view_, "centre_accounts", spec_.centre);
        spec_.option = view_.word_or("option", sim::NettingOption::net_in_own_currency);
        spec_.driven_by = view_.word_or("driven_by", sim::NettingDrive::receivable);
        for (const Node* calendar : view_.items("calendars"))
            spec_.calendars.push_back(b_.clocks.calendar(calendar));
        if (view_.has("fx")) spec_.fx = b_.fx_terms.resolve(view_.node("fx"), b_.reading);
        if (view_.has("rail")) spec_.rail = paying_rail(view_.node("rail"));
        if (const auto convention = ledger::parse_day_count(view_.text("day_count")))
            spec_.day_count = *convention;
        read_rails();
        read_cycle();
        for (const MappingView& member : view_.children("members")) read_member(member);
        for (const MappingView& item : view_.children("items")) read_item(item);
        read_items_file();
        if (unaccepted_ > 0)
            b_.reading.warning(view_.node("driven_by")->at,
                               fmt::format("{} items of netting '{}' have no `accepted` and enter "
                                           "as if accepted on their invoice's day",
                                           unaccepted_, spec_.id),
                               "`accepted`: the day on which the payer enters the item",
                               "with driven_by: receivable invoices enter by themselves");
        return std::move(spec_);
    }

  private:
    void add_accounts(const MappingView& view, std::string_view key,
                      std::vector<std::uint32_t>& accounts) {
        for (const Node* node : view.items(key)) {
            const std::uint32_t account = b_.accounts.resolve(node, b_.reading);
            if (account != sim::no_index) accounts.push_back(account);
        }
    }

    // Net payments go over rails without queues of their own.
    std::uint32_t paying_rail(const Node* node) {
        const std::uint32_t rail = b_.rails.resolve(node, b_.reading);
        if (rail == sim::no_index || b_.scenario.rails[rail].kind != sim::RailKind::settlement)
            return rail;
        b_.reading.error(node->at, fmt::format("rail '{}' is a payment system", node->text),
                         "a rail of kind book_transfer or cross_border");
        return sim::no_index;
    }

    void read_rails() {
        for (const Entry& entry : view_.entries("rails")) {
            const auto currency = parse_currency(entry.key);
            const std::uint32_t rail = paying_rail(&entry.value);
            if (!currency)
                b_.reading.error(
                    entry.key_at, fmt::format("currency '{}' is not an ISO 4217 code", entry.key),
                    "a three-letter code such as CNY or HKD", currency_hint(entry.key));
            else
                spec_.rails.emplace_back(currency->currency, rail);
        }
    }

    void read_cycle() {
        const auto view = view_.child("cycle");
        if (!view) return;
        sim::NettingCycle& cycle = spec_.cycle;
        cycle.every = view->word_or("every", sim::NettingCycle::Every::month);
        cycle.roll = view->word_or("roll", sim::RollConvention::following);
        const auto days = [&](std::string_view key, std::uint8_t usual) {
            return static_cast<std::uint8_t>(view->whole(key, business_days_most).value_or(usual));
        };
        cycle.value_day = static_cast<std::uint8_t>(view->whole("value_day", 31).value_or(25));
        if (cycle.value_day == 0)
            b_.reading.error(view->node("value_day")->at, "a month has no day 0",
                             "a day from 1 to 31");
        cycle.open = days("open", cycle.open);
        cycle.input_cut_off = days("input_cut_off", cycle.input_cut_off);
        cycle.dispute_cut_off = days("dispute_cut_off", cycle.dispute_cut_off);
        cycle.rates = days("rates", cycle.rates);
        cycle.due_within =
            static_cast<std::uint16_t>(view->whole("due_within", due_within_most).value_or(0));
        if (cycle.open < cycle.input_cut_off || cycle.input_cut_off < cycle.dispute_cut_off ||
            cycle.dispute_cut_off < cycle.rates)
            b_.reading.error(
                view->at(),
                fmt::format("the steps are out of order: open {}, input_cut_off {}, "
                            "dispute_cut_off {}, rates {} business days before the value date",
                            cycle.open, cycle.input_cut_off, cycle.dispute_cut_off, cycle.rates),
                "open >= input_cut_off >= dispute_cut_off >= rates");
        read_time(*view, "pays_in_at", cycle.pays_in_at);
        read_time(*view, "pays_out_at", cycle.pays_out_at);
        if (cycle.pays_out_at < cycle.pays_in_at)
            b_.reading.error(view->at(), "the centre pays out before members pay in",
                             "pays_in_at <= pays_out_at");
    }

    void read_time(const MappingView& view, std::string_view key, sim::TimeOfDay& time) {
        const Node* node = view.node(key);
        const auto written = node == nullptr ? std::nullopt : parse_zoned_time(node->text);
        if (!written) return;
        time = written->time;
        if (!written->zone.empty())
            b_.reading.error(node->at, fmt::format("`{}` names a time zone", key),
                             "a time of day on the clock of the centre's bank");
    }

    void read_member(const MappingView& view) {
        members_.add(view.node("entity"), b_.reading);
        sim::NettingMember member;
        member.at = place(view.at());
        member.entity = b_.entities.resolve(view.node("entity"), b_.reading);
        member.accounts.push_back(b_.accounts.resolve(view.node("account"), b_.reading));
        add_accounts(view, "accounts", member.accounts);
        member.gross = view.boolean("gross").value_or(false);
        if (view.has("fx")) member.fx = b_.fx_terms.resolve(view.node("fx"), b_.reading);
        member.rate = view.decimal("rate");
        spec_.members.push_back(std::move(member));
    }

    struct Written {  // an item, from the scenario or a file
        std::string id, debtor, creditor;
        sim::NettingItem item;
        InputPosition at, debtor_at, creditor_at, amount_at, due_at, disputed_at;
    };

    void read_item(const MappingView& view) {
        const auto on = view.date("on"), due = view.date("due");
        const auto money = view.money("amount");
        if (!on || !due || !money || !view.has("id")) return;
        Written written{.id = view.text("id"),
                        .debtor = view.text("debtor"),
                        .creditor = view.text("creditor"),
                        .item = {},
                        .at = view.at(),
                        .debtor_at = view.key_at("debtor"),
                        .creditor_at = view.key_at("creditor"),
                        .amount_at = view.node("amount")->at,
                        .due_at = view.node("due")->at,
                        .disputed_at = view.at()};
        if (const Node* node = view.node("disputed_until")) written.disputed_at = node->at;
        if (const Node* node = view.node("debtor")) written.debtor_at = node->at;
        if (const Node* node = view.node("creditor")) written.creditor_at = node->at;
        written.item.on = *on;
        written.item.due = *due;
        written.item.minor = money->minor;
        written.item.currency = money->currency;
        written.item.disputed_until = view.date("disputed_until");
        written.item.accepted = view.date("accepted");
        add(std::move(written));
    }

    void read_items_file() {
        const Node* node = view_.node("items_file");
        if (node == nullptr || node->kind != NodeKind::scalar) return;
        const OpenedFile* file = b_.open(*node, csv_bytes_max);
        if (file == nullptr) return;
        for (NettingItemRow& row : read_netting_items(*file, b_.reading.diagnostics)) {
            const InputPosition at{file->index, row.line, row.column};
            Written written{.id = std::move(row.id),
                            .debtor = std::move(row.debtor),
                            .creditor = std::move(row.creditor),
                            .item = {},
                            .at = at,
                            .debtor_at = at,
                            .creditor_at = at,
                            .amount_at = at,
                            .due_at = at,
                            .disputed_at = at};
            written.item.on = row.on;
            written.item.due = row.due;
            written.item.minor = row.minor;
            written.item.currency = row.currency;
            written.item.disputed_until = row.disputed_until;
            written.item.accepted = row.accepted;
            add(std::move(written));
        }
    }

    void add(Written written) {
        const auto [earlier, is_new] = items_.try_emplace(written.id, written.at);
        if (!is_new) {
            b_.reading.error(written.at,
                             fmt::format("netting item '{}' occurs twice; first at {}:{}:{}",
                                         written.id, b_.reading.files.shown(earlier->second.file),
                                         earlier->second.line, earlier->second.column),
                             "a name once", "rename one of them");
            return;
        }
        written.item.debtor = member(written.debtor, written.id, written.debtor_at);
        written.item.creditor = member(written.creditor, written.id, written.creditor_at);
        if (written.item.debtor == sim::no_index || written.item.creditor == sim::no_index) return;
        if (written.item.debtor == written.item.creditor)
            b_.reading.error(
                written.creditor_at,
                fmt::format("'{}' owes item '{}' to itself", written.debtor, written.id),
                "a debtor and another creditor");
        if (written.item.minor <= 0)
            b_.reading.error(written.amount_at,
                             fmt::format("item '{}' is of nothing or less", written.id),
                             "an amount above zero", "for a credit note exchange the two sides");
        if (written.item.due < written.item.on)
            b_.reading.error(written.due_at,
                             fmt::format("item '{}' falls due before its invoice", written.id),
                             fmt::format("a day from {} on", to_text(written.item.on)));
        if (written.item.disputed_until && *written.item.disputed_until < written.item.on)
            b_.reading.error(
                written.disputed_at,
                fmt::format("the dispute of item '{}' ends before its invoice", written.id),
                fmt::format("a day from {} on", to_text(written.item.on)));
        if (!written.item.accepted && spec_.driven_by == sim::NettingDrive::payable) ++unaccepted_;
        if (written.item.accepted && spec_.driven_by == sim::NettingDrive::receivable)
            b_.reading.error(written.at,
                             fmt::format("`accepted` of item '{}' has no use", written.id),
                             "it with driven_by: payable only");
        written.item.id = std::move(written.id);
        written.item.at = place(written.at);
        spec_.items.push_back(std::move(written.item));
    }

    std::uint32_t member(const std::string& name, const std::string& item,
                         const InputPosition& at) {
        const std::uint32_t found = members_.find(name);
        if (found == sim::no_index)
            b_.reading.error(
                at,
                fmt::format("'{}' of item '{}' is no member of netting '{}'", name, item, spec_.id),
                fmt::format("one of {}", joined(members_.names())),
                did_you_mean(name, members_.names()));
        return found;
    }

    Building& b_;
    const MappingView& view_;
    sim::NettingSpec spec_;
    IdIndex members_{"netting member"};
    std::map<std::string, InputPosition> items_;
    std::size_t unaccepted_ = 0;  // with driven_by: payable
};

}  // namespace

void build_netting(Building& b) {
    IdIndex centres{"netting"};
    for (const MappingView& view : b.root.children("netting")) {
        centres.add(view.node("id"), b.reading);
        const auto errors = b.reading.diagnostics.has_errors();
        sim::NettingSpec spec = NettingReading(b, view).read();
        // What is wrong already would be told again in other words.
        if (!errors && !b.reading.diagnostics.has_errors()) check_netting(b, view, spec);
        b.scenario.netting.push_back(std::move(spec));
    }
}

}  // namespace rmbsim::adapters
