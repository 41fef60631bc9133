#include "adapters/exports/export.hpp"

#include <cstdint>
#include <fstream>
#include <ios>
#include <iterator>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/exports/account_names.hpp"
#include "adapters/exports/text.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "tests/adapters/export_books.hpp"

namespace rmbsim::adapters {
namespace {

constexpr ExportFormat formats[] = {ExportFormat::csv, ExportFormat::json, ExportFormat::ledger,
                                    ExportFormat::hledger, ExportFormat::beancount};

std::string golden_path(ExportFormat format) {
    return RMBSIM_SOURCE_DIR "/tests/adapters/export_golden/awkward." +
           std::string(name_of(format));
}

std::string content(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

sim::Directory directory_with(std::vector<std::string> book_codes,
                              const std::vector<std::pair<std::uint32_t, std::string>>& accounts) {
    sim::Directory directory;
    for (std::string& code : book_codes) directory.books.emplace_back().code = std::move(code);
    for (auto& [book, code] : accounts) {
        sim::AccountRow row;
        row.spec.book = {book};
        row.spec.currency = ledger::currency("CNY");
        row.spec.code = code;
        row.line = ledger::ChartLine::bank_deposit;
        directory.accounts.push_back(row);
    }
    return directory;
}

}  // namespace

// The golden files are themselves read by ledger, hledger and beancount in tests/e2e/export_test.py.
TEST_CASE("an export is the same text, byte for byte, in every format", "[exports]") {
    for (const ExportFormat format : formats) {
        CAPTURE(name_of(format));
        CHECK(exported(awkward_books(), format) == content(golden_path(format)));
    }
}

TEST_CASE("writes the golden exports anew", "[.write-golden]") {
    for (const ExportFormat format : formats)
        std::ofstream(golden_path(format), std::ios::binary) << exported(awkward_books(), format);
}

TEST_CASE("an export format is found by its name and by no other", "[exports]") {
    for (const ExportFormat format : formats) CHECK(find_export_format(name_of(format)) == format);
    CHECK_FALSE(find_export_format("xlsx"));
    CHECK_FALSE(find_export_format(""));
}

TEST_CASE("an exported amount has all decimals of its currency", "[exports]") {
    struct Row {
        std::int64_t minor;
        int decimals;
        const char* text;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {                                    0, 2, "0.00"},
        {                                   -5, 2, "-0.05"},
        {                               123450, 2, "1234.50"},
        {                                   -7, 0, "-7"},
        {                                    0, 0, "0"},
        {                                 1001, 3, "1.001"},
        {                                   12, 4, "0.0012"},
        {std::numeric_limits<std::int64_t>::max(), 2, "92233720368547758.07"},
        {std::numeric_limits<std::int64_t>::min(), 2, "-92233720368547758.08"},
        {std::numeric_limits<std::int64_t>::min(), 0, "-9223372036854775808"},
    }));
    // clang-format on
    std::string text;
    exports::append_amount(text, row.minor, row.decimals);
    CHECK(text == row.text);
    CHECK(text == ledger::to_text(row.minor, row.decimals));
}

TEST_CASE("an account's exported name shows book, type, line and code", "[exports]") {
    struct Row {
        const char *book, *code, *plain_text, *beancount;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        // book        code                   ledger, hledger                    beancount
        {"sz",         "1002.SZ.master",      "sz:Assets:1002 SZ.master",        "Assets:Sz:C1002-SZ-master"},
        {"bank-sz",    "1002.a",              "bank-sz:Assets:1002 a",           "Assets:Bank-sz:C1002-a"},
        {"sz",         "1002",                "sz:Assets:1002",                  "Assets:Sz:C1002"},
        {"sz",         "9999.x",              "sz:Assets:9999.x",                "Assets:Sz:C9999-x"},
        {"3com",       "1002.a",              "3com:Assets:1002 a",              "Assets:3com:C1002-a"},
        {"(sz)",       "1002.[a]:b;c|d@e=f",  "_sz_:Assets:1002 _a__b_c_d_e_f",  "Assets:B-sz-:C1002--a--b-c-d-e-f"},
        {"龙岗",       "1002.账户",           "龙岗:Assets:1002 账户",           "Assets:B--:C1002---"},
        {"sz",         "1002.a  b ",          "sz:Assets:1002 a_ b_",            "Assets:Sz:C1002-a--b-"},
        {"sz",         "1002.a\u3000\u00a0b", "sz:Assets:1002 a__b",             "Assets:Sz:C1002-a--b"},
        {"sz",         "1002.\xff\xe8\t",     "sz:Assets:1002 ___",              "Assets:Sz:C1002----"},
        {"",           "",                    "_:Assets:_",                      "Assets:B:C"},
    }));
    // clang-format on
    const auto directory = directory_with({row.book}, {{0, row.code}});
    CHECK(exports::plain_text_names(directory).front() == row.plain_text);
    CHECK(exports::beancount_names(directory).front() == row.beancount);
}

TEST_CASE("no two accounts share an exported name", "[exports]") {
    const auto directory = directory_with({"sz", "Sz", "s z", "s-z"}, {{0, "1002.a.b"},
                                                                       {1, "1002.a.b"},
                                                                       {0, "1002.a-b"},
                                                                       {0, "1002.a-b-2"},
                                                                       {0, "1002.a b"},
                                                                       {0, "1002.a;b"},
                                                                       {0, "1002.a:b"},
                                                                       {2, "1002.a"},
                                                                       {3, "1002.a"}});
    for (const auto& names :
         {exports::plain_text_names(directory), exports::beancount_names(directory)}) {
        CAPTURE(names);
        CHECK(std::set(names.begin(), names.end()).size() == directory.accounts.size());
    }
    // Books that a tool would mix are kept apart, and the numbers follow the directory's order.
    CHECK(exports::beancount_names(directory)[1] == "Assets:Sz-2:C1002-a-b");
    CHECK(exports::beancount_names(directory)[2] == "Assets:Sz:C1002-a-b-2");
    CHECK(exports::beancount_names(directory)[3] == "Assets:Sz:C1002-a-b-2-2");
}

TEST_CASE("the JSON export is one valid document whose balances sum its postings", "[exports]") {
    const auto document = nlohmann::json::parse(exported(awkward_books(), ExportFormat::json));
    std::map<std::string, std::int64_t> sums;
    const auto minor = [](const nlohmann::json& line) {
        const auto currency = *ledger::find_currency(line.at("currency").get<std::string>());
        return ledger::parse_money(line.at("amount").get<std::string>(), currency)->minor;
    };
    const auto key = [](const nlohmann::json& line) {
        return line.at("book").get<std::string>() + "/" + line.at("account").get<std::string>();
    };
    for (const auto& entry : document.at("entries"))
        for (const auto& line : entry.at("postings")) sums[key(line)] += minor(line);
    CHECK(document.at("balances").size() == document.at("accounts").size());
    for (const auto& balance : document.at("balances")) {
        CAPTURE(balance.dump());
        CHECK(minor(balance) == sums[key(balance)]);
    }
}

TEST_CASE("a journal that names what its directory lacks is not exported", "[exports]") {
    struct Row {
        std::uint32_t rule, account;
        const char* why;
    };
    const auto row = GENERATE(values<Row>({
        {99, 0, "entry 7 has rule 99, which the journal does not list"},
        {0, 99, "entry 7 posts to account 99, which the journal does not list"},
    }));
    auto directory = directory_with({"sz"}, {{0, "1002.a"}});
    directory.rules.emplace_back().code = "opening";
    const ledger::EntryRow entry{.rule = row.rule, .posting_count = 1};
    const ledger::PostingRow posting{.account = {row.account}, .entry = {7}, .minor = 1};
    const ExportSource damaged{.directory = &directory,
                               .for_each_day =
                                   [&](const auto& listener) {
                                       listener({.seal = {},
                                                 .journal = {.first = {7},
                                                             .entries = {&entry, 1},
                                                             .postings = {&posting, 1},
                                                             .seals = {},
                                                             .client_ids = {}},
                                                 .decisions = {},
                                                 .limits = {}});
                                   },
                               .title = {}};
    for (const ExportFormat format : formats) CHECK_THROWS_WITH(exported(damaged, format), row.why);
}

TEST_CASE("a run without a day exports its accounts with nothing on them", "[exports]") {
    const auto directory = directory_with({"sz"}, {{0, "1002.a"}});
    const ExportSource empty{
        .directory = &directory, .for_each_day = [](const auto&) {}, .title = {}};
    CHECK(exported(empty, ExportFormat::beancount)
              .ends_with("1970-01-02 balance Assets:Sz:C1002-a  0.00 ~ 0.00 CNY\n"));
    CHECK(nlohmann::json::parse(exported(empty, ExportFormat::json)).at("entries").empty());
}

}  // namespace rmbsim::adapters
