// What is always true of wallets, contracts and offline payments, for any limits and any order of steps.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "ledger/time.hpp"
#include "sim/ecny/conditional_payment.hpp"
#include "sim/ecny/offline_payment.hpp"
#include "sim/ecny/paid_window.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"

using namespace rmbsim;
using namespace rmbsim::sim;

namespace {

std::int64_t wallet_draw(std::int64_t low, std::int64_t high) {
    return *rc::gen::inRange<std::int64_t>(low, high);
}

// Some kinds, some of them twice, some ending: amounts small enough that they bind.
std::vector<WalletLimit> any_wallet_limits() {
    std::vector<WalletLimit> limits;
    for (std::int64_t i = wallet_draw(0, 8); i > 0; --i) {
        const ledger::ValueDate from =
            ledger::date_of(20'000 + static_cast<int>(wallet_draw(0, 20)));
        WalletLimit limit{.in_force = {.from = from, .until = {}},
                          .per = static_cast<WalletLimitPer>(wallet_draw(0, 5)),
                          .most_minor = wallet_draw(0, 4'000),
                          .document = {}};
        if (wallet_draw(0, 3) == 0)
            limit.in_force.until = from + std::chrono::days{wallet_draw(0, 30)};
        limits.push_back(limit);
    }
    return limits;
}

std::int64_t lowest_limit(const std::vector<WalletLimit>& limits, WalletLimitPer per,
                          ledger::ValueDate on) {
    std::int64_t most = INT64_MAX;
    for (const WalletLimit& limit : limits)
        if (limit.per == per && limit.in_force.holds(on)) most = std::min(most, limit.most_minor);
    return most;
}

}  // namespace

TEST_CASE("no wallet rises above its cap, and none pays above its limits", "[ecny][property]") {
    rc::prop("for any limits, days and amounts", [] {
        const std::vector<WalletLimit> limits = any_wallet_limits();
        std::int64_t balance = 0;
        PaidWindow window;
        std::map<std::int32_t, std::int64_t> paid_on;  // counted apart, by day
        ledger::ValueDate on = ledger::date_of(20'000);
        for (std::int64_t step = wallet_draw(0, 60); step > 0; --step) {
            on += std::chrono::days{wallet_draw(0, 3) == 0 ? wallet_draw(0, 40) : 0};
            const std::int64_t minor = wallet_draw(1, 2'000);
            if (wallet_draw(0, 2) == 0) {
                if (!may_receive(limits, balance, on, minor).passes()) continue;
                balance += minor;
                RC_ASSERT(balance <= lowest_limit(limits, WalletLimitPer::balance, on));
                continue;
            }
            const WalletUse use{.balance_minor = balance,
                                .day_minor = window.of_day(on),
                                .year_minor = window.of_year(on)};
            const WalletVerdict verdict = may_pay(limits, use, on, minor);
            if (!verdict.passes()) {
                // What it says would have passed does pass, and a fen more does not.
                if (verdict.headroom_minor > 0 && verdict.reason != WalletRefusal::over_item_limit)
                    RC_ASSERT(may_pay(limits, use, on, verdict.headroom_minor + 1).reason !=
                              WalletRefusal::none);
                continue;
            }
            window.add(on, minor);
            balance -= minor;
            paid_on[ledger::day_number(on)] += minor;
            std::int64_t of_year = 0;
            for (const auto& [day, paid] : paid_on)
                if (std::chrono::year_month_day{ledger::date_of(day)}.year() ==
                    std::chrono::year_month_day{on}.year())
                    of_year += paid;
            RC_ASSERT(balance >= 0);
            RC_ASSERT(minor <= lowest_limit(limits, WalletLimitPer::item, on));
            RC_ASSERT(paid_on[ledger::day_number(on)] <=
                      lowest_limit(limits, WalletLimitPer::day, on));
            RC_ASSERT(of_year <= lowest_limit(limits, WalletLimitPer::year, on));
        }
    });
}

TEST_CASE("what a contract holds is deposits less releases less refunds at any time",
          "[ecny][property]") {
    rc::prop("for any terms and any order of steps", [] {
        const ContractTerms terms{.payees = {1, 2},
                                  .purpose = wallet_draw(0, 2) == 0 ? "" : "goods",
                                  .expires_at = wallet_draw(0, 60),
                                  .needs_proof = wallet_draw(0, 2) == 0};
        ContractMoney money;
        std::int64_t in = 0, out = 0, back = 0;  // counted apart
        SimTimeMs now = 0;
        for (std::int64_t nth = wallet_draw(0, 40); nth > 0; --nth) {
            now += wallet_draw(0, 4);
            using Kind = ContractStep::Kind;
            const auto kind = static_cast<Kind>(wallet_draw(0, 5));
            const std::int64_t minor = wallet_draw(1, 300);
            const auto then = after(terms, money,
                                    {.kind = kind,
                                     .at = now,
                                     .minor = minor,
                                     .payee = static_cast<std::uint32_t>(wallet_draw(1, 4)),
                                     .purpose = wallet_draw(0, 3) == 0 ? "rent" : "goods"});
            if (!then) {
                const bool by_money = then.error() == ContractRefusal::not_delivered ||
                                      then.error() == ContractRefusal::delivered ||
                                      then.error() == ContractRefusal::more_than_held;
                // What it says would have passed was less.
                if (by_money) RC_ASSERT(headroom(terms, money, kind) < minor);
                continue;
            }
            if (kind != Kind::expire) RC_ASSERT(minor <= headroom(terms, money, kind));
            if (kind == Kind::deposit) in += minor;
            if (kind == Kind::release) out += minor;
            if (kind == Kind::refund) back += minor;
            if (kind == Kind::expire) back += money.held_minor();
            money = *then;
            RC_ASSERT(money.held_minor() == in - out - back);
            RC_ASSERT(money.held_minor() >= 0);
            RC_ASSERT(money.released_minor == out);
            if (terms.needs_proof) RC_ASSERT(out <= money.proven_minor);
            RC_ASSERT(money.proven_minor <= money.deposited_minor);
            if (kind == Kind::expire) RC_ASSERT(money.held_minor() == 0);
        }
    });
}

TEST_CASE("an offline payment settles once, however often and in whatever order it is uploaded",
          "[ecny][property]") {
    rc::prop("taken is settled and held", [] {
        OfflinePayments offline;
        std::vector<std::int64_t> amounts;
        std::vector<int> settled;
        std::int64_t held = 0;
        for (std::int64_t nth = wallet_draw(0, 60); nth > 0; --nth) {
            if (amounts.empty() || wallet_draw(0, 3) == 0) {
                const auto payment = static_cast<std::uint32_t>(amounts.size());
                amounts.push_back(wallet_draw(1, 1'000));
                settled.push_back(0);
                offline.take(payment, payment % 3, amounts.back());
                held += amounts.back();
            } else {
                const auto payment = static_cast<std::uint32_t>(
                    wallet_draw(0, static_cast<std::int64_t>(amounts.size())));
                const std::int64_t moved = offline.upload(payment);
                if (moved != 0) {
                    RC_ASSERT(moved == amounts[payment]);
                    ++settled[payment];
                }
                held -= moved;
                RC_ASSERT(settled[payment] == 1);
            }
            RC_ASSERT(offline.held_minor(0) + offline.held_minor(1) + offline.held_minor(2) ==
                      held);
        }
    });
}
