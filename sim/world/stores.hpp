// Books online selling: each evening a store's orders, what came back, what its marketplace released and
// charged, and its statement.
//
// Books       seller: Dr 1221.04 reserve, 6601 fees, Cr 6001; marketplace: Dr 1012.20 buyers' money,
//             Cr 2241.21 held back, 6051.20, 2221.20. Released: 1221.01 and 2241.20 instead. Stated:
//             1012.02 and 2241.22 until the money arrives (collection_desk.hpp)
// Mirror      what a seller claims of a marketplace is what the marketplace owes it, line by line, at all
//             times
// Volume      each order is an entry of its own, or a day's orders are one (汇总记账): StoreSpec::booking;
//             automatic: daily totals where the scenario expects more than 50,000 orders
// Source      settlement-rules §11, §12 steps 1 to 5
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "sim/commerce/store_model.hpp"
#include "sim/world/collection_desk.hpp"
#include "sim/world/commerce_listener.hpp"
#include "sim/world/desk.hpp"

namespace rmbsim::sim {

class Stores {
  public:
    Stores(Desk& desk, CollectionDesk& collection, const RandomSource& random);
    void add_listener(CommerceListener& listener) { listeners_.push_back(&listener); }

    void schedule_first();
    void trade(std::uint32_t store);  // one day; schedules the next
    std::uint64_t draws() const;

  private:
    struct Lines {
        ledger::AccountId reserve{}, receivable{}, payout{}, revenue{}, referral{}, fulfilment{},
            advertising{}, charges{}, chargebacks{};
        ledger::AccountId funds{}, owed{}, held{}, under_way{}, income{}, tax{};  // marketplace's
    };
    struct Store {
        const StoreSpec* spec = nullptr;
        StoreModel model;
        Lines lines;
        bool each_order = true;
    };
    struct Sale {  // of an order, or of a day
        std::int64_t price = 0, tax = 0, referral = 0, fulfilment = 0,
                     lost = 0;  // lost: net below 0
    };
    struct Return {
        std::int64_t price = 0, tax = 0, fees_returned = 0, charge = 0, from_held = 0;
    };
    Lines open_lines(const StoreSpec& spec);
    void schedule(std::uint32_t store, ledger::ValueDate day);
    ledger::EntryId book(Rule rule, std::uint32_t subject, ledger::ValueDate day,
                         const EntryLines& lines, std::string_view name = {});
    ledger::EntryId book_sale(const Store& store, std::uint32_t subject, ledger::ValueDate day,
                              const Sale& sale, std::string_view name);
    void book_order(const Store& store, const StoreDayFacts& facts, const ShippedOrder& order,
                    const Sale& sale);
    void book_return(const Store& store, std::uint32_t subject, ledger::ValueDate day,
                     const Return& back, bool is_chargeback);
    void book_shipped(Store& store, StoreDayFacts& facts);
    void book_taken_back(Store& store, StoreDayFacts& facts);
    void book_released(Store& store, std::uint32_t index, StoreDayFacts& facts);
    void book_charges(Store& store, std::uint32_t index, StoreDayFacts& facts);
    void state(Store& store, std::uint32_t index, StoreDayFacts& facts);

    Desk& desk_;
    CollectionDesk& collection_;
    std::vector<CommerceListener*> listeners_;
    std::vector<Store> stores_;
};

}  // namespace rmbsim::sim
