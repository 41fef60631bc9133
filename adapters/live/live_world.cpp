#include "adapters/live/live_world.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "ledger/account.hpp"
#include "ledger/currency.hpp"
#include "ledger/digest.hpp"
#include "ledger/ledger.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::live {

std::string WorldBehind::rail_meant(const std::string& said) const {
    if (said.empty() && rails_.size() == 1) return rails_.front();
    const auto small = [](std::string text) {
        for (char& c : text)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        return text;
    };
    if (std::ranges::find(rails_, said) != rails_.end()) return said;
    for (const std::string& rail : rails_)
        if (small(rail) == small(said)) return rail;
    return said;
}

std::string WorldBehind::digest() const { return ledger::to_text(world_.books().digest()); }

std::vector<AccountStanding> WorldBehind::balances() const {
    const ledger::Ledger& books = world_.books();
    std::vector<AccountStanding> all;
    for (std::uint32_t i = 0; i < books.account_count(); ++i) {
        const ledger::AccountId account{i};
        const ledger::Money balance = books.balance(account);
        if (balance.minor == 0) continue;
        const ledger::AccountSpec& spec = books.spec(account);
        all.push_back({.book = books.book_code(spec.book),
                       .account = spec.code,
                       .currency = std::string(ledger::code_of(spec.currency)),
                       .amount = ledger::to_text(balance)});
    }
    return all;
}

}  // namespace rmbsim::adapters::live
