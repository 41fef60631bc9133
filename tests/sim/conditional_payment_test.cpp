// Conditional payments 智能合约 and payments without a network. Settlement rules §6.3 and §15.
#include "sim/ecny/conditional_payment.hpp"

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "sim/ecny/offline_payment.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

constexpr std::uint32_t listed_payee = 1, other_payee = 2;
constexpr SimTimeMs contract_ends = 1'000;

ContractTerms escrow_terms() {
    return {.payees = {listed_payee},
            .purpose = "goods",
            .expires_at = contract_ends,
            .needs_proof = true};
}

// Deposited, proven, released, refunded.
ContractMoney contract_money(std::int64_t in, std::int64_t proven, std::int64_t out,
                             std::int64_t back) {
    return {.deposited_minor = in,
            .proven_minor = proven,
            .released_minor = out,
            .refunded_minor = back};
}

}  // namespace

TEST_CASE(
    "an escrow releases what is proven, to a payee it names, for its purpose, before it expires",
    "[ecny][escrow]") {
    using K = ContractStep::Kind;
    struct Row {
        const char* name;
        ContractMoney before;
        ContractStep step;
        std::string_view refused;  // empty: `then` holds
        ContractMoney then;
    };
    // clang-format off
    const std::vector<Row> rows = {
        // case                                  before                          step: kind, at, amount, payee, purpose        refused             after
        {"a deposit",                     contract_money(0, 0, 0, 0),          {K::deposit, 999, 300'00, 0, ""},            "",                 contract_money(300'00, 0, 0, 0)},
        {"another deposit",               contract_money(300'00, 0, 0, 0),     {K::deposit, 999,   1'00, 0, ""},            "",                 contract_money(301'00, 0, 0, 0)},
        {"a deposit as it expires",       contract_money(300'00, 0, 0, 0),     {K::deposit, 1'000, 1'00, 0, ""},            "contract_expired", {}},
        {"proof of all",                  contract_money(300'00, 0, 0, 0),     {K::deliver, 500, 300'00, 0, ""},            "",                 contract_money(300'00, 300'00, 0, 0)},
        {"proof of one fen too much",     contract_money(300'00, 0, 0, 0),     {K::deliver, 500, 300'01, 0, ""},            "more_than_held",   {}},
        {"proof of what was refunded",    contract_money(300'00, 0, 0, 100'00), {K::deliver, 500, 200'01, 0, ""},           "more_than_held",   {}},
        {"release of what is proven",     contract_money(300'00, 200'00, 0, 0), {K::release, 500, 200'00, listed_payee, "goods"}, "",                 contract_money(300'00, 200'00, 200'00, 0)},
        {"one fen more than is proven",   contract_money(300'00, 200'00, 0, 0), {K::release, 500, 200'01, listed_payee, "goods"}, "not_delivered",    {}},
        {"release without proof",         contract_money(300'00, 0, 0, 0),     {K::release, 500,   0'01, listed_payee, "goods"},  "not_delivered",    {}},
        {"release twice",                 contract_money(300'00, 200'00, 200'00, 0), {K::release, 500, 0'01, listed_payee, "goods"}, "not_delivered", {}},
        {"a payee that is not listed",    contract_money(300'00, 300'00, 0, 0), {K::release, 500, 1'00, other_payee, "goods"}, "payee_not_listed", {}},
        {"another purpose",               contract_money(300'00, 300'00, 0, 0), {K::release, 500, 1'00, listed_payee, "rent"},    "other_purpose",    {}},
        {"a release as it expires",       contract_money(300'00, 300'00, 0, 0), {K::release, 1'000, 1'00, listed_payee, "goods"}, "contract_expired", {}},
        {"expiry is named first",         contract_money(300'00, 0, 0, 0),     {K::release, 1'000, 1'00, other_payee, "rent"}, "contract_expired", {}},
        {"refund of what is not proven",  contract_money(300'00, 200'00, 0, 0), {K::refund, 500, 100'00, 0, ""},            "",                 contract_money(300'00, 200'00, 0, 100'00)},
        {"refund of what is delivered",   contract_money(300'00, 200'00, 0, 0), {K::refund, 500, 100'01, 0, ""},            "delivered",        {}},
        {"refund of more than is held",   contract_money(300'00, 200'00, 200'00, 0), {K::refund, 500, 100'01, 0, ""},       "more_than_held",   {}},
        {"before its time nothing ends",  contract_money(300'00, 0, 0, 0),     {K::expire, 999, 0, 0, ""},                  "nothing_expired",  {}},
        {"at expiry all goes back",       contract_money(300'00, 200'00, 150'00, 50'00), {K::expire, 1'000, 0, 0, ""},      "",                 contract_money(300'00, 200'00, 150'00, 150'00)},
        {"at expiry of an empty one",     contract_money(0, 0, 0, 0),          {K::expire, 1'000, 0, 0, ""},                "",                 contract_money(0, 0, 0, 0)},
    };
    // clang-format on
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const auto found = after(escrow_terms(), row.before, row.step);
        CHECK((found ? std::string_view{} : name_of(found.error())) == row.refused);
        if (found && row.refused.empty()) CHECK(*found == row.then);
    }
}

TEST_CASE("a red packet and a subsidy ask for no proof", "[ecny][subsidy]") {
    using K = ContractStep::Kind;
    // A red packet of 8.88 for `listed_payee`, for anything.
    const ContractTerms packet{
        .payees = {listed_payee}, .purpose = {}, .expires_at = contract_ends, .needs_proof = false};
    const auto taken =
        after(packet, contract_money(8'88, 0, 0, 0), {K::release, 10, 8'88, listed_payee, "lunch"});
    REQUIRE(taken.has_value());
    CHECK(taken->held_minor() == 0);
    const auto again = after(packet, *taken, {K::release, 11, 1, listed_payee, "lunch"});
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error() == ContractRefusal::more_than_held);
    // What nobody took goes back, as if it had never been sent.
    const auto back =
        after(packet, contract_money(8'88, 0, 0, 0), {K::expire, contract_ends, 0, 0, ""});
    REQUIRE(back.has_value());
    CHECK(back->refunded_minor == 8'88);
    // It may be taken back before, too.
    CHECK(after(packet, contract_money(8'88, 0, 0, 0), {K::refund, 10, 8'88, 0, ""}).has_value());
}

TEST_CASE("the state of a contract follows from its money", "[ecny][escrow]") {
    struct Row {
        ContractMoney money;
        std::string_view state;
    };
    const std::vector<Row> rows = {
        {contract_money(0, 0, 0, 0), "empty"},
        {contract_money(300'00, 0, 0, 0), "funded"},
        {contract_money(300'00, 1'00, 0, 0), "delivered"},
        {contract_money(300'00, 300'00, 300'00, 0), "released"},
        {contract_money(300'00, 200'00, 200'00, 100'00), "released"},
        {contract_money(300'00, 0, 0, 300'00), "refunded"},
    };
    for (const Row& row : rows) CHECK(name_of(state_of(row.money)) == row.state);
}

TEST_CASE("an offline payment settles at its first upload, and its payer cannot spend it before",
          "[ecny][offline]") {
    constexpr std::uint32_t payer = 7, other = 8;
    OfflinePayments offline;
    offline.take(0, payer, 20'00);
    offline.take(1, payer, 5'00);
    offline.take(2, other, 3'00);
    CHECK(offline.held_minor(payer) == 25'00);
    CHECK(offline.upload(0) == 20'00);  // the payee's device came first …
    CHECK(offline.upload(0) == 0);      // … the payer's brings the same payment
    CHECK(offline.held_minor(payer) == 5'00);
    CHECK(offline.held_minor(other) == 3'00);
    CHECK(offline.is_taken(2));
    CHECK_FALSE(offline.is_taken(3));
}
