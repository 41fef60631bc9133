// The same books kept the slow way, from the rules alone: lists, no running balances, 128-bit sums.
// The ledger's property tests hold every answer of the ledger against this one's.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/entry.hpp"
#include "ledger/int128.hpp"

namespace rmbsim::ledger {

struct PlainEntry {
    int time = 0, value_day = 0;
    std::vector<Posting> postings = {};
    std::string client_id = {};
    std::optional<std::uint32_t> settles = std::nullopt, reverses = std::nullopt;
};

struct PlainBooks {
    struct Account {
        std::uint32_t group = 0;  // book and currency
        std::int64_t floor = no_floor;
        AccountStatus status = AccountStatus::open;
    };
    struct Held {
        std::uint32_t account = 0;
        std::int64_t minor = 0;
        int expires = 0;
        bool pending = true;
    };
    std::vector<Account> accounts;
    std::vector<PlainEntry> entries;
    std::vector<Held> held;
    int closed_through = -1;

    Int128 closing(std::uint32_t account, int value_day, int known_at) const {
        Int128 sum = 0;
        for (const PlainEntry& e : entries)
            for (const Posting& p : e.postings)
                if (p.account.index == account && e.value_day <= value_day && e.time <= known_at)
                    sum += p.minor;
        return sum;
    }
    Int128 booked(std::uint32_t account) const { return closing(account, INT32_MAX, INT32_MAX); }
    Int128 reserved(std::uint32_t account) const {
        Int128 sum = 0;
        for (const Held& h : held)
            if (h.pending && h.account == account) sum += h.minor;
        return sum;
    }
    std::int64_t available(std::uint32_t account) const {
        const Account& a = accounts[account];
        if (a.floor == no_floor) return INT64_MAX;
        const Int128 room = booked(account) - reserved(account) - a.floor;
        return static_cast<std::int64_t>(std::clamp<Int128>(room, 0, INT64_MAX));
    }

    // The name of the refusal, or "posted"; the entry is kept only then.
    std::string post(const PlainEntry& draft) {
        const auto is = [&](auto&& rule) { return std::ranges::any_of(draft.postings, rule); };
        if (draft.postings.empty()) return "no_postings";
        if (is([&](Posting p) { return p.account.index >= accounts.size(); }))
            return "unknown_account";
        for (const PlainEntry& e : entries)
            if (!draft.client_id.empty() && e.client_id == draft.client_id)
                return same_body(e, draft) ? "posted" : "conflicting_client_id";
        if (draft.value_day <= closed_through) return "value_date_closed";
        const auto status = [&](Posting p) { return accounts[p.account.index].status; };
        if (is([&](Posting p) { return status(p) == AccountStatus::closed; }))
            return "account_closed";
        if (is([&](Posting p) { return status(p) == AccountStatus::frozen && p.minor < 0; }))
            return "account_frozen";
        std::map<std::uint32_t, Int128> by_group, by_account;
        for (const Posting& p : draft.postings) {
            by_group[accounts[p.account.index].group] += p.minor;
            by_account[p.account.index] += p.minor;
        }
        for (const auto& [group, sum] : by_group)
            if (sum != 0) return "unbalanced";
        if (is([](Posting p) { return p.minor == INT64_MIN; })) return "overflow";
        for (const auto& [account, net] : by_account)
            if (!fits_from(account, draft.value_day, net)) return "overflow";
        const bool settles = draft.settles.has_value();
        if (settles && (*draft.settles >= held.size() || !held[*draft.settles].pending))
            return "reservation_not_pending";
        for (const auto& [account, net] : by_account)
            if (net < 0 && is_below(account, net, draft.settles)) return "below_floor";
        if (settles) held[*draft.settles].pending = false;
        entries.push_back(draft);
        return "posted";
    }

  private:
    static bool same_body(const PlainEntry& a, const PlainEntry& b) {
        return a.value_day == b.value_day && a.settles == b.settles &&
               std::ranges::equal(a.postings, b.postings, [](Posting p, Posting q) {
                   return p.account == q.account && p.minor == q.minor;
               });
    }
    bool fits_from(std::uint32_t account, int value_day, Int128 net) const {
        const auto fits = [&](Int128 balance) {
            return balance + net <= INT64_MAX && balance + net >= -INT64_MAX;
        };
        if (!fits(booked(account)) || !fits(closing(account, value_day, INT32_MAX))) return false;
        return std::ranges::all_of(entries, [&](const PlainEntry& e) {
            return e.value_day < value_day || fits(closing(account, e.value_day, INT32_MAX));
        });
    }
    bool is_below(std::uint32_t account, Int128 net, std::optional<std::uint32_t> settles) const {
        const bool own = settles && held[*settles].account == account;
        const Int128 reserve = reserved(account) - (own ? held[*settles].minor : 0);
        const Account& a = accounts[account];
        return a.floor != no_floor && booked(account) + net - reserve < a.floor;
    }
};

}  // namespace rmbsim::ledger
