// When and at what price collected money is converted, and how the renminbi reach the seller.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/entry.hpp"
#include "ledger/rounding.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/commerce/share.hpp"
#include "sim/kernel/event.hpp"
#include "sim/market/exchange.hpp"
#include "sim/rail/rail.hpp"
#include "sim/rules.hpp"
#include "sim/scenario.hpp"
#include "sim/world/books.hpp"
#include "sim/world/collection_desk.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Rounding;
using ledger::ValueDate;
using std::chrono::days;

ledger::CurrencyId renminbi() { return ledger::currency("CNY"); }

std::int32_t month_of(ValueDate day) {
    const std::chrono::year_month_day date(day);
    return static_cast<int>(date.year()) * 12 +
           static_cast<int>(static_cast<unsigned>(date.month()));
}

std::int32_t year_of(ValueDate day) {
    return static_cast<int>(std::chrono::year_month_day(day).year());
}

}  // namespace

// Onshore at a payment institution and a mainland bank, offshore abroad.
ledger::Market CollectionDesk::market_of(const Collection& collection) const {
    const CollectionRoute& route = *collection.route;
    return route.kind == CollectionKind::provider ? ledger::Market::onshore
                                                  : desk_.scenario.fx_terms[route.fx].market;
}

ledger::Rate CollectionDesk::mid_of(const Collection& collection, ValueDate day) const {
    const auto mid =
        desk_.scenario.fx.mid(collection.currency, renminbi(), market_of(collection), day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return *mid;
}

void CollectionDesk::schedule_conversion(std::uint32_t index, ValueDate from) {
    const Collection& collection = collections_[index];
    const Bank& bank = bank_of(collection);
    const Calendar& calendar = desk_.scenario.calendars[bank.calendar];
    for (ValueDate day = from; day <= desk_.scenario.to; day += days{1}) {
        if (!calendar.is_open(day) || !is_conversion_day(collection, day)) continue;
        const ledger::SimTime at =
            desk_.scenario.zones[bank.zone].instant(day, collection.route->when.at);
        // Behind the receipts of the same instant.
        desk_.queue.schedule(ms_of(at),
                             {.phase = Phase::release, .origin = desk_.origins.collections + index},
                             EventKind::collection_convert, index);
        return;
    }
}

// An open day. A week's or month's day that is closed moves to the next open one.
bool CollectionDesk::is_conversion_day(const Collection& collection, ValueDate day) const {
    const ConversionTiming& when = collection.route->when;
    const Calendar& calendar = desk_.scenario.calendars[bank_of(collection).calendar];
    const auto is_nominal = [&](ValueDate date) {
        if (when.every == ConversionTiming::Every::week)
            return std::chrono::weekday(std::chrono::sys_days(date.time_since_epoch()))
                       .iso_encoding() == when.on;
        const std::chrono::year_month_day ymd(date);
        const std::chrono::day last = (ymd.year() / ymd.month() / std::chrono::last).day();
        return ymd.day() == std::min(std::chrono::day{when.on}, last);
    };
    if (when.every == ConversionTiming::Every::day ||
        when.every == ConversionTiming::Every::threshold)
        return true;
    for (ValueDate date = day;; date -= days{1}) {
        if (is_nominal(date)) return true;
        if (!calendar.covers(date - days{1}) || calendar.is_open(date - days{1})) return false;
    }
}

bool CollectionDesk::is_below(const Collection& collection, std::int64_t minor,
                              ledger::Money threshold, ValueDate day) const {
    if (collection.currency == threshold.currency) return minor < threshold.minor;
    const auto mid =
        desk_.scenario.fx.mid(collection.currency, threshold.currency, market_of(collection), day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    return desk_.converted(minor, collection.currency, threshold.currency, *mid,
                           Rounding::half_even) < threshold.minor;
}

void CollectionDesk::convert(std::uint32_t index) {
    Collection& collection = collections_[index];
    const Bank& bank = bank_of(collection);
    const ValueDate day = desk_.scenario.zones[bank.zone].local_date(desk_.now());
    schedule_conversion(index, day + days{1});
    const std::int64_t minor = collection.purse.total();
    const ConversionTiming& when = collection.route->when;
    if (minor == 0 || (when.every == ConversionTiming::Every::threshold &&
                       is_below(collection, minor, when.threshold, day)))
        return;
    if (collection.route->kind == CollectionKind::provider)
        convert_at_provider(index, within_year(collection, minor, day), day);
    else
        convert_at_bank(index, minor, day);
}

// What the seller's ceiling of the calendar year leaves of an amount.
std::int64_t CollectionDesk::within_year(Collection& collection, std::int64_t minor,
                                         ValueDate day) {
    const ProviderSpec& provider = desk_.scenario.providers[collection.route->provider];
    if (!provider.year_ceiling) return minor;
    const ProviderSpec::Ceiling& ceiling = *provider.year_ceiling;
    if (collection.year != year_of(day)) collection.year_used = 0;
    collection.year = year_of(day);
    const auto mid =
        desk_.scenario.fx.mid(collection.currency, ceiling.currency, ledger::Market::onshore, day);
    ledger::expects(mid.has_value(), "the loader has checked that rates cover the period");
    const auto worth = [&](std::int64_t of) {
        return desk_.converted(of, collection.currency, ceiling.currency, *mid, Rounding::ceiling);
    };
    const std::int64_t room = ceiling.minor - collection.year_used;
    std::int64_t taken = minor;
    if (worth(minor) > room) {
        taken = std::min(minor, desk_.converted(room, ceiling.currency, collection.currency,
                                                ledger::Decimal(1) / *mid, Rounding::floor));
        refuse("collection " + collection.route->id, provider.id, day, {minor, collection.currency},
               "above_year_ceiling", ceiling.document);
    }
    collection.year_used += worth(taken);
    return taken;
}

void CollectionDesk::convert_at_provider(std::uint32_t index, std::int64_t minor, ValueDate day) {
    if (minor == 0) return;
    Collection& collection = collections_[index];
    const Scenario& s = desk_.scenario;
    const ProviderSpec& provider = s.providers[collection.route->provider];
    const ledger::Rate mid = mid_of(collection, day);
    const auto in_renminbi = [&](std::int64_t of, const ledger::Rate& rate, Rounding rounding) {
        return desk_.converted(of, collection.currency, renminbi(), rate, rounding);
    };
    if (collection.month != month_of(day)) collection.month_volume = 0;
    collection.month = month_of(day);
    ledger::Rate fee_share = 0;
    for (const ProviderSpec::FeeTier& tier : provider.fees)
        if (tier.from_minor <= collection.month_volume) fee_share = tier.fee;
    collection.month_volume += in_renminbi(minor, mid, Rounding::half_even);

    const std::int64_t fee = Share(fee_share).of(minor);
    const std::int64_t sold = minor - fee;
    const std::int64_t at_mid = in_renminbi(sold, mid, Rounding::half_even);
    const ledger::Rate bid = mid * (ledger::Decimal(1) - provider.spread / ledger::Decimal(2));
    const std::int64_t brought = in_renminbi(sold, bid, Rounding::floor);
    const std::int64_t spread = at_mid - brought;
    const ProviderLines& f = provider_.at({index, collection.currency.index});
    const ProviderLines& h = provider_.at({index, renminbi().index});
    EntryLines lines;
    lines.add(collection.fees, fee).add(collection.position, sold).add(collection.balance, -minor);
    lines.add(collection.balance_home, brought).add(collection.fx_cost, spread);
    lines.add(collection.position_home, -at_mid);
    lines.add(f.owed, minor).add(f.safeguarded, -minor).add(f.own, fee).add(f.income, -fee);
    lines.add(h.safeguarded, brought).add(h.owed, -brought);
    lines.add(h.own, spread).add(h.result, -spread);
    lines.add(f.deposit, minor).add(f.own_deposit, -fee).add(f.bank_position, -sold);
    lines.add(h.bank_position, at_mid).add(h.deposit, -brought).add(h.own_deposit, -spread);
    const auto posted = desk_.recorder.post(
        {.rule = Rule::collection_converted, .value_date = day, .subject = index}, lines);
    booked(posted, "the books of a payment institution");

    std::vector<Cohort> cohorts = collection.purse.take(minor);
    log(SaleStepKind::converted, cohorts, brought, *posted);
    tell_converted(collection, minor, brought, day);
    const Bank& bank = desk_.bank_of(collection.into);
    const ValueDate paid = s.calendars[bank.calendar].add_business_days(
        day, static_cast<int>(provider.payout_business_days));
    if (paid > s.to || brought == 0) return;
    on_its_way_.push_back({.collection = index, .minor = brought, .cohorts = std::move(cohorts)});
    const ledger::SimTime at =
        std::max(s.zones[bank.zone].instant(paid, collection.route->when.at), desk_.now());
    desk_.queue.schedule(
        ms_of(at), {.phase = Phase::release, .origin = desk_.origins.collections + index},
        EventKind::collection_payout, static_cast<std::uint32_t>(on_its_way_.size() - 1));
}

void CollectionDesk::pay_out(std::uint32_t index) {
    OnItsWay& way = on_its_way_[index];
    const Collection& collection = collections_[way.collection];
    const ProviderLines& h = provider_.at({way.collection, renminbi().index});
    const BankAccountIds& to = desk_.books.of(collection.into);
    EntryLines lines;
    lines.add(h.owed, way.minor).add(h.safeguarded, -way.minor).add(h.deposit, way.minor);
    if (h.bank_clearing != to.clearing)
        lines.add(h.bank_clearing, -way.minor).add(to.clearing, way.minor);
    lines.add(to.own, way.minor).add(collection.balance_home, -way.minor);
    lines.add(to.mirror, -way.minor);
    const auto posted = desk_.recorder.post({.rule = Rule::collection_paid_out,
                                             .value_date = desk_.local_date(collection.into),
                                             .subject = way.collection},
                                            lines);
    booked(posted, "the books of a seller's money");
    credit(collection, collection.into, way.minor, way.cohorts, *posted);
    way.cohorts = {};
}

void CollectionDesk::convert_at_bank(std::uint32_t index, std::int64_t minor, ValueDate day) {
    Collection& collection = collections_[index];
    const CollectionRoute& route = *collection.route;
    const bool abroad = route.kind == CollectionKind::company;
    const std::uint32_t to = abroad ? route.through : collection.into;
    const ledger::AccountId own = desk_.books.of(to).own;
    const std::int64_t before = desk_.ledger.booked(own);
    const auto dealt = deals_.deal({.foreign = collection.receive,
                                    .home = to,
                                    .minor = minor,
                                    .mid = mid_of(collection, day),
                                    .spread = desk_.scenario.fx_terms[route.fx].spread,
                                    .rule = Rule::collection_dealt,
                                    .subject = index});
    // The account was used for something else, too: the next day tries again.
    if (!dealt)
        return refuse("collection " + route.id, desk_.scenario.accounts[collection.receive].id, day,
                      {minor, collection.currency}, std::string(ledger::name_of(dealt.error())),
                      {});
    const std::int64_t brought = desk_.ledger.booked(own) - before;
    std::vector<Cohort> cohorts = collection.purse.take(minor);
    log(SaleStepKind::converted, cohorts, brought, *dealt);
    if (abroad) return pay_for_goods(index, minor, brought, std::move(cohorts), day);
    tell_converted(collection, minor, brought, day);
    credit(collection, collection.into, brought, cohorts, *dealt);
}

void CollectionDesk::pay_for_goods(std::uint32_t index, std::int64_t foreign, std::int64_t brought,
                                   std::vector<Cohort> cohorts, ValueDate day) {
    Collection& collection = collections_[index];
    const CollectionRoute& route = *collection.route;
    const std::int64_t minor = brought - payments_.fee_in(route.rail, route.through);
    tell_converted(collection, foreign, std::max<std::int64_t>(minor, 0), day);
    if (minor <= 0) return;
    const auto invoiced = desk_.recorder.post({.rule = Rule::trade_invoice,
                                               .value_date = desk_.local_date(route.through),
                                               .subject = index},
                                              EntryLines()
                                                  .add(collection.purchases, minor)
                                                  .add(collection.payable, -minor)
                                                  .add(collection.receivable, minor)
                                                  .add(collection.revenue, -minor));
    booked(invoiced, "the books of two companies");
    const auto sent = payments_.send(
        {.rail = route.rail,
         .from_account = route.through,
         .to_account = collection.into,
         .minor = minor,
         .purpose = PaymentPurpose::trade},
        {.senders = collection.payable, .receivers = collection.receivable, .same_owner = false});
    if (!sent)
        return desk_.note_unpaid("collection " + route.id, route.through,
                                 desk_.local_date(route.through), minor);
    on_its_way_.push_back({.collection = index, .minor = minor, .cohorts = std::move(cohorts)});
    trade_payments_.emplace(desk_.last_payment_id,
                            static_cast<std::uint32_t>(on_its_way_.size() - 1));
}

void CollectionDesk::on_trade_paid(std::uint32_t payment_id, ledger::EntryId entry) {
    const auto found = trade_payments_.find(payment_id);
    if (found == trade_payments_.end()) return;
    OnItsWay& way = on_its_way_[found->second];
    const Collection& collection = collections_[way.collection];
    credit(collection, collection.into, way.minor, way.cohorts, entry);
    way.cohorts = {};
    trade_payments_.erase(found);
}

void CollectionDesk::tell_converted(Collection& collection, std::int64_t minor,
                                    std::int64_t brought, ValueDate day) {
    const auto in_renminbi = [&](std::int64_t of, const ledger::Rate& rate) {
        return desk_.converted(of, collection.currency, renminbi(), rate, Rounding::half_even);
    };
    ConversionFacts facts{.seller = collection.seller,
                          .currency = collection.currency,
                          .minor = minor,
                          .at_mid = in_renminbi(minor, mid_of(collection, day)),
                          .brought = brought,
                          .day = day};
    for (std::int64_t left = minor; left > 0;) {
        Arrived& first = collection.arrived.front();
        const std::int64_t part = std::min(first.minor, left);
        facts.at_receipt_mid += in_renminbi(part, first.mid);
        first.minor -= part;
        left -= part;
        if (first.minor == 0) collection.arrived.pop_front();
    }
    for (CommerceListener* listener : listeners_) listener->on_converted(facts);
}

}  // namespace rmbsim::sim
