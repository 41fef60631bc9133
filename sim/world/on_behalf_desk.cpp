#include "sim/world/on_behalf_desk.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/in_house/on_behalf_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/in_house_result.hpp"
#include "sim/measure/result.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/flows.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;

constexpr TimeOfDay internal_at = std::chrono::hours{10};

std::string_view name_of(OnBehalfKind kind) {
    switch (kind) {
        case OnBehalfKind::pobo:
            return "pobo";
        case OnBehalfKind::robo:
            return "robo";
        case OnBehalfKind::cobo:
            return "cobo";
    }
    return "";
}

}  // namespace

OnBehalfDesk::OnBehalfDesk(Desk& desk, Flows& flows) : desk_(desk), flows_(flows) {
    const Scenario& s = desk.scenario;
    for (const OnBehalfSpec& spec : s.on_behalf) {
        Centre centre;
        centre.spec = &spec;
        for (const OnBehalfMember& member : spec.members)
            centre.members.push_back(member_of(spec, member));
        const auto position = static_cast<std::uint32_t>(centres_.size());
        const BankAccount& account = s.accounts[spec.centre];
        for (std::uint32_t i = 0; i < spec.internal.size(); ++i) {
            const auto line = [&](std::uint32_t of, std::uint32_t with, ChartLine chart_line) {
                const OnBehalfMember& member = spec.members[of];
                return desk.books.line(desk.books.book_of_entity(member.entity), chart_line,
                                       account.currency, s.accounts[member.account].market,
                                       desk.books.book_of_entity(spec.members[with].entity).index);
            };
            const InternalPayment& payment = spec.internal[i];
            internal_[{position, i}] = {
                .payable = line(payment.from, payment.to, ChartLine::accounts_payable),
                .receivable = line(payment.to, payment.from, ChartLine::accounts_receivable)};
        }
        centres_.push_back(std::move(centre));
    }
}

OnBehalfDesk::Member OnBehalfDesk::member_of(const OnBehalfSpec& spec,
                                             const OnBehalfMember& member) {
    const Scenario& s = desk_.scenario;
    const BankAccount& centre = s.accounts[spec.centre];
    const ledger::BookId ours = desk_.books.book_of_entity(centre.owner),
                         theirs = desk_.books.book_of_entity(member.entity);
    Member opened;
    opened.spec = &member;
    opened.near = desk_.books.line(theirs, ChartLine::in_house_current, centre.currency,
                                   s.accounts[member.account].market, ours.index);
    opened.far = desk_.books.line(ours, ChartLine::in_house_current, centre.currency, centre.market,
                                  theirs.index);
    if (!desk_.is_domestic(centre.owner)) return opened;
    opened.is_ruled = true;
    opened.rule = s.regime->flow(desk_.is_domestic(member.entity)
                                     ? "collections_on_behalf_of_members"
                                     : "collections_on_behalf_of_overseas_members");
    return opened;
}

void OnBehalfDesk::schedule_first() {
    const Scenario& s = desk_.scenario;
    for (std::uint32_t c = 0; c < centres_.size(); ++c) {
        const OnBehalfSpec& spec = *centres_[c].spec;
        const TimeZone& zone = s.zones[desk_.bank_of(spec.centre).zone];
        const auto schedule = [&](std::uint32_t index, bool is_return, ledger::ValueDate on) {
            if (on < s.from || on > s.to) return;
            const auto due = static_cast<std::uint32_t>(dues_.size());
            dues_.push_back({.centre = c, .index = index, .is_return = is_return});
            desk_.queue.schedule(zone.instant(on, internal_at).time_since_epoch().count(),
                                 {.phase = Phase::release, .origin = desk_.origins.in_house + c},
                                 EventKind::in_house_due, due);
        };
        for (std::uint32_t i = 0; i < spec.returned.size(); ++i)
            schedule(i, true, spec.returned[i].on);
        for (std::uint32_t i = 0; i < spec.internal.size(); ++i)
            schedule(i, false, spec.internal[i].on);
    }
}

std::optional<OnBehalfDesk::Place> OnBehalfDesk::place_of(const Flow& flow) const {
    for (std::uint32_t c = 0; c < centres_.size(); ++c) {
        const bool takes_payments = centres_[c].spec->kind == OnBehalfKind::pobo;
        if (takes_payments != (flow.minor < 0)) continue;
        for (std::uint32_t m = 0; m < centres_[c].members.size(); ++m)
            if (centres_[c].members[m].spec->account == flow.account) return Place{c, m};
    }
    return std::nullopt;
}

bool OnBehalfDesk::takes(std::uint32_t index) const {
    return place_of(flows_.all()[index]).has_value();
}

// Empty: nothing stands against it. `paid_minor` is what would leave the in-house account.
std::string OnBehalfDesk::refused_because(const Centre& centre, const Member& member,
                                          std::int64_t paid_minor) const {
    if (!member.spec->is_authorised) return "not_authorised";
    if (!member.spec->is_eligible) return "not_eligible";
    if (member.spec->in_name_of) return {};  // its own account pays: neither law nor limit is met
    const ledger::ValueDate today = desk_.local_date(centre.spec->centre);
    if (member.is_ruled && !desk_.scenario.regime->in_force(today)) return "regime_not_in_force";
    if (member.is_ruled && (member.rule == nullptr || !member.rule->allowed))
        return "flow_not_allowed";
    const std::int64_t balance = desk_.ledger.booked(member.near);
    if (paid_minor > 0 && balance - paid_minor < -member.spec->limit_minor) return "in_house_limit";
    return {};
}

void OnBehalfDesk::refuse(const Centre& centre, Member& member, const std::string& what,
                          std::int64_t minor, std::string reason) {
    const BankAccount& account = desk_.scenario.accounts[centre.spec->centre];
    const bool by_law = reason == "flow_not_allowed" || reason == "regime_not_in_force";
    const auto& regime = desk_.scenario.regime;
    std::string document;
    if (by_law) document = member.rule ? member.rule->citation.instrument : regime->instrument;
    if (by_law && document.empty()) document = regime->instrument;
    ++member.refused;
    desk_.refusals.push_back({.what = what,
                              .subject = desk_.scenario.accounts[member.spec->account].id,
                              .on = desk_.local_date(centre.spec->centre),
                              .wish_minor = minor < 0 ? -minor : minor,
                              .currency = std::string(ledger::code_of(account.currency)),
                              .decimals = ledger::info(account.currency).decimals,
                              .reason = std::move(reason),
                              .limit = {},
                              .regime = by_law ? regime->id : "",
                              .parameter = {},
                              .document = std::move(document)});
}

void OnBehalfDesk::note_balance(Member& member) {
    member.lowest_minor = std::min(member.lowest_minor, desk_.ledger.booked(member.near));
}

void OnBehalfDesk::book(std::uint32_t index) {
    const Flow& flow = flows_.all()[index];
    const auto place = place_of(flow);
    ledger::expects(place.has_value(), "a flow is booked here when it is taken over");
    Centre& centre = centres_[place->centre];
    Member& member = centre.members[place->member];
    const std::string& name = flows_.name_of(flow);
    std::string reason = refused_because(centre, member, flow.minor < 0 ? -flow.minor : 0);
    if (reason.empty() && member.spec->in_name_of) {
        ++member.local;
        return flows_.book(index);
    }
    ++desk_.counts.flows;
    if (reason.empty()) {
        const BankAccountIds& bank = desk_.books.of(centre.spec->centre);
        EntryLines lines;
        lines.add(flows_.counterpart_of(flow), -flow.minor).add(member.near, flow.minor);
        lines.add(member.far, -flow.minor).add(bank.own, flow.minor);
        lines.add(bank.mirror, -flow.minor).add(bank.clearing, flow.minor);
        const auto posted = desk_.recorder.post(
            {.rule = flow.minor < 0 ? Rule::paid_on_behalf : Rule::received_on_behalf,
             .value_date = ledger::date_of(flow.value_day),
             .subject = index,
             .client_id = name},
            lines);
        if (!posted) reason = std::string(ledger::name_of(posted.error()));
    }
    if (!reason.empty()) {
        ++desk_.counts.flows_refused;
        return refuse(centre, member, "flow " + name, flow.minor, std::move(reason));
    }
    ++member.count;
    member.value_minor = ledger::fitting(
        ledger::checked_add(member.value_minor, flow.minor < 0 ? -flow.minor : flow.minor),
        "what went through an in-house account");
    note_balance(member);
    if (flow.minor < 0) paid_[name] = index;
}

void OnBehalfDesk::act(std::uint32_t index) {
    const Due due = dues_[index];
    Centre& centre = centres_[due.centre];
    if (due.is_return)
        give_back(centre, centre.spec->returned[due.index]);
    else
        pay_internally(due.centre, due.index);
}

// The money is back at the centre's bank; the in-house account never was without it.
void OnBehalfDesk::give_back(Centre& centre, const ReturnedPayment& returned) {
    const auto paid = paid_.find(returned.flow);
    if (paid == paid_.end()) return;  // refused, or paid in the member's own name
    const Flow& flow = flows_.all()[paid->second];
    const auto place = place_of(flow);
    if (!place || &centres_[place->centre] != &centre) return;
    const Member& member = centre.members[place->member];
    const BankAccountIds& bank = desk_.books.of(centre.spec->centre);
    const std::int64_t a = -flow.minor;
    const auto posted = desk_.recorder.post({.rule = Rule::on_behalf_returned,
                                             .value_date = ledger::date_of(flow.value_day),
                                             .subject = paid->second},
                                            EntryLines()
                                                .add(member.near, a)
                                                .add(flows_.counterpart_of(flow), -a)
                                                .add(bank.own, a)
                                                .add(member.far, -a)
                                                .add(bank.mirror, -a)
                                                .add(bank.clearing, a));
    if (posted)
        paid_.erase(paid);
    else
        refuse(centre, centre.members[place->member], "return of flow " + returned.flow, a,
               std::string(ledger::name_of(posted.error())));
}

void OnBehalfDesk::pay_internally(std::uint32_t position, std::uint32_t index) {
    Centre& centre = centres_[position];
    const InternalPayment& payment = centre.spec->internal[index];
    Member& from = centre.members[payment.from];
    Member& to = centre.members[payment.to];
    const Internal& lines = internal_.at({position, index});
    std::string reason = refused_because(centre, from, payment.minor);
    if (reason.empty() && !to.spec->is_eligible) reason = "not_eligible";
    if (!reason.empty())
        return refuse(centre, from, "internal payment " + payment.id, payment.minor,
                      std::move(reason));
    const auto posted = desk_.recorder.post(
        {.rule = Rule::in_house_transfer, .value_date = payment.on, .subject = index},
        EntryLines()
            .add(lines.payable, payment.minor)
            .add(from.near, -payment.minor)
            .add(from.far, payment.minor)
            .add(to.far, -payment.minor)
            .add(to.near, payment.minor)
            .add(lines.receivable, -payment.minor));
    ledger::expects(posted.has_value(), "in-house accounts have no floor in the ledger");
    note_balance(from);
}

std::vector<InHouseResult> OnBehalfDesk::results() const {
    std::vector<InHouseResult> rows;
    for (const Centre& centre : centres_) {
        const BankAccount& account = desk_.scenario.accounts[centre.spec->centre];
        for (const Member& member : centre.members)
            rows.push_back({.on_behalf = centre.spec->id,
                            .kind = std::string(name_of(centre.spec->kind)),
                            .entity = desk_.scenario.entities[member.spec->entity].id,
                            .virtual_account = member.spec->virtual_account,
                            .currency = std::string(ledger::code_of(account.currency)),
                            .decimals = ledger::info(account.currency).decimals,
                            .balance_minor = desk_.ledger.booked(member.near),
                            .lowest_minor = member.lowest_minor,
                            .limit_minor = member.spec->limit_minor,
                            .value_minor = member.value_minor,
                            .count = member.count,
                            .refused = member.refused,
                            .in_own_name = member.local});
    }
    return rows;
}

std::vector<Kpi> OnBehalfDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (centres_.empty()) return kpis;
    const Scenario& s = desk_.scenario;
    std::int64_t count = 0, value = 0, refused = 0, local = 0;
    for (const Centre& centre : centres_) {
        for (const Member& member : centre.members) {
            count += member.count;
            refused += member.refused;
            local += member.local;
            value = ledger::fitting(
                ledger::checked_add(
                    value, desk_.reporting_minor(member.value_minor, centre.spec->centre, s.to)),
                "what went through in-house accounts");
        }
    }
    const auto put = [&](const char* name, std::string text) {
        kpis.push_back(
            stated(name, "group", std::move(text), ledger::code_of(s.reporting_currency)));
    };
    put("on_behalf_count", std::to_string(count));
    put("on_behalf_value", ledger::to_text(value, ledger::decimals_of(s.reporting_currency)));
    put("on_behalf_refused", std::to_string(refused));
    put("on_behalf_in_own_name", std::to_string(local));
    return kpis;
}

}  // namespace rmbsim::sim
