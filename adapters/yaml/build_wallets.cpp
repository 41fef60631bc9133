// Digital yuan wallets: each becomes an account of its own kind beside what its tier says.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/read_wallet_tiers.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "sim/ecny/wallet_limit.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/ecny/wallet_spec.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

class WalletReading {
  public:
    WalletReading(Building& b, const MappingView& view, const IdIndex& tiers)
        : b_(b), view_(view), tiers_(tiers) {}

    void read() {
        read_place();
        const std::uint32_t tier = tiers_.resolve(view_.node("tier"), b_.reading);
        if (view_.has("account")) read_bank_account();
        if (tier != sim::no_index) {
            spec_.tier = tier;
            spec_.limits = b_.scenario.ecny.rules.tiers[tier].limits;
        }
        if (const auto own = view_.child("limits")) read_own_limits(*own);
        spec_.is_merchant = view_.boolean("merchant").value_or(false);
        if (tier != sim::no_index) {
            read_interest();
            check_opening();
        }
        spec_.account = static_cast<std::uint32_t>(b_.scenario.accounts.size());
        b_.scenario.accounts.push_back(std::move(account_));
        b_.account_currencies.emplace_back(yuan_);
        b_.scenario.ecny.wallets.push_back(std::move(spec_));
    }

  private:
    void read_place() {
        account_.id = view_.text("id");
        account_.at = view_.at();
        account_.kind = sim::AccountKind::wallet;
        account_.currency = yuan_;
        account_.market = ledger::Market::onshore;
        account_.owner = b_.entities.resolve(view_.node("holder"), b_.reading);
        account_.bank = b_.banks.resolve(view_.node("operator"), b_.reading);
        account_.opening_minor = view_.minor("opening", yuan_).value_or(0);
        if (account_.bank != sim::no_index && b_.scenario.banks[account_.bank].jurisdiction != "CN")
            b_.reading.error(
                view_.node("operator")->at,
                fmt::format("bank '{}' is not on the mainland", view_.text("operator")),
                "a bank with jurisdiction: CN");
        if (b_.accounts.find(account_.id) != sim::no_index)
            b_.reading.error(view_.node("id")->at,
                             fmt::format("'{}' is the name of a bank account", account_.id),
                             "another name: balances are asked for by it");
    }

    void read_bank_account() {
        const std::uint32_t found = b_.accounts.resolve(view_.node("account"), b_.reading);
        if (found == sim::no_index) return;
        const sim::BankAccount& account = b_.scenario.accounts[found];
        spec_.bank_account = found;
        const InputPosition& at = view_.node("account")->at;
        if (account.owner != account_.owner)
            b_.reading.error(at, fmt::format("account '{}' is another holder's", account.id),
                             fmt::format("an account of '{}'", view_.text("holder")));
        if (account.currency != yuan_ || account.market != ledger::Market::onshore)
            b_.reading.error(at, fmt::format("account '{}' is not in onshore yuan", account.id),
                             "an account in CNY at a mainland bank");
    }

    void read_own_limits(const MappingView& own) {
        static constexpr std::array<std::string_view, 5> kinds = {"item", "day", "year", "balance",
                                                                  "offline"};
        for (std::size_t kind = 0; kind < kinds.size(); ++kind) {
            const auto most = own.minor(kinds[kind], yuan_);
            if (!most) continue;
            if (*most < 0)
                b_.reading.error(own.node(kinds[kind])->at, "a limit below zero",
                                 "an amount from 0 on");
            spec_.limits.push_back({.in_force = {},
                                    .per = static_cast<sim::WalletLimitPer>(kind),
                                    .most_minor = *most,
                                    .document = "agreement of wallet " + account_.id});
        }
    }

    bool has_cap() const {
        return std::ranges::any_of(spec_.limits, [](const sim::WalletLimit& limit) {
            return limit.per == sim::WalletLimitPer::balance;
        });
    }

    void read_interest() {
        if (!view_.has("interest")) return;
        spec_.interest = b_.terms.resolve(view_.node("interest"), b_.reading);
        expect_wallet_schedule();
        const sim::WalletTier& tier = b_.scenario.ecny.rules.tiers[spec_.tier];
        const bool ever_earns =
            std::ranges::any_of(tier.interest, [](const auto& rule) { return rule.earns; });
        if (!ever_earns)
            b_.reading.error(view_.node("interest")->at,
                             fmt::format("wallets of {} earn no interest", tier.id),
                             "it left out, or a wallet of a verified name");
        if (ever_earns && has_cap() && spec_.bank_account == sim::no_index)
            b_.reading.error(view_.at(),
                             "interest may not lift this wallet over its cap, and it has no bank "
                             "account",
                             "`account`, which takes what the cap keeps out");
    }

    // The terms give the rate; when it is settled is the rule's.
    void expect_wallet_schedule() {
        if (spec_.interest == sim::no_index) return;
        const sim::InterestTerms& terms = b_.scenario.interest_terms[spec_.interest];
        const std::uint8_t day = b_.scenario.ecny.rules.interest_day;
        if (terms.schedule.every != sim::SettlementSchedule::Every::quarter ||
            terms.schedule.day != day)
            b_.reading.error(view_.node("interest")->at,
                             fmt::format("terms '{}' are settled at other times", terms.id),
                             fmt::format("settle: {{every: quarter, day: {}}}", day));
    }

    void check_opening() {
        if (account_.opening_minor < 0)
            b_.reading.error(view_.node("opening")->at, "a wallet is never below zero",
                             "an amount from 0 on");
        const sim::WalletLimit* cap =
            sim::tightest(spec_.limits, sim::WalletLimitPer::balance, b_.scenario.from);
        if (cap != nullptr && account_.opening_minor > cap->most_minor)
            b_.reading.error(view_.node("opening")->at,
                             fmt::format("wallet '{}' opens above its cap", account_.id),
                             fmt::format("no more than {}", ledger::to_text(cap->most_minor, 2)));
    }

    Building& b_;
    const MappingView& view_;
    const IdIndex& tiers_;
    ledger::CurrencyId yuan_ = ledger::currency("CNY");
    sim::WalletSpec spec_;
    sim::BankAccount account_;
};

// What the file describes begins on a day; before it wallets were something else.
void check_begins(Building& b, const MappingView& first) {
    const sim::WalletRules& rules = b.scenario.ecny.rules;
    if (!b.has_period() || rules.digital_deposit.holds(b.scenario.from)) return;
    b.reading.error(first.at(),
                    fmt::format("the period begins on {}, and wallets are deposits from {} on",
                                to_text(b.scenario.from), to_text(rules.digital_deposit.from)),
                    fmt::format("a period from {} on", to_text(rules.digital_deposit.from)),
                    rules.document);
}

}  // namespace

void build_wallets(Building& b) {
    const auto views = b.root.children("wallets");
    if (views.empty()) return;
    const auto file = b.options.library / "reference" / "ecny_tiers.yaml";
    auto rules = read_wallet_tiers(file, b.reading.named_at(views.front().at()), b.reading);
    if (!rules) return;
    sim::EcnySpec& ecny = b.scenario.ecny;
    ecny.rules = std::move(*rules);
    ecny.zone = b.clocks.zone_named(ecny.rules.zone, views.front().at());
    check_begins(b, views.front());
    IdIndex tiers{"wallet tier"};
    std::vector<Node> names(ecny.rules.tiers.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        names[i].kind = NodeKind::scalar;
        names[i].text = ecny.rules.tiers[i].id;
        tiers.add(&names[i], b.reading);
    }
    for (const MappingView& view : views) {
        b.wallets.add(view.node("id"), b.reading);
        WalletReading(b, view, tiers).read();
    }
}

}  // namespace rmbsim::adapters
