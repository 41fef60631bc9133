// Proves ledger/ledger.hpp: entries, refusals in order of precedence, floors, statuses, reversal.
#include "ledger/ledger.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "tests/ledger/books.hpp"

namespace rmbsim::ledger {
namespace {

using Postings = std::vector<Posting>;

// Faults that one draft can have at once; each is put into it by itself or with others.
struct Faults {
    bool none_at_all = false, stranger = false, reused_client_id = false, closed_date = false,
         closed_account = false, frozen_account = false, lopsided = false, too_large = false,
         spent_reservation = false, overdrawn = false;
};

std::string refusal_of(const Faults& f) {
    Books b;
    const AccountId full = b.open(b.company, "full", "CNY", AccountType::asset);
    const AccountId closed = b.open(b.company, "closed", "CNY", AccountType::asset);
    const AccountId frozen = b.open(b.company, "frozen", "CNY", AccountType::asset);
    REQUIRE(b.post(1, {{full, INT64_MAX}, {b.sales, -INT64_MAX}}));
    REQUIRE(b.ledger.post({.time = noon(1),
                           .value_date = january(1),
                           .postings = Postings{{full, 0}},
                           .client_id = "used"}));
    const auto spent = b.ledger.reserve(b.cost, 1, noon(9));
    REQUIRE(b.ledger.release(*spent));
    b.ledger.set_status(closed, AccountStatus::closed);
    b.ledger.set_status(frozen, AccountStatus::frozen);
    b.ledger.close_value_dates(january(1));

    Postings postings{{b.cost, 5}, {b.cost, -5}};
    const auto add = [&](bool wanted, AccountId account, std::int64_t minor, AccountId other) {
        if (!wanted) return;
        postings.push_back({account, minor});
        postings.push_back({other, -minor});
    };
    add(f.stranger, AccountId{999}, 1, b.cost);
    add(f.closed_account, closed, 1, b.cost);
    add(f.frozen_account, frozen, -1, b.cost);
    add(f.too_large, full, 1, b.cost);
    add(f.overdrawn, b.cash, -1, b.cost);
    if (f.lopsided) postings.push_back({b.cost, 1});
    if (f.none_at_all) postings.clear();
    const Standing before = standing(b.ledger);
    const auto result =
        b.ledger.post({.time = noon(2),
                       .value_date = january(f.closed_date ? 1 : 2),
                       .postings = postings,
                       .client_id = f.reused_client_id ? "used" : "",
                       .settles = f.spent_reservation ? *spent : ReservationId{none}});
    if (!result) CHECK(standing(b.ledger) == before);  // all or nothing
    return outcome(result);
}

TEST_CASE("a draft with two faults names the one that comes first in PostError", "[ledger]") {
    // In the order of the enum; a fault's own name is its row.
    using Flag = bool(Faults::*);
    struct Fault {
        PostError names;
        Flag set;
    };
    const std::vector<Fault> in_order{
        {PostError::no_postings, &Faults::none_at_all},
        {PostError::unknown_account, &Faults::stranger},
        {PostError::conflicting_client_id, &Faults::reused_client_id},
        {PostError::value_date_closed, &Faults::closed_date},
        {PostError::account_closed, &Faults::closed_account},
        {PostError::account_frozen, &Faults::frozen_account},
        {PostError::unbalanced, &Faults::lopsided},
        {PostError::overflow, &Faults::too_large},
        {PostError::reservation_not_pending, &Faults::spent_reservation},
        {PostError::below_floor, &Faults::overdrawn},
    };
    CHECK(refusal_of({}) == "posted");
    for (std::size_t i = 0; i < in_order.size(); ++i) {
        Faults all_from_here;
        for (std::size_t j = i; j < in_order.size(); ++j) {
            Faults two;
            two.*in_order[i].set = two.*in_order[j].set = true;
            all_from_here.*in_order[j].set = true;
            CAPTURE(name_of(in_order[j].names));
            CHECK(refusal_of(two) == name_of(in_order[i].names));
            if (j > 0) CHECK(in_order[j - 1].names < in_order[j].names);
        }
        CHECK(refusal_of(all_from_here) == name_of(in_order[i].names));
    }
}

TEST_CASE("an entry balances in every book and currency by itself", "[ledger]") {
    Books b;
    struct Row {
        const char* rule;
        Postings postings;
        const char* expected;
    };
    const std::vector<Row> rows{
        {"one book, one currency", {{b.cash, 100}, {b.sales, -100}}, "posted"},
        {"one posting of nothing", {{b.cash, 0}}, "posted"},
        {"two of nothing in two currencies", {{b.cash, 0}, {b.sales_usd, 0}}, "posted"},
        {"two books in one entry",
         {{b.cash, 100}, {b.deposit, -100}, {b.sales, -100}, {b.clearing, 100}},
         "posted"},
        {"two currencies in one entry",
         {{b.cash, 700}, {b.cash_usd, 100}, {b.sales_usd, -100}, {b.sales, -700}},
         "posted"},
        {"one leg only", {{b.cash, 100}}, "unbalanced"},
        {"one fen short", {{b.cash, 100}, {b.sales, -99}}, "unbalanced"},
        {"right in sum, wrong in each book", {{b.cash, 100}, {b.deposit, -100}}, "unbalanced"},
        {"right in sum, wrong in each currency",
         {{b.cash, 100}, {b.sales_usd, -100}},
         "unbalanced"},
        {"the second group is wrong",
         {{b.cash, 100}, {b.sales, -100}, {b.clearing, 1}, {b.deposit, -2}},
         "unbalanced"},
        {"wrong by 2^64, which is zero to an int64",
         {{b.cost, INT64_MAX}, {b.cost, INT64_MAX}, {b.cost, 2}},
         "unbalanced"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.rule);
        CHECK(outcome(b.post(1, row.postings)) == row.expected);
    }
}

TEST_CASE("money that leaves stops at the floor, money that comes in never does", "[ledger]") {
    Books b;
    const AccountId overdraft = b.open(b.company, "od", "CNY", AccountType::asset, -500);
    const auto move = [&](std::int64_t minor) {
        return outcome(b.post(1, {{overdraft, minor}, {b.sales, -minor}}));
    };
    CHECK(b.ledger.available(overdraft) == 500);
    CHECK(move(-501) == "below_floor");
    CHECK(move(-500) == "posted");
    CHECK(b.ledger.available(overdraft) == 0);
    CHECK(move(-1) == "below_floor");

    b.ledger.set_floor(overdraft, 0);  // the bank withdraws the facility: now far below its floor
    CHECK(b.ledger.available(overdraft) == 0);
    CHECK(move(100) == "posted");
    CHECK(b.ledger.booked(overdraft) == -400);
    CHECK(move(0) == "posted");
    CHECK(move(-1) == "below_floor");
    b.ledger.set_floor(overdraft, no_floor);
    CHECK(move(-1'000'000) == "posted");
}

TEST_CASE("several postings to one account net before its floor is looked at", "[ledger]") {
    Books b;
    CHECK(outcome(b.post(1, {{b.cash, -100}, {b.sales, 100}, {b.cash, 100}, {b.sales, -100}})) ==
          "posted");
    CHECK(outcome(b.post(1, {{b.cash, -100}, {b.sales, 1}, {b.cash, 99}})) == "below_floor");
    CHECK(outcome(b.post(1, {{b.cash, 100}, {b.sales, -1}, {b.cash, -99}})) == "posted");
    CHECK(b.ledger.booked(b.cash) == 1);
}

TEST_CASE("a frozen account takes money in and lets none out", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 100));
    b.ledger.set_status(b.cash, AccountStatus::frozen);
    CHECK(b.ledger.status(b.cash) == AccountStatus::frozen);
    const auto in = b.sell(1, 50);
    CHECK(outcome(in) == "posted");
    CHECK(outcome(b.sell(1, -1)) == "account_frozen");
    CHECK(outcome(b.post(1, {{b.cash, 9}, {b.cash, -9}})) == "account_frozen");
    CHECK(outcome(b.ledger.reverse(*in, {.time = noon(1), .value_date = january(1)})) ==
          "account_frozen");
    CHECK(outcome(b.ledger.reserve(b.cash, 1, noon(2))) == "account_frozen");
    b.ledger.set_status(b.cash, AccountStatus::closed);
    CHECK(outcome(b.sell(1, 50)) == "account_closed");
    CHECK(outcome(b.ledger.reserve(b.cash, 1, noon(2))) == "account_closed");
    b.ledger.set_status(b.cash, AccountStatus::open);
    CHECK(outcome(b.sell(1, -150)) == "posted");
}

TEST_CASE("no balance wraps at the edges of int64", "[ledger]") {
    Books b;
    const auto cost_to_sales = [&](std::int64_t minor) {
        return outcome(b.post(1, {{b.cost, minor}, {b.sales, -minor}}));
    };
    CHECK(cost_to_sales(INT64_MAX) == "posted");
    CHECK(cost_to_sales(1) == "overflow");
    CHECK(cost_to_sales(INT64_MAX) == "overflow");
    // What passes through on the way to the net may go past the edge.
    CHECK(outcome(b.post(1, {{b.cost, INT64_MAX}, {b.cost, -INT64_MAX}})) == "posted");
    CHECK(b.ledger.booked(b.cost) == INT64_MAX);
    CHECK(cost_to_sales(-INT64_MAX) == "posted");
    CHECK(cost_to_sales(-INT64_MAX) == "posted");
    CHECK(cost_to_sales(-1) == "overflow");  // -2^63 has no opposite
    CHECK(b.ledger.trial_balance(b.company).front().debit_minor +
              b.ledger.trial_balance(b.company).front().credit_minor ==
          INT64_MAX);
    // A posting of -2^63 could never be reversed, so it is not taken.
    Books other;
    CHECK(outcome(other.post(
              1, {{other.cost, INT64_MIN}, {other.cost, INT64_MAX}, {other.sales, 1}})) ==
          "overflow");
}

TEST_CASE("a long entry is judged as a short one is", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 3'000));
    Postings payroll;
    for (int i = 0; i < 3'000; ++i) payroll.push_back({b.cash, -1});
    payroll.push_back({b.cost, 3'000});
    CHECK(outcome(b.post(1, payroll)) == "posted");
    CHECK(b.ledger.booked(b.cash) == 0);
    CHECK(outcome(b.post(1, payroll)) == "below_floor");
    payroll.back().minor = 2'999;
    CHECK(outcome(b.post(1, payroll)) == "unbalanced");
    payroll.assign(65'535, {b.cost, 0});
    CHECK(outcome(b.post(1, payroll)) == "posted");
    payroll.assign(65'536, {b.cost, 0});  // more than a row of the journal can count
    CHECK(outcome(b.post(1, payroll)) == "no_postings");
}

TEST_CASE("a correction is a new entry, and an entry is reversed once", "[ledger]") {
    Books b{History::all};
    const auto sale = b.sell(1, 100);
    const ReversalTerms terms{.time = noon(3), .value_date = january(1), .rule = {7}};
    const auto reversal = b.ledger.reverse(*sale, terms);
    REQUIRE(reversal);
    CHECK(*reversal == EntryId{1});
    CHECK(b.ledger.booked(b.cash) == 0);
    const JournalSlice all = b.ledger.journal();
    CHECK(all.entries[0].reverses == none);
    CHECK(all.entries[1].reverses == sale->index);
    CHECK(all.entries[1].rule == 7);
    CHECK(all.postings[2] == PostingRow{b.cash, *reversal, -100});
    CHECK(all.postings[0] == PostingRow{b.cash, *sale, 100});  // the first stays as it was

    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "already_reversed");
    CHECK(outcome(b.ledger.reverse(EntryId{2}, terms)) == "unknown_entry");
    CHECK(outcome(b.ledger.reverse(*reversal, terms)) == "posted");  // a reversal is an entry too
    CHECK(b.ledger.booked(b.cash) == 100);
    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "already_reversed");
}

TEST_CASE("a refused reversal leaves the entry reversible", "[ledger]") {
    Books b;
    const auto sale = b.sell(1, 100);
    REQUIRE(b.post(1, {{b.cash, -60}, {b.cost, 60}}));
    const ReversalTerms terms{.time = noon(1), .value_date = january(1)};
    const Standing before = standing(b.ledger);
    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "below_floor");
    CHECK(standing(b.ledger) == before);
    REQUIRE(b.sell(1, 60));
    CHECK(outcome(b.ledger.reverse(*sale, terms)) == "posted");
}

TEST_CASE("debits equal credits in each currency of a trial balance", "[ledger]") {
    Books b;
    REQUIRE(b.sell(1, 1'000));
    REQUIRE(b.post(1, {{b.cost, 300}, {b.cash, -300}}));
    REQUIRE(b.post(1, {{b.cash_usd, 70}, {b.sales_usd, -70}, {b.clearing, 5}, {b.deposit, -5}}));
    std::map<CurrencyId, Int128> debit, credit;
    std::vector<std::string> lines;
    for (const TrialBalanceRow& row : b.ledger.trial_balance(b.company)) {
        debit[row.currency] += row.debit_minor;
        credit[row.currency] += row.credit_minor;
        CHECK((row.debit_minor == 0) != (row.credit_minor == 0));
        lines.push_back(b.ledger.spec(row.account).code + " " + std::to_string(row.debit_minor) +
                        " " + std::to_string(row.credit_minor));
    }
    CHECK(lines == std::vector<std::string>{"1002 700 0", "6001 0 1000", "6602 300 0",
                                            "1002.USD 70 0", "6001.USD 0 70"});
    CHECK(debit == credit);
    CHECK(debit.size() == 2);
}

TEST_CASE("an account's code is unique in its book, and an unknown id breaks a contract",
          "[ledger]") {
    Books b;
    CHECK_THROWS_AS(b.open(b.company, "1002", "USD", AccountType::asset), ContractViolation);
    CHECK(b.ledger.account_count() == 7);
    const AccountId same_code = b.open(b.bank, "1002", "CNY", AccountType::asset);
    CHECK(b.ledger.find(b.bank, "1002") == same_code);
    CHECK(b.ledger.find(b.company, "1002") == b.cash);
    CHECK(b.ledger.find(b.company, "9999") == std::nullopt);
    CHECK_THROWS_AS(b.open(BookId{2}, "1002", "USD", AccountType::asset), ContractViolation);
    CHECK_THROWS_AS(b.ledger.booked(AccountId{99}), ContractViolation);
    CHECK_THROWS_AS(b.ledger.set_floor(AccountId{99}, 0), ContractViolation);
    CHECK_THROWS_AS(b.ledger.book_code(BookId{2}), ContractViolation);
    CHECK_THROWS_AS(b.ledger.trial_balance(BookId{2}), ContractViolation);
}

}  // namespace
}  // namespace rmbsim::ledger
