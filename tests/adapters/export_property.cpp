// Whatever codes a scenario gives its accounts, the tools get names that they take and can tell apart.
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

#include "adapters/exports/account_names.hpp"
#include "ledger/chart.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters {
namespace {

// Few characters, so that names meet often; among them those that mean something to a tool.
rc::Gen<std::string> any_code() {
    return rc::gen::map(
        rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(std::vector<std::string>{
            "a", "A", "1", "2", "-", ".", " ", ":", ";", "[", "\u5e10", "\u3000", "\xff"})),
        [](const std::vector<std::string>& pieces) {
            std::string code;
            for (const std::string& piece : pieces) code += piece;
            return code;
        });
}

sim::Directory any_directory() {
    sim::Directory directory;
    const auto books = *rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(any_code()));
    for (const std::string& code : books) directory.books.emplace_back().code = code;
    for (const auto& code : *rc::gen::container<std::vector<std::string>>(any_code())) {
        sim::AccountRow& account = directory.accounts.emplace_back();
        account.spec.book = {*rc::gen::inRange<std::uint32_t>(
            0, static_cast<std::uint32_t>(directory.books.size()))};
        account.spec.code = *rc::gen::element(std::string("1002."), std::string()) + code;
        account.line = ledger::ChartLine::bank_deposit;
    }
    return directory;
}

bool are_different(const std::vector<std::string>& names) {
    return std::set(names.begin(), names.end()).size() == names.size();
}

std::vector<std::string> parts_of(const std::string& name) {
    std::vector<std::string> parts{""};
    for (const char c : name) {
        if (c == ':')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

bool is_taken_by_ledger(const std::string& name) {
    return parts_of(name).size() == 3 && name.find("  ") == std::string::npos &&
           name.find_first_of(";[](){}=@*!\t\n\"") == std::string::npos && !name.starts_with(' ') &&
           !name.ends_with(' ');
}

bool is_taken_by_beancount(const std::string& name) {
    constexpr std::string_view capitals_and_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz-";
    const auto parts = parts_of(name);
    if (parts.size() != 3) return false;
    for (const std::string& part : parts) {
        if (part.empty() || !capitals_and_digits.contains(part.front())) return false;
        for (const char c : part)
            if (!capitals_and_digits.contains(c) && !letters.contains(c)) return false;
    }
    return true;
}

}  // namespace

TEST_CASE("any two accounts have different exported names, which the tools take",
          "[exports][property]") {
    CHECK(rc::check([] {
        const sim::Directory directory = any_directory();
        const auto plain_text = exports::plain_text_names(directory);
        const auto beancount = exports::beancount_names(directory);
        RC_ASSERT(are_different(plain_text));
        RC_ASSERT(are_different(beancount));
        for (const std::string& name : plain_text) RC_ASSERT(is_taken_by_ledger(name));
        for (const std::string& name : beancount) RC_ASSERT(is_taken_by_beancount(name));
    }));
}

}  // namespace rmbsim::adapters
