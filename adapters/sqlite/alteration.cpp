#include "adapters/sqlite/alteration.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/digest_text.hpp"
#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/int128.hpp"
#include "ledger/journal.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

using ledger::EntryRow;
using ledger::PostingRow;

constexpr std::uint32_t small_number = 1u << 18;
constexpr std::int32_t days_near = 4000;
constexpr std::int64_t seconds_near = 172'800;

class Search {
  public:
    Search(const SealedEntry& entry, std::uint64_t seal, const ledger::Chains& before,
           const sim::Directory& directory)
        : entry_(entry), seal_(seal), before_(before), directory_(directory), trial_(entry) {}

    std::optional<Alteration> run() {
        const bool found =
            amounts() || accounts() || rules() || dates() || single_bytes() || numbers() || times();
        if (!found) return std::nullopt;
        return Alteration{.what = what_, .original = trial_};
    }

  private:
    bool fits() {
        books_.clear();
        for (const PostingRow& posting : trial_.postings) {
            if (posting.account.index >= directory_.accounts.size()) return false;
            books_.push_back(directory_.accounts[posting.account.index].spec.book);
        }
        chains_ = before_;
        return chains_.extend(trial_.row, trial_.postings, books_) == seal_;
    }

    // Sets `place`, a part of the trial, to `value`; puts it back when the seal does not fit.
    template <class T>
    bool fits_with(T& place, T value) {
        const T stood = place;
        if (value == stood) return false;
        place = value;
        if (fits()) return true;
        place = stood;
        return false;
    }

    bool told(std::string what) {
        what_ = std::move(what);
        return true;
    }
    bool told_amount(std::size_t i) {
        const auto& now = entry_.postings[i];
        const auto& spec = directory_.accounts[now.account.index].spec;
        return told(fmt::format("posting {} was changed: its amount is {}, sealed was {}", i + 1,
                                amount_text(now.minor, spec),
                                amount_text(trial_.postings[i].minor, spec)));
    }
    bool told_account(std::size_t i) {
        return told(fmt::format("posting {} was changed: its account is {}, sealed was {}", i + 1,
                                account_text(directory_, entry_.postings[i].account),
                                account_text(directory_, trial_.postings[i].account)));
    }
    bool told_row() {
        const EntryRow &now = entry_.row, &was = trial_.row;
        if (now.time_ms != was.time_ms)
            return told(fmt::format("its time was changed: it is {}, sealed was {}",
                                    time_text(now.time_ms), time_text(was.time_ms)));
        if (now.value_day != was.value_day)
            return told(fmt::format("its value date was changed: it is {}, sealed was {}",
                                    date_text(now.value_day), date_text(was.value_day)));
        if (now.rule != was.rule)
            return told(fmt::format("its rule was changed: it is {}, sealed was {}",
                                    rule_name(now.rule), rule_name(was.rule)));
        const auto number = [&](const char* name, std::uint32_t stands, std::uint32_t sealed) {
            return told(fmt::format("its {} was changed: it is {}, sealed was {}", name,
                                    or_none(stands), or_none(sealed)));
        };
        if (now.kind != was.kind) return number("kind of cause", now.kind, was.kind);
        if (now.origin != was.origin) return number("origin", now.origin, was.origin);
        if (now.nth != was.nth) return number("count of its origin (nth)", now.nth, was.nth);
        if (now.subject != was.subject) return number("subject", now.subject, was.subject);
        if (now.reverses != was.reverses)
            return number("reversed entry", now.reverses, was.reverses);
        return number("settled reservation", now.settles, was.settles);
    }
    std::string rule_name(std::uint32_t rule) const {
        return rule < directory_.rules.size() ? directory_.rules[rule].code
                                              : fmt::format("rule {}", rule);
    }
    static std::string or_none(std::uint32_t number) {
        return number == ledger::none ? "none" : fmt::format("{}", number);
    }

    bool amounts() {
        for (std::size_t i = 0; i < trial_.postings.size(); ++i) {
            const auto& spec = directory_.accounts[trial_.postings[i].account.index].spec;
            ledger::Int128 off = 0;
            for (const PostingRow& p : trial_.postings) {
                const auto& other = directory_.accounts[p.account.index].spec;
                if (other.book == spec.book && other.currency == spec.currency) off += p.minor;
            }
            const ledger::Int128 was = trial_.postings[i].minor - off;
            if (was < INT64_MIN || was > INT64_MAX) continue;
            if (fits_with(trial_.postings[i].minor, static_cast<std::int64_t>(was)))
                return told_amount(i);
        }
        return false;
    }
    bool accounts() {
        for (std::size_t i = 0; i < trial_.postings.size(); ++i)
            for (std::uint32_t account = 0; account < directory_.accounts.size(); ++account)
                if (fits_with(trial_.postings[i].account, ledger::AccountId{account}))
                    return told_account(i);
        return false;
    }
    bool rules() {
        for (std::uint32_t rule = 0; rule < directory_.rules.size(); ++rule)
            if (fits_with(trial_.row.rule, rule)) return told_row();
        for (std::uint16_t kind = 0; kind < 256; ++kind)
            if (fits_with(trial_.row.kind, kind)) return told_row();
        return false;
    }
    bool dates() {
        const std::int64_t day = trial_.row.value_day;
        for (std::int64_t i = day - days_near; i <= day + days_near; ++i)
            if (i >= INT32_MIN && i <= INT32_MAX &&
                fits_with(trial_.row.value_day, static_cast<std::int32_t>(i)))
                return told_row();
        return fits_with(trial_.row.reverses, ledger::none)
                   ? told_row()
                   : fits_with(trial_.row.settles, ledger::none) && told_row();
    }
    bool times() {
        for (std::int64_t s = -seconds_near; s <= seconds_near; ++s) {
            std::int64_t moved = 0;
            if (__builtin_add_overflow(trial_.row.time_ms, s * 1000, &moved)) continue;
            if (fits_with(trial_.row.time_ms, moved)) return told_row();
        }
        return false;
    }
    bool numbers() {
        for (std::uint32_t* place :
             {&trial_.row.subject, &trial_.row.nth, &trial_.row.origin, &trial_.row.reverses})
            for (std::uint32_t i = 0; i < small_number; ++i)
                if (fits_with(*place, i)) return told_row();
        return false;
    }

    // Every byte of the rows but the count of postings and the postings' entry, to each other value.
    bool single_bytes() {
        for (std::size_t at = 0; at < sizeof(EntryRow); ++at) {
            const std::size_t count_at = offsetof(EntryRow, posting_count);
            if (at == count_at || at == count_at + 1) continue;
            if (byte_fits(trial_.row, at)) return told_row();
        }
        for (std::size_t i = 0; i < trial_.postings.size(); ++i) {
            for (std::size_t at = 0; at < sizeof(std::uint32_t); ++at)
                if (byte_fits(trial_.postings[i].account, at)) return told_account(i);
            for (std::size_t at = 0; at < sizeof(std::int64_t); ++at)
                if (byte_fits(trial_.postings[i].minor, at)) return told_amount(i);
        }
        return false;
    }
    template <class T>
    bool byte_fits(T& place, std::size_t at) {
        std::array<unsigned char, sizeof(T)> bytes{};
        std::memcpy(bytes.data(), &place, sizeof(T));
        for (unsigned change = 1; change < 256; ++change) {
            std::array<unsigned char, sizeof(T)> changed = bytes;
            changed[at] = static_cast<unsigned char>(bytes[at] ^ change);
            T value;
            std::memcpy(&value, changed.data(), sizeof(T));
            if (fits_with(place, value)) return true;
        }
        return false;
    }

    const SealedEntry& entry_;
    std::uint64_t seal_;
    const ledger::Chains& before_;
    const sim::Directory& directory_;
    SealedEntry trial_;
    ledger::Chains chains_;
    std::vector<ledger::BookId> books_;
    std::string what_;
};

}  // namespace

std::optional<Alteration> find_alteration(const SealedEntry& entry, std::uint64_t stored_seal,
                                          const ledger::Chains& before,
                                          const sim::Directory& directory) {
    return Search(entry, stored_seal, before, directory).run();
}

std::string amount_text(std::int64_t minor, const ledger::AccountSpec& spec) {
    return fmt::format("{} {}", ledger::to_text(minor, ledger::decimals_of(spec.currency)),
                       ledger::display_code(spec.currency, spec.market));
}

std::string account_text(const sim::Directory& directory, ledger::AccountId account) {
    if (account.index >= directory.accounts.size())
        return fmt::format("account {}, which does not exist", account.index);
    const ledger::AccountSpec& spec = directory.accounts[account.index].spec;
    return fmt::format("{} {}", directory.books[spec.book.index].code, spec.code);
}

}  // namespace rmbsim::adapters::sqlite
