#include "sim/world/conversion_desk.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/hedge/conversion.hpp"
#include "sim/hedge/conversion_spec.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/event.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

using ledger::ChartLine;

ConversionDesk::ConversionDesk(Desk& desk) : desk_(desk) {
    const Scenario& s = desk.scenario;
    for (const ConversionPolicy& spec : s.conversions) {
        Policy policy;
        policy.spec = &spec;
        policy.onshore = lines_of(spec, spec.onshore);
        policy.offshore = lines_of(spec, spec.offshore);
        policy.link = static_cast<std::uint32_t>(desk.directory.links.size());
        const ledger::CurrencyId foreign = s.accounts[spec.foreign].currency;
        desk.directory.links.push_back({.id = spec.id,
                                        .pool = {},
                                        .child = s.accounts[spec.foreign].id,
                                        .header = s.accounts[spec.onshore.renminbi].id,
                                        .method = "conversion_place",
                                        .currency = std::string(ledger::code_of(foreign)),
                                        .decimals = ledger::info(foreign).decimals,
                                        .flow = "conversion"});
        policies_.push_back(policy);
    }
}

ConversionDesk::Lines ConversionDesk::lines_of(const ConversionPolicy& spec,
                                               const PlaceSpec& place) {
    const BankAccount& foreign = desk_.scenario.accounts[spec.foreign];
    const BankAccount& renminbi = desk_.scenario.accounts[place.renminbi];
    ledger::expects(foreign.owner == renminbi.owner && foreign.bank == renminbi.bank,
                    "currency is dealt between two accounts of one company at one bank");
    const ledger::BookId company = desk_.books.book_of_entity(foreign.owner);
    const ledger::BookId bank = desk_.books.book_of_bank(foreign.bank);
    const auto line = [&](ledger::BookId book, ChartLine chart_line, const BankAccount& account) {
        return desk_.books.line(book, chart_line, account.currency, account.market);
    };
    return {.foreign_position = line(company, ChartLine::fx_position, foreign),
            .home_position = line(company, ChartLine::fx_position, renminbi),
            .cost = line(company, ChartLine::fx_cost, renminbi),
            .bank_foreign = line(bank, ChartLine::bank_fx_position, foreign),
            .bank_home = line(bank, ChartLine::bank_fx_position, renminbi),
            .bank_result = line(bank, ChartLine::bank_fx_result, renminbi)};
}

void ConversionDesk::schedule_first() {
    for (std::uint32_t i = 0; i < policies_.size(); ++i) schedule(i, desk_.scenario.from);
}

// On the first day from `from` on which the bank is open.
void ConversionDesk::schedule(std::uint32_t policy, ledger::ValueDate from) {
    const ConversionPolicy& spec = *policies_[policy].spec;
    const Bank& bank = desk_.bank_of(spec.foreign);
    const ledger::ValueDate day = next_open({&desk_.scenario.calendars[bank.calendar]}, from);
    if (day > desk_.scenario.to) return;
    const ledger::SimTime at = desk_.scenario.zones[bank.zone].instant(day, spec.at);
    desk_.queue.schedule(at.time_since_epoch().count(),
                         {.phase = Phase::release, .origin = desk_.origins.conversions + policy},
                         EventKind::conversion_due, policy);
}

void ConversionDesk::act(std::uint32_t index) {
    Policy& policy = policies_[index];
    const ConversionPolicy& spec = *policy.spec;
    const ledger::ValueDate day = desk_.local_date(spec.foreign);
    schedule(index, day + std::chrono::days{1});
    const std::int64_t over =
        desk_.ledger.balance_on(desk_.books.of(spec.foreign).own, day).minor - spec.keep_minor;
    const ConversionDirection never =
        over > 0 ? ConversionDirection::buy : ConversionDirection::sell;
    if (over != 0 && spec.direction != never) convert(policy, over, day);
}

PlaceQuote ConversionDesk::quote(const ConversionPolicy& spec, const PlaceSpec& place,
                                 ledger::ValueDate day) const {
    const Scenario& s = desk_.scenario;
    const FxTerms& terms = s.fx_terms[place.fx];
    const auto mid = s.fx.mid(s.accounts[spec.foreign].currency,
                              s.accounts[place.renminbi].currency, terms.market, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return {.mid = *mid, .spread = terms.spread, .fee_minor = place.fee_minor};
}

std::int64_t ConversionDesk::at_mid(const ConversionPolicy& spec, const PlaceQuote& quote,
                                    std::int64_t minor) const {
    return desk_.converted(minor, desk_.scenario.accounts[spec.foreign].currency,
                           desk_.scenario.accounts[spec.onshore.renminbi].currency, quote.mid,
                           ledger::Rounding::half_even);
}

void ConversionDesk::convert(Policy& policy, std::int64_t minor, ledger::ValueDate day) {
    const ConversionPolicy& spec = *policy.spec;
    const BankAccount& foreign = desk_.scenario.accounts[spec.foreign];
    const ledger::CurrencyId renminbi = desk_.scenario.accounts[spec.onshore.renminbi].currency;
    const bool sells = minor > 0;
    const ledger::Money amount{sells ? minor : -minor, foreign.currency};
    const PlaceQuote here = quote(spec, spec.onshore, day), there = quote(spec, spec.offshore, day);
    const PlacePrice onshore = priced_at(here, amount, renminbi, sells);
    const PlacePrice offshore = priced_at(there, amount, renminbi, sells);
    const PlaceChoice choice = chosen(onshore, offshore, sells, spec.is_offshore_allowed);
    const bool is_onshore = choice.place == ConversionPlace::onshore;
    const PlaceSpec& place = is_onshore ? spec.onshore : spec.offshore;
    const PlaceQuote& quoted = is_onshore ? here : there;
    const Lines& fx = is_onshore ? policy.onshore : policy.offshore;

    const BankAccountIds& f = desk_.books.of(spec.foreign);
    const BankAccountIds& h = desk_.books.of(place.renminbi);
    const std::int64_t size = (is_onshore ? onshore : offshore).dealt_minor;
    const std::int64_t dealt = sells ? size : -size;
    const std::int64_t mid = at_mid(spec, here, minor), bank_mid = at_mid(spec, quoted, minor);
    EntryLines lines;
    lines.add(fx.foreign_position, minor).add(f.own, -minor);
    lines.add(h.own, dealt - quoted.fee_minor).add(fx.cost, mid - dealt);
    lines.add(fx.home_position, -mid).add(h.fees, quoted.fee_minor);
    lines.add(f.mirror, minor).add(fx.bank_foreign, -minor).add(fx.bank_home, bank_mid);
    lines.add(h.mirror, quoted.fee_minor - dealt).add(fx.bank_result, dealt - bank_mid);
    lines.add(h.bank_fee_income, -quoted.fee_minor);

    Decision decision{.link = policy.link,
                      .child_minor = desk_.ledger.balance_on(f.own, day).minor,
                      .header_minor = desk_.ledger.balance_on(h.own, day).minor,
                      .wish_minor = amount.minor,
                      .amount_minor = amount.minor,
                      .outcome = SweepOutcome::converted,
                      .upward = sells,
                      .bound_count = 2};
    decision.bounds[0] = {.minor = onshore.all_in_minor, .kind = BoundKind::onshore_price};
    decision.bounds[1] = {.minor = offshore.all_in_minor, .kind = BoundKind::offshore_price};
    if (choice.forgone_minor > 0)
        decision.bounds[decision.bound_count++] = {.minor = choice.forgone_minor,
                                                   .kind = BoundKind::offshore_not_allowed};
    const auto posted =
        desk_.recorder.post({.rule = Rule::converted_at_place,
                             .value_date = day,
                             .subject = static_cast<std::uint32_t>(desk_.recorder.decisions() + 1)},
                            lines);
    if (!posted) {
        decision.outcome = SweepOutcome::refused_by_ledger;
        decision.amount_minor = 0;
        desk_.refusals.push_back({.what = "conversion " + spec.id,
                                  .subject = foreign.id,
                                  .on = day,
                                  .wish_minor = amount.minor,
                                  .currency = std::string(ledger::code_of(foreign.currency)),
                                  .decimals = ledger::info(foreign.currency).decimals,
                                  .reason = std::string(ledger::name_of(posted.error())),
                                  .limit = {},
                                  .regime = {},
                                  .parameter = {},
                                  .document = {}});
    } else {
        decision.first_entry = posted->index;
        ++policy.count;
        policy.offshore_count += is_onshore ? 0U : 1U;
        policy.value_minor += mid < 0 ? -mid : mid;
        policy.gain_minor += choice.gain_minor;
        policy.forgone_minor += choice.forgone_minor;
    }
    desk_.recorder.decide(decision);
    ++desk_.counts.decisions;
}

std::vector<Kpi> ConversionDesk::kpis() const {
    std::vector<Kpi> kpis;
    if (policies_.empty()) return kpis;
    const Scenario& s = desk_.scenario;
    Policy group;
    std::map<std::uint32_t, Policy> by_owner;
    for (const Policy& policy : policies_)
        for (Policy* sums : {&group, &by_owner[s.accounts[policy.spec->foreign].owner]}) {
            sums->count += policy.count;
            sums->offshore_count += policy.offshore_count;
            sums->value_minor += policy.value_minor;
            sums->gain_minor += policy.gain_minor;
            sums->forgone_minor += policy.forgone_minor;
        }
    const ledger::CurrencyId renminbi = ledger::currency("CNY");
    const auto put = [&](const std::string& entity, const Policy& sums) {
        const auto money = [&](const char* name, std::int64_t minor) {
            kpis.push_back(stated(name, entity, ledger::to_text({minor, renminbi}), "CNY"));
        };
        kpis.push_back(stated("conversion_count", entity, std::to_string(sums.count)));
        kpis.push_back(
            stated("conversion_offshore_count", entity, std::to_string(sums.offshore_count)));
        money("conversion_value", sums.value_minor);
        money("conversion_place_gain", sums.gain_minor);
        money("conversion_place_forgone", sums.forgone_minor);
    };
    put("group", group);
    for (const auto& [owner, sums] : by_owner) put(s.entities[owner].id, sums);
    return kpis;
}

}  // namespace rmbsim::sim
