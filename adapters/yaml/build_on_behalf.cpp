// Payments and receipts on behalf of members: who, through which account, up to what.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

class OnBehalfReading {
  public:
    OnBehalfReading(Building& b, const MappingView& view, std::set<std::string>& numbers)
        : b_(b), view_(view), numbers_(numbers) {}

    sim::OnBehalfSpec read() {
        spec_.id = view_.text("id");
        spec_.kind = view_.word_or("kind", sim::OnBehalfKind::pobo);
        spec_.centre = b_.accounts.resolve(view_.node("centre"), b_.reading);
        if (spec_.centre != sim::no_index) currency_ = b_.account_currencies[spec_.centre];
        for (const MappingView& member : view_.children("members")) read_member(member);
        for (const MappingView& row : view_.children("returned")) read_returned(row);
        for (const MappingView& row : view_.children("internal")) read_internal(row);
        return std::move(spec_);
    }

  private:
    void read_member(const MappingView& view) {
        members_.add(view.node("entity"), b_.reading);
        sim::OnBehalfMember member;
        member.entity = b_.entities.resolve(view.node("entity"), b_.reading);
        member.account = b_.accounts.resolve(view.node("account"), b_.reading);
        member.virtual_account = view.text("virtual_account");
        member.limit_minor = view.minor("limit", currency_).value_or(0);
        member.is_authorised = view.boolean("authorised").value_or(true);
        member.is_eligible = view.boolean("eligible").value_or(true);
        member.in_name_of = view.boolean("in_name_of").value_or(false);
        if (member.limit_minor < 0)
            b_.reading.error(view.node("limit")->at, "the limit is negative",
                             "an amount from 0 on");
        if (const Node* node = view.node("virtual_account");
            node != nullptr && !numbers_.insert(view_.text("kind") + node->text).second)
            b_.reading.error(node->at, fmt::format("virtual account '{}' occurs twice", node->text),
                             "a number of its own for each member");
        check_account(view, member);
        spec_.members.push_back(std::move(member));
    }

    void check_account(const MappingView& view, const sim::OnBehalfMember& member) {
        if (member.account == sim::no_index || spec_.centre == sim::no_index) return;
        const sim::BankAccount& own = b_.scenario.accounts[member.account];
        const sim::BankAccount& centre = b_.scenario.accounts[spec_.centre];
        const InputPosition& at = view.node("account")->at;
        if (member.entity != sim::no_index && own.owner != member.entity)
            b_.reading.error(at,
                             fmt::format("account '{}' does not belong to '{}'", own.id,
                                         b_.scenario.entities[member.entity].id),
                             "an account of the member");
        if (own.owner == centre.owner)
            b_.reading.error(
                at, fmt::format("'{}' owns the centre's account '{}' too", own.id, centre.id),
                "a member other than the centre");
        if (own.currency != centre.currency)
            b_.reading.error(
                at,
                fmt::format("account '{}' is in {}, and the centre's in {}", own.id,
                            ledger::code_of(own.currency), ledger::code_of(centre.currency)),
                "one currency: the centre needs an account for each");
    }

    void read_returned(const MappingView& view) {
        const auto on = view.date("on");
        const Node* flow = view.node("flow");
        if (!on || flow == nullptr) return;
        const auto& names = b_.scenario.flow_names;
        const auto named = std::find(names.begin(), names.end(), flow->text);
        if (spec_.kind != sim::OnBehalfKind::pobo)
            b_.reading.error(flow->at, "only payments come back", "kind: pobo");
        if (named == names.end())
            b_.reading.error(flow->at, fmt::format("there is no flow '{}'", flow->text),
                             "the id of a flow");
        else
            check_returned(view, static_cast<std::uint32_t>(named - names.begin()), *on);
        spec_.returned.push_back({.flow = flow->text, .on = *on});
    }

    // A payment that was made comes back, within the period.
    void check_returned(const MappingView& view, std::uint32_t name, ledger::ValueDate on) {
        const auto& flows = b_.scenario.flows;
        const auto paid = std::find_if(flows.begin(), flows.end(),
                                       [&](const sim::Flow& flow) { return flow.name == name; });
        if (paid == flows.end()) return;
        const ledger::ValueDate day = ledger::date_of(paid->value_day);
        const InputPosition& at = view.node("on")->at;
        if (paid->minor > 0)
            b_.reading.error(view.node("flow")->at,
                             fmt::format("flow '{}' is a receipt", view.text("flow")),
                             "a payment: only what was paid comes back");
        else if (on < day)
            b_.reading.error(at,
                             fmt::format("flow '{}' comes back on {}, before it is paid on {}",
                                         view.text("flow"), to_text(on), to_text(day)),
                             fmt::format("a day from {} on", to_text(day)));
        else if (b_.has_period() && on > *b_.period_end)
            b_.reading.error(
                at, fmt::format("{} is after the period's end", to_text(on)),
                fmt::format("a day from {} to {}", to_text(day), to_text(*b_.period_end)));
    }

    void read_internal(const MappingView& view) {
        const auto on = view.date("on");
        const auto minor = view.minor("amount", currency_);
        sim::InternalPayment payment;
        payment.id = view.text("id");
        payment.from = members_.resolve(view.node("from"), b_.reading);
        payment.to = members_.resolve(view.node("to"), b_.reading);
        if (!on || !minor) return;
        payment.on = *on;
        payment.minor = *minor;
        if (*minor <= 0)
            b_.reading.error(view.node("amount")->at, "a payment of nothing or less",
                             "an amount above zero");
        if (payment.from == payment.to && payment.from != sim::no_index)
            b_.reading.error(view.node("to")->at, "the payment goes to its payer",
                             "another member");
        spec_.internal.push_back(std::move(payment));
    }

    Building& b_;
    const MappingView& view_;
    std::set<std::string>& numbers_;
    std::optional<ledger::CurrencyId> currency_;
    sim::OnBehalfSpec spec_;
    IdIndex members_{"member"};
};

// Payments of one account go one way only.
void check_taken_once(Building& b, const std::vector<MappingView>& views) {
    std::set<std::tuple<bool, std::uint32_t>> taken;
    for (std::size_t i = 0; i < views.size(); ++i) {
        const sim::OnBehalfSpec& spec = b.scenario.on_behalf[i];
        for (const sim::OnBehalfMember& member : spec.members)
            if (member.account != sim::no_index &&
                !taken.emplace(spec.kind == sim::OnBehalfKind::pobo, member.account).second)
                b.reading.error(
                    views[i].at(),
                    fmt::format("the {} of account '{}' are taken over twice",
                                spec.kind == sim::OnBehalfKind::pobo ? "payments" : "receipts",
                                b.scenario.accounts[member.account].id),
                    "each by one centre");
    }
}

}  // namespace

void build_on_behalf(Building& b) {
    const std::vector<MappingView> views = b.root.children("on_behalf");
    IdIndex ids{"on_behalf"};
    std::set<std::string> numbers;
    for (const MappingView& view : views) {
        ids.add(view.node("id"), b.reading);
        b.scenario.on_behalf.push_back(OnBehalfReading(b, view, numbers).read());
    }
    check_taken_once(b, views);
}

}  // namespace rmbsim::adapters
