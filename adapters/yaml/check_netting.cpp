// What a netting must fulfil before it can settle: accounts, rates, rails, and the law.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/netting/cycle.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/policy/regime.hpp"
#include "sim/scenario.hpp"
#include "sim/world/netting_accounts.hpp"

namespace rmbsim::adapters {
namespace {

using sim::NettingOption;

InputPosition position(const sim::NettingPlace& at) { return {at.file, at.line, at.column}; }

class NettingCheck {
  public:
    NettingCheck(Building& b, const MappingView& view, const sim::NettingSpec& spec)
        : b_(b), s_(b.scenario), view_(view), spec_(spec) {}

    void check() {
        check_owner(spec_.centre, s_.accounts[spec_.centre.front()].owner, view_.at());
        for (const sim::NettingMember& member : spec_.members)
            check_owner(member.accounts, member.entity, position(member.at));
        if (!b_.reading.diagnostics.has_errors()) {
            check_law();
            check_rates();
            check_item_accounts();
            check_own_currencies();
            check_dealing();
            check_cycles();
        }
    }

  private:
    const sim::BankAccount& account(std::uint32_t index) const { return s_.accounts[index]; }
    std::string_view code(ledger::CurrencyId currency) const { return ledger::code_of(currency); }

    void check_owner(const std::vector<std::uint32_t>& accounts, std::uint32_t owner,
                     const InputPosition& at) {
        for (std::size_t i = 0; i < accounts.size(); ++i) {
            const sim::BankAccount& of = account(accounts[i]);
            if (of.owner != owner)
                b_.reading.error(at,
                                 fmt::format("account '{}' belongs to '{}', not to '{}'", of.id,
                                             s_.entities[of.owner].id, s_.entities[owner].id),
                                 "accounts of one company");
            for (std::size_t j = 0; j < i; ++j)
                if (account(accounts[j]).currency == of.currency)
                    b_.reading.error(at,
                                     fmt::format("'{}' and '{}' are both in {}",
                                                 account(accounts[j]).id, of.id, code(of.currency)),
                                     "one account a currency");
        }
    }

    // Netting across the mainland's border needs a regime that knows it (pool-rules §2.4).
    void check_law() {
        if (spec_.option == NettingOption::pairwise) return;
        const sim::Entity& owner = s_.entities[account(spec_.centre.front()).owner];
        const InputPosition& at = view_.node("centre")->at;
        if (!s_.regime) {
            if (owner.jurisdiction == "CN")
                b_.reading.error(at,
                                 fmt::format("'{}' nets in the mainland under no regime", owner.id),
                                 "policy: a regime with the flow net_settlement",
                                 "name one, such as policy: {regime: INT-251}");
            return;
        }
        if (owner.jurisdiction != s_.regime->jurisdiction) return;
        const sim::FlowRule* rule = s_.regime->flow("net_settlement");
        if (rule != nullptr && rule->allowed) return;
        b_.reading.error(
            at,
            fmt::format("regime {} ({}) {} net settlement (轧差净额结算)", s_.regime->id,
                        rule == nullptr ? s_.regime->instrument : rule->citation.instrument,
                        rule == nullptr ? "does not know" : "forbids"),
            "a regime that allows it, or a centre outside the mainland",
            "option: pairwise pays every item by itself");
    }

    void check_rates() {
        const sim::BankAccount& base = account(spec_.centre.front());
        const ledger::Market market =
            spec_.fx == sim::no_index ? base.market : s_.fx_terms[spec_.fx].market;
        std::set<ledger::CurrencyId> told;
        const auto known = [&](ledger::CurrencyId currency, const InputPosition& at) {
            if (currency == base.currency || told.contains(currency)) return;
            if (s_.fx.knows(currency, market) && s_.fx.knows(base.currency, market) &&
                s_.fx.mid(currency, base.currency, market, s_.from))
                return;
            told.insert(currency);
            b_.reading.error(
                at,
                fmt::format("there is no {} rate between {} and {}, the base of "
                            "netting '{}'",
                            ledger::name_of(market), code(currency), code(base.currency), spec_.id),
                fmt::format("both among the columns of market.fx.{}, from {} on",
                            ledger::name_of(market), "the first day"));
        };
        for (const sim::NettingMember& member : spec_.members)
            known(account(member.accounts.front()).currency, position(member.at));
        for (const sim::NettingItem& item : spec_.items) known(item.currency, position(item.at));
    }

    bool settles_per_currency(const sim::NettingMember& member) const {
        return member.gross || (spec_.option != NettingOption::net_in_own_currency &&
                                spec_.option != NettingOption::gross_in_own_currency);
    }

    // Where items settle in their own currency, both ends need an account in it.
    void check_item_accounts() {
        std::set<std::pair<std::uint32_t, ledger::CurrencyId>> told;
        for (const sim::NettingItem& item : spec_.items) {
            for (const std::uint32_t m : {item.debtor, item.creditor}) {
                const sim::NettingMember& member = spec_.members[m];
                if (!settles_per_currency(member)) continue;
                const std::uint32_t found = sim::account_in(s_, member.accounts, item.currency);
                if (found == sim::no_index && told.emplace(m, item.currency).second)
                    b_.reading.error(
                        position(item.at),
                        fmt::format("'{}' has no account in {}, in which item '{}' settles",
                                    s_.entities[member.entity].id, code(item.currency), item.id),
                        "an account in that currency under `accounts` of the member",
                        "or option: net_in_own_currency");
                if (found != sim::no_index) check_way(found, item.currency, position(member.at));
                if (spec_.option != NettingOption::pairwise)
                    check_centre(item.currency, position(item.at));
            }
            if (spec_.option == NettingOption::pairwise) check_pair(item);
        }
    }

    void check_own_currencies() {
        if (spec_.option == NettingOption::pairwise) return;
        for (const sim::NettingMember& member : spec_.members) {
            if (settles_per_currency(member)) continue;
            const std::uint32_t own = member.accounts.front();
            check_centre(account(own).currency, position(member.at));
            check_way(own, account(own).currency, position(member.at));
        }
    }

    void check_centre(ledger::CurrencyId currency, const InputPosition& at) {
        if (sim::account_in(s_, spec_.centre, currency) != sim::no_index) return;
        if (!no_centre_.insert(currency).second) return;
        b_.reading.error(at,
                         fmt::format("the centre of netting '{}' has no account in {}", spec_.id,
                                     code(currency)),
                         "an account in that currency under `centre_accounts`");
    }

    // A transfer between two banks needs a rail.
    void check_way(std::uint32_t theirs, ledger::CurrencyId currency, const InputPosition& at) {
        if (spec_.option == NettingOption::pairwise) return;
        const std::uint32_t ours = sim::account_in(s_, spec_.centre, currency);
        if (ours != sim::no_index) check_rail(theirs, ours, at);
    }

    void check_pair(const sim::NettingItem& item) {
        const std::uint32_t from = sim::account_in(s_, spec_.members[item.debtor].accounts,
                                                   item.currency),
                            to = sim::account_in(s_, spec_.members[item.creditor].accounts,
                                                 item.currency);
        if (from != sim::no_index && to != sim::no_index) check_rail(from, to, position(item.at));
    }

    void check_rail(std::uint32_t from, std::uint32_t to, const InputPosition& at) {
        const ledger::CurrencyId currency = account(from).currency;
        if (account(from).bank == account(to).bank) return;
        if (spec_.rail_of(currency) != sim::no_index) return;
        if (!no_rail_.insert(currency).second) return;
        b_.reading.error(at,
                         fmt::format("'{}' and '{}' are at two banks, and netting '{}' has no "
                                     "rail for {}",
                                     account(from).id, account(to).id, spec_.id, code(currency)),
                         "rail: a rail, or rails: {currency: rail}");
    }

    void check_dealing() {
        const bool own_currency = spec_.option == NettingOption::net_in_own_currency ||
                                  spec_.option == NettingOption::gross_in_own_currency;
        if (own_currency && spec_.centre.size() > 1 && spec_.fx == sim::no_index)
            b_.reading.error(
                view_.at(),
                fmt::format("netting '{}' has currencies to deal and no terms for it", spec_.id),
                "fx: one of `fx_terms`");
        if (spec_.fx != sim::no_index) check_dealer(spec_.centre, spec_.fx, view_.at());
        for (const sim::NettingMember& member : spec_.members)
            if (member.fx != sim::no_index)
                check_dealer(member.accounts, member.fx, position(member.at));
    }

    void check_dealer(const std::vector<std::uint32_t>& accounts, std::uint32_t fx,
                      const InputPosition& at) {
        const sim::FxTerms& terms = s_.fx_terms[fx];
        for (const std::uint32_t of : accounts)
            if (account(of).bank != terms.bank)
                b_.reading.error(at,
                                 fmt::format("'{}' deals at bank '{}', and account '{}' is at '{}'",
                                             terms.id, s_.banks[terms.bank].id, account(of).id,
                                             s_.banks[account(of).bank].id),
                                 "the accounts that are exchanged at the bank that deals");
    }

    void check_cycles() {
        if (spec_.option == NettingOption::pairwise || !b_.has_period()) return;
        std::vector<const sim::Calendar*> calendars;
        for (const std::uint32_t calendar : spec_.calendars)
            calendars.push_back(&s_.calendars[calendar]);
        if (calendars.empty())
            b_.reading.error(view_.node("calendars")->at, "the netting has no calendar",
                             "at least one, such as [CN, HK]");
        else if (sim::cycles(spec_.cycle, calendars, s_.from, *b_.period_end).empty())
            b_.reading.warning(view_.at(),
                               fmt::format("no cycle of netting '{}' begins and settles within "
                                           "the period",
                                           spec_.id));
    }

    Building& b_;
    const sim::Scenario& s_;
    const MappingView& view_;
    const sim::NettingSpec& spec_;
    std::set<ledger::CurrencyId> no_centre_, no_rail_;
};

}  // namespace

void check_netting(Building& b, const MappingView& view, const sim::NettingSpec& spec) {
    NettingCheck(b, view, spec).check();
}

}  // namespace rmbsim::adapters
