#include "sim/world/world.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <memory>
#include <optional>
#include <source_location>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/event.hpp"
#include "sim/kernel/outlet.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/measure.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/outcome_kpis.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_kpis.hpp"
#include "sim/policy/quota_book.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/arms_length.hpp"
#include "sim/tax/interest_tax.hpp"
#include "sim/tax/stamp_duty.hpp"
#include "sim/tax/thin_capitalisation.hpp"
#include "sim/world/collection_desk.hpp"
#include "sim/world/commerce_kpis.hpp"
#include "sim/world/conversion_desk.hpp"
#include "sim/world/customer_desk.hpp"
#include "sim/world/daylight.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/ecny_desk.hpp"
#include "sim/world/export_desk.hpp"
#include "sim/world/fee_desk.hpp"
#include "sim/world/finance_desk.hpp"
#include "sim/world/flows.hpp"
#include "sim/world/hedge_desk.hpp"
#include "sim/world/interest_desk.hpp"
#include "sim/world/netting_desk.hpp"
#include "sim/world/note_desk.hpp"
#include "sim/world/notional_desk.hpp"
#include "sim/world/on_behalf_desk.hpp"
#include "sim/world/payments.hpp"
#include "sim/world/revaluation_desk.hpp"
#include "sim/world/settlement_desk.hpp"
#include "sim/world/stores.hpp"
#include "sim/world/sweeps.hpp"
#include "sim/world/thin_capitalisation_desk.hpp"
#include "sim/world/trapped.hpp"
#include "sim/world/wallet_interest_desk.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ValueDate;
using std::chrono::days;

// Value dates stay open this long at least: another zone's day may end after this one's. A scenario
// with flows that are back-valued further keeps them open for those.
constexpr days back_valued_days{10};

constexpr TimeOfDay last_moment = std::chrono::hours{24} - std::chrono::milliseconds{1};

constexpr std::uint64_t events_between_looks = 1024;

// The last day ends when it has ended everywhere: New York's afternoon of the last day belongs to it.
std::int64_t run_end_ms(const Scenario& s) {
    ledger::SimTime end = s.zones[s.zone].instant(s.to, last_moment);
    for (const Bank& bank : s.banks)
        end = std::max(end, s.zones[bank.zone].instant(s.to, last_moment));
    return end.time_since_epoch().count();
}

}  // namespace

struct World::State {
    State(const Scenario& scenario, WorldOptions with)
        : options(std::move(with)),
          desk(scenario, options.history, options.same_instant_max),
          random(scenario.seed, options.replication),
          quotas(scenario, desk.directory),
          payments(desk, quotas),
          sweeps(desk, quotas, payments),
          daylight(desk),
          interest(desk, payments, sweeps),
          notional(desk, payments),
          flows(desk, random, daylight, sweeps.back_values()),
          collection(desk, payments),
          stores(desk, collection, random),
          commerce(desk),
          finance(desk),
          netting(desk, payments),
          notes(desk),
          hedges(desk),
          on_behalf(desk, flows),
          fees(desk),
          thin_capital(desk, sweeps),
          conversions(desk),
          revaluations(desk),
          settlement(desk, random),
          customers(desk, payments),
          exports(desk),
          wallets(desk),
          wallet_interest(desk) {
        stores.add_listener(exports);
        collection.add_listener(exports);
        settlement.attach(payments);
        payments.settle_through(settlement);
        stores.add_listener(commerce);
        collection.add_listener(commerce);
        stores.add_listener(finance);
        collection.add_listener(finance);
        // What is returned on behalf of a member has its old value date, too.
        interest.keep_settled(scenario.on_behalf.empty()
                                  ? flows.most_back_valued()
                                  : std::max(flows.most_back_valued(), back_valued_days));
        for (std::uint32_t rule = 0; rule < rule_count; ++rule)
            desk.directory.rules.push_back(rule_row(static_cast<Rule>(rule)));
        name_things(scenario);
        for (const auto& parameters : {tax_parameters(scenario), stamp_duty_parameters(scenario),
                                       thin_capitalisation_parameters(scenario)})
            for (const TaxParameter& used : parameters)
                quotas.parameter_row(*used.regime, {&used.value, 1});
    }

    void name_things(const Scenario& scenario);
    void schedule_days();
    void act_on(const Event& event);
    void open_day(ValueDate day);
    void close_day(ValueDate day);
    void tell_limits();

    WorldOptions options;
    Desk desk;
    RandomSource random;
    QuotaBook quotas;
    Payments payments;
    Sweeps sweeps;
    Daylight daylight;
    InterestDesk interest;
    NotionalDesk notional;
    Flows flows;
    CollectionDesk collection;
    Stores stores;
    CommerceKpis commerce;
    FinanceDesk finance;
    NettingDesk netting;
    NoteDesk notes;
    HedgeDesk hedges;
    OnBehalfDesk on_behalf;
    FeeDesk fees;
    ThinCapitalisationDesk thin_capital;
    ConversionDesk conversions;
    RevaluationDesk revaluations;
    SettlementDesk settlement;
    CustomerDesk customers;
    ExportDesk exports;
    EcnyDesk wallets;
    WalletInterestDesk wallet_interest;

    Outlet* outlet = nullptr;
    Store* store = nullptr;
    std::optional<Measure> measure;
    std::int64_t happened_to_ms = 0;
    std::vector<Decision> decisions;
};

void World::State::name_things(const Scenario& scenario) {
    Directory& directory = desk.directory;
    directory.scenario = scenario.id;
    directory.title_en = scenario.title.en;
    directory.title_zh = scenario.title.zh;
    directory.reporting_currency = std::string(ledger::code_of(scenario.reporting_currency));
    if (scenario.alternative_rate)
        directory.alternative_rate = scenario.alternative_rate->to_text();
    if (scenario.regime) {
        directory.regime = scenario.regime->id;
        directory.instrument = scenario.regime->instrument;
    }
    directory.flow_names = scenario.flow_names;
    directory.flow_files = scenario.flow_files;
    directory.flow_names.insert(directory.flow_names.end(), flows.generated_names().begin(),
                                flows.generated_names().end());
    directory.flow_places.resize(directory.flow_names.size());
    for (const Flow& flow : flows.all())
        directory.flow_places[flow.name] = {.file = flow.file, .line = flow.line};
    directory.rates = reporting_rates(scenario);
    for (const StoreSpec& of : scenario.stores) {
        const MarketplaceSpec& marketplace = scenario.marketplaces[of.marketplace];
        const CollectionRoute& route = scenario.collection_routes[of.route];
        directory.stores.push_back({.id = of.id,
                                    .name_en = of.name.en,
                                    .name_zh = of.name.zh,
                                    .marketplace = marketplace.id,
                                    .route = route.id,
                                    .route_en = route.name.en,
                                    .route_zh = route.name.zh,
                                    .currency = std::string(ledger::code_of(marketplace.currency)),
                                    .decimals = ledger::info(marketplace.currency).decimals});
    }
}

// Days first, so that every day's opening and closing is in the queue before anything acts.
void World::State::schedule_days() {
    const Scenario& s = desk.scenario;
    const TimeZone& zone = s.zones[s.zone];
    for (ValueDate day = s.from; day <= s.to; day += days{1}) {
        const auto number = static_cast<std::uint32_t>(ledger::day_number(day));
        const auto at = [&](TimeOfDay time) {
            return zone.instant(day, time).time_since_epoch().count();
        };
        desk.queue.schedule(at(TimeOfDay{0}),
                            {.phase = Phase::parameters, .origin = desk.origins.day},
                            EventKind::day_open, number);
        desk.queue.schedule(day == s.to ? run_end_ms(s) : at(last_moment),
                            {.phase = Phase::close, .origin = desk.origins.day},
                            EventKind::day_close, number);
    }
}

void World::State::act_on(const Event& event) {
    switch (event.kind) {
        case EventKind::day_open:
            return open_day(ledger::date_of(static_cast<int>(event.target)));
        case EventKind::flow_due:
            return on_behalf.takes(event.target) ? on_behalf.book(event.target)
                                                 : flows.book(event.target);
        case EventKind::sweep_due:
            sweeps.run_group(event.target);
            return tell_limits();
        case EventKind::sweep_return:
            sweeps.give_back(event.target);
            return tell_limits();
        case EventKind::sweep_retry:
            sweeps.try_again(event.target);
            return tell_limits();
        case EventKind::rail_arrival:
            payments.arrive(event.target);
            return tell_limits();
        case EventKind::store_day:
            return stores.trade(event.target);
        case EventKind::collection_receipt:
        case EventKind::collection_convert:
        case EventKind::collection_payout:
            return collection.act(desk.recorder.event());
        case EventKind::netting_due:
            return netting.act(event.target);
        case EventKind::in_house_due:
            return on_behalf.act(event.target);
        case EventKind::interest_due:
            return interest.settle(event.target);
        case EventKind::notional_due:
            return notional.settle(event.target);
        case EventKind::note_due:
            return notes.act(desk.recorder.event());
        case EventKind::hedge_due:
            return hedges.act(event.target);
        case EventKind::fee_due:
            return fees.charge(event.target);
        case EventKind::conversion_due:
            return conversions.act(event.target);
        case EventKind::settlement_day:
        case EventKind::settlement_order:
        case EventKind::settlement_session:
        case EventKind::settlement_release:
        case EventKind::settlement_resolve:
        case EventKind::settlement_fault:
        case EventKind::settlement_worked:
        case EventKind::settlement_notice:
        case EventKind::settlement_liquidity:
        case EventKind::submission_due:
            return settlement.act(desk.recorder.event());
        case EventKind::export_due:
            return exports.act(event.target);
        case EventKind::customer_order:
            return customers.act(event.target);
        case EventKind::wallet_due:
            return wallets.act(event.target);
        case EventKind::wallet_interest:
            return wallet_interest.settle(event.target);
        case EventKind::day_close:
            return close_day(ledger::date_of(static_cast<int>(event.target)));
        case EventKind::none:
        case EventKind::policy_change:
        case EventKind::rail_release:
        case EventKind::store_payout:
        case EventKind::run_end:
            break;
    }
    ledger::break_contract("an event of this kind is scheduled by nobody",
                           std::source_location::current());
}

void World::State::open_day(ValueDate day) {
    if (!quotas.revalue(day)) return;
    desk.recorder.tell({.subject = static_cast<std::uint32_t>(ledger::day_number(day)),
                        .value_day = ledger::day_number(day),
                        .kind = RecordKind::notice});
    tell_limits();
}

void World::State::tell_limits() {
    for (std::uint32_t i = 0; i < quotas.size(); ++i) {
        const QuotaBook::Standing standing = quotas.standing(i);
        desk.recorder.tell({.amount_minor = standing.committed_minor,
                            .other_minor = standing.cap_minor,
                            .subject = i,
                            .kind = RecordKind::limit});
    }
}

void World::State::close_day(ValueDate day) {
    sweeps.back_values().correct();
    interest.adjust(desk.recorder.take_earliest_value_date().value_or(day), day);
    daylight.close_day(day);
    if (day == desk.scenario.to) {
        interest.accrue_to_end();
        notional.accrue_to_end();
        fees.accrue_to_end();
        finance.accrue_to_end();
        wallet_interest.accrue_to_end();
    }
    hedges.close_day(day);
    thin_capital.close_day(day);
    revaluations.close_day(day);
    const ValueDate open_from =
        std::min({interest.needed_from(), notional.needed_from(), fees.needed_from(),
                  wallet_interest.needed_from(),
                  day - std::max(back_valued_days, flows.most_back_valued() + days{2})});
    desk.ledger.close_value_dates(open_from - days{1});
    const std::vector<LimitDay> limit_days = quotas.close_day();
    const auto closed = desk.ledger.close_day(day);
    desk.counts.entries += closed.slice.entries.size();
    desk.counts.postings += closed.slice.postings.size();
    std::vector<Decision>& of_day = desk.recorder.decisions_of_day();
    const DayRecord record{.seal = closed.seal,
                           .journal = closed.slice,
                           .decisions = of_day,
                           .limits = limit_days,
                           .payments = settlement.take_log(),
                           .commerce = desk.commerce_log.take()};
    measure->read(record);
    if (store != nullptr) store->append(record);
    if (options.keep_decisions) decisions.insert(decisions.end(), of_day.begin(), of_day.end());
    of_day.clear();
    desk.recorder.tell({.subject = static_cast<std::uint32_t>(ledger::day_number(day)),
                        .value_day = ledger::day_number(day),
                        .kind = RecordKind::clock});
}

World::World(const Scenario& scenario, WorldOptions options)
    : state_(std::make_unique<State>(scenario, std::move(options))) {}
World::~World() = default;

RunResult World::run(Outlet* outlet, Store* store, const RunFacts& facts) {
    begin(outlet, store, facts);
    return finish();
}

void World::begin(Outlet* outlet, Store* store, const RunFacts& facts) {
    State& w = *state_;
    Desk& desk = w.desk;
    w.outlet = outlet;
    w.store = store;
    w.measure.emplace(desk.directory, desk.scenario.from, desk.scenario.to);
    if (store != nullptr) store->begin(facts, desk.directory);
    if (outlet != nullptr) outlet->open(desk.directory);
    desk.recorder.attach(outlet);

    w.schedule_days();
    desk.queue.attach_arrivals(w.flows.arrivals());
    w.sweeps.schedule_first();
    w.interest.schedule_first();
    w.notional.schedule_first();
    w.stores.schedule_first();
    w.collection.schedule_first();
    w.netting.schedule_first();
    w.notes.schedule_first();
    w.hedges.schedule_first();
    w.on_behalf.schedule_first();
    w.fees.schedule_first();
    w.conversions.schedule_first();
    w.settlement.keep_log(store != nullptr);
    desk.commerce_log.keep(store != nullptr &&
                           desk.scenario.stores.size() <= CommerceLog::stores_followed);
    const TimeZone& zone = desk.scenario.zones[desk.scenario.zone];
    const auto ms = [](ledger::SimTime time) { return time.time_since_epoch().count(); };
    desk.recorder.begin({.time_ms = ms(zone.instant(desk.scenario.from, TimeOfDay{0})),
                         .rank = rank_of(Phase::parameters, 0, desk.origins.day),
                         .kind = EventKind::day_open});
    w.settlement.schedule_first();
    w.customers.schedule_first();
    w.exports.schedule_first();
    w.wallets.schedule_first();
    w.wallet_interest.schedule_first();
    w.flows.book_openings();
    w.sweeps.note_ineligible();
    w.happened_to_ms = desk.recorder.event().time_ms - 1;
}

std::int64_t World::now_ms() const { return state_->happened_to_ms; }
std::int64_t World::end_ms() const { return run_end_ms(state_->desk.scenario); }

void World::advance(std::int64_t to_ms) {
    State& w = *state_;
    Desk& desk = w.desk;
    to_ms = std::min(to_ms, end_ms());  // what is under way at the end stays in transit
    while (const auto event = desk.queue.take_next(to_ms)) {
        if (desk.counts.events++ % events_between_looks == 0 && w.options.interrupted &&
            w.options.interrupted())
            throw Interrupted();
        desk.recorder.begin(*event);
        w.act_on(*event);
    }
    w.happened_to_ms = std::max(w.happened_to_ms, to_ms);
}

std::string World::refusal_of(const Submission& submission) const {
    return state_->settlement.refusal_of(submission);
}

void World::admit(const Submission& submission) {
    ledger::expects(submission.time_ms > now_ms(),
                    "what is admitted acts after all that has happened");
    state_->settlement.admit(submission);
}

SubmissionAnswer World::answer_to(std::uint64_t number) const {
    return state_->settlement.answer_to(number);
}

RunResult World::finish() {
    State& w = *state_;
    Desk& desk = w.desk;
    advance(end_ms());
    desk.recorder.tell({.kind = RecordKind::end});
    if (w.outlet != nullptr) w.outlet->close();

    desk.counts.draws = w.stores.draws() + w.flows.draws() + w.settlement.draws();
    RunResult result = w.measure->result(desk.ledger.chains());
    std::ranges::copy(w.flows.settlement().kpis(), std::back_inserter(result.kpis));
    result.digest = desk.ledger.digest();
    result.refusals = desk.refusals;
    result.counts = desk.counts;
    result.payments = w.payments.results();
    result.structure_costs = desk.scenario.structure_costs;
    result.netting = w.netting.results();
    result.settlement = w.settlement.results();
    std::ranges::move(settlement_kpis(result.settlement), std::back_inserter(result.kpis));
    result.in_house = w.on_behalf.results();
    result.hedges = w.hedges.results();
    std::ranges::move(w.netting.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.on_behalf.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.thin_capital.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.conversions.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.revaluations.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.exports.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.commerce.kpis(result), std::back_inserter(result.kpis));
    std::ranges::move(w.finance.kpis(), std::back_inserter(result.kpis));
    std::ranges::move(w.notes.kpis(), std::back_inserter(result.kpis));
    result.trapped = trapped_cash(desk, w.sweeps, result);
    std::ranges::move(outcome_kpis(desk.directory, result), std::back_inserter(result.kpis));
    result.warnings = warnings_of(desk.scenario, desk.directory);
    std::ranges::move(tax_warnings(desk.scenario), std::back_inserter(result.warnings));
    std::ranges::move(range_warnings(desk.scenario), std::back_inserter(result.warnings));
    std::ranges::move(stamp_duty_warnings(desk.scenario), std::back_inserter(result.warnings));
    std::ranges::move(thin_capitalisation_warnings(desk.scenario),
                      std::back_inserter(result.warnings));
    std::ranges::copy(w.thin_capital.warnings(), std::back_inserter(result.warnings));
    std::ranges::move(w.wallets.warnings(), std::back_inserter(result.warnings));
    result.warnings.insert(result.warnings.end(), w.notional.warnings().begin(),
                           w.notional.warnings().end());
    leave_out_drawn(desk.directory, result);
    if (w.store != nullptr) w.store->finish(result.digest, desk.ledger.chains());
    return result;
}

const Directory& World::directory() const { return state_->desk.directory; }
const ledger::Ledger& World::books() const { return state_->desk.ledger; }
const std::vector<Decision>& World::decisions() const { return state_->decisions; }
std::vector<Decision> World::take_decisions() { return std::move(state_->decisions); }

}  // namespace rmbsim::sim
