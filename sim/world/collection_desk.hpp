// Brings marketplaces' payouts home: to a bank account, or through a payment institution, a mainland bank
// or a company abroad, converted when the seller's policy says so.
//
// Receipt     payout_business_days after the statement, on the calendar of the bank that receives
// Provider    Dr client's balance, Cr in transit; its safeguarded funds (备付金) lie at its partner bank and
//             are always what it owes its clients, currency by currency. Converted, its fee and spread move
//             to its own money in the same entry; renminbi are paid out payout_business_days later
// Bank        converted by a deal between two accounts of the seller; spendable at once
// Company     converted abroad, then paid to the mainland company for the goods, over the route's rail:
//             a trade payment with its invoice, never a pool movement
// Ceilings    orders above a provider's ceiling go to the route's over_limit account, whole; what is above
//             a seller's ceiling of the year waits. Both are refusals with their document
// Spendable   when booked on a bank account of the seller: CommerceListener::on_credited
// Source      settlement-rules §10, §12
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/id.hpp"
#include "sim/commerce/commerce_spec.hpp"
#include "sim/commerce/purse.hpp"
#include "sim/commerce/store_model.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/fx_deals.hpp"
#include "sim/world/payments.hpp"

namespace rmbsim::sim {

class CollectionDesk : public TradeClient {
  public:
    struct Payout {
        std::uint32_t store = 0;
        std::int64_t minor = 0;
        ledger::AccountId in_transit{};                 // the seller's
        ledger::AccountId under_way{}, buyers_funds{};  // the marketplace's
        std::vector<Cohort> cohorts;
    };

    CollectionDesk(Desk& desk, Payments& payments);
    void add_listener(CommerceListener& listener) { listeners_.push_back(&listener); }

    void schedule_first();
    void act(const Event& event);  // collection_receipt, collection_convert, collection_payout
    void take(Payout payout, ledger::ValueDate stated);
    void on_trade_paid(std::uint32_t payment_id, ledger::EntryId entry) override;

    const TimeZone& zone_of(std::uint32_t store) const;  // of the bank that receives
    // Most that an order of the store may come to on that day; -1: no ceiling.
    std::int64_t order_ceiling(std::uint32_t store, ledger::ValueDate day);
    void note_over_ceiling(std::uint32_t store, const ShippedOrder& order, ledger::ValueDate day);

  private:
    struct Arrived {  // at what mid a part of the purse came in
        std::int64_t minor = 0;
        ledger::Rate mid = 0;
    };
    struct Collection {  // a seller's money of one currency on one route
        const CollectionRoute* route = nullptr;
        std::uint32_t route_index = 0, seller = 0;
        std::uint32_t receive = no_index, into = no_index;  // accounts
        ledger::CurrencyId currency{};
        Purse purse = {};
        std::deque<Arrived> arrived = {};
        ledger::AccountId balance{}, balance_home{}, position{}, position_home{}, fx_cost{}, fees{};
        ledger::AccountId purchases{}, payable{}, receivable{}, revenue{};  // company
        std::int32_t month = 0, year = 0;
        std::int64_t month_volume = 0, year_used = 0;
    };
    struct ProviderLines {  // of one client and currency; the client's liability is its own
        ledger::AccountId safeguarded{}, owed{}, own{}, income{}, result{};
        ledger::AccountId deposit{}, own_deposit{}, bank_clearing{}, bank_position{};
    };
    struct OnItsWay {  // renminbi to the seller's account
        std::uint32_t collection = 0;
        std::int64_t minor = 0;
        std::vector<Cohort> cohorts;
    };

    std::uint32_t collection_for(const StoreSpec& store);
    void open_provider(Collection& collection);
    void open_company(Collection& collection);
    ProviderLines provider_lines(const Collection& collection, ledger::CurrencyId currency);
    const Bank& bank_of(const Collection& collection) const;  // receives and converts
    ledger::Market market_of(const Collection& collection) const;
    ledger::Rate mid_of(const Collection& collection, ledger::ValueDate day) const;

    void receive(std::uint32_t payout);
    ledger::EntryId receive_at_bank(const Payout& payout, std::uint32_t account, Rule rule,
                                    std::int64_t fee_minor);
    ledger::EntryId receive_at_provider(Collection& collection, const Payout& payout);
    std::vector<Cohort> send_over_ceiling(Collection& collection, Payout& payout);
    void schedule_conversion(std::uint32_t collection, ledger::ValueDate from);
    bool is_conversion_day(const Collection& collection, ledger::ValueDate day) const;
    bool is_below(const Collection& collection, std::int64_t minor, ledger::Money threshold,
                  ledger::ValueDate day) const;
    void convert(std::uint32_t index);
    void convert_at_provider(std::uint32_t index, std::int64_t minor, ledger::ValueDate day);
    void convert_at_bank(std::uint32_t index, std::int64_t minor, ledger::ValueDate day);
    void pay_for_goods(std::uint32_t index, std::int64_t foreign, std::int64_t brought,
                       std::vector<Cohort> cohorts, ledger::ValueDate day);
    std::int64_t within_year(Collection& collection, std::int64_t minor, ledger::ValueDate day);
    void tell_converted(Collection& collection, std::int64_t minor, std::int64_t brought,
                        ledger::ValueDate day);
    void pay_out(std::uint32_t on_its_way);
    void credit(const Collection& collection, std::uint32_t account, std::int64_t minor,
                std::span<const Cohort> cohorts, ledger::EntryId entry);
    void log(SaleStepKind kind, std::span<const Cohort> cohorts, std::int64_t renminbi,
             ledger::EntryId entry) {
        desk_.commerce_log.note(kind, cohorts, renminbi, ms_of(desk_.now()), entry);
    }
    void refuse(std::string what, const std::string& subject, ledger::ValueDate day,
                ledger::Money wish, std::string reason, std::string document);

    Desk& desk_;
    Payments& payments_;
    FxDeals deals_;
    std::vector<CommerceListener*> listeners_;
    std::vector<Collection> collections_;
    std::vector<std::uint32_t> collection_of_store_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, ProviderLines>
        provider_;  // collection, currency
    struct DayCeiling {
        ledger::ValueDate day{};
        std::int64_t minor = -1;
    };
    std::map<std::pair<std::uint32_t, std::uint32_t>, DayCeiling> ceilings_;  // provider, currency
    std::vector<Payout> payouts_;
    std::vector<OnItsWay> on_its_way_;
    std::map<std::uint32_t, std::uint32_t> trade_payments_;  // payment id: of on_its_way_
};

}  // namespace rmbsim::sim
