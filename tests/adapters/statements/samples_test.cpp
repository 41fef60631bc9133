// Every published statement, against what another program read from it (EXPECTED.csv, *.expected.json).
#include "tests/adapters/statements/samples.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/statements/mt_fields.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::statements {
namespace {

using SampleRow = std::map<std::string, std::string>;

const Balance* balance_of(const Statement& statement, BalanceKind kind) {
    for (const Balance& balance : statement.balances)
        if (balance.kind == kind) return &balance;
    return nullptr;
}

std::string sign_of(const Balance& balance) { return balance.minor < 0 ? "D" : "C"; }

std::int64_t minor_of(std::string_view amount, ledger::CurrencyId currency) {
    const auto minor = parse_unsigned(amount, ledger::decimals_of(currency));
    return minor ? *minor : -1;
}

std::vector<std::string> words_of(const std::string& text) {
    std::vector<std::string> words(1);
    for (const char c : text)
        if (c == ' ')
            words.emplace_back();
        else
            words.back() += c;
    return words;
}

// "C 2014-12-30 EUR 18.15" and "C 100716 EUR 1931.42": sign, day, currency, amount.
void check_balance(const std::string& expected, const Balance* found) {
    if (expected.empty()) return;
    CAPTURE(expected);
    REQUIRE(found != nullptr);
    const std::vector<std::string> words = words_of(expected);
    REQUIRE(words.size() == 4);
    CHECK(sign_of(*found) == words[0]);
    CHECK((words[1].size() == 6 ? yymmdd(*found->date) : ledger::iso_date(*found->date)) ==
          words[1].substr(0, words[1].size() == 6 ? 6 : 10));
    CHECK(ledger::code_of(found->currency) == words[2]);
    CHECK((found->minor < 0 ? -found->minor : found->minor) == minor_of(words[3], found->currency));
}

// "010=+4350000"
void check_bai_balance(const std::string& expected, const Balance* found) {
    if (expected.empty()) return;
    REQUIRE(found != nullptr);
    CHECK(found->minor == std::stoll(expected.substr(expected.find('=') + 1)));
}

// EXPECTED.csv reads a SEK balance as EUR: the file says <Amt Ccy="SEK">27.00, <Amt Ccy="JPY">2700.
bool table_is_wrong(const SampleRow& row) {
    return row.at("file") == "camt053__genkgo__data-camt053.v3.xml" ||
           row.at("file") == "camt053__genkgo__data-camt053.v8.xml";
}

// The origin's expected texts are transliterated; those compare where nothing was.
bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// The letters and digits of a text: what line ends and transliteration leave alone.
std::string bare(std::string_view text) {
    std::string kept;
    for (const char c : text)
        if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z')) kept += c;
    return kept;
}

}  // namespace

TEST_CASE("each published statement has the balances, lines and sums that another program read",
          "[statements][samples]") {
    std::map<std::string, std::vector<SampleRow>> by_file;
    for (SampleRow& row : sample_table("EXPECTED.csv")) by_file[row["file"]].push_back(row);
    REQUIRE(by_file.size() > 30);
    for (const auto& [file, rows] : by_file) {
        CAPTURE(file);
        const SampleReading reading = read_sample(file);
        CAPTURE(to_text(reading.said));
        CHECK(reading.statements.size() == rows.size());
        for (std::size_t i = 0; i < std::min(rows.size(), reading.statements.size()); ++i) {
            const SampleRow& row = rows[i];
            const Statement& found = reading.statements[i];
            CAPTURE(i + 1);
            CHECK(found.account.id == row.at("account"));
            const std::string number = found.number + (found.page.empty() ? "" : "/" + found.page);
            if (found.format == Format::mt940 || found.format == Format::mt942)
                CHECK(number == row.at("statement_no"));
            else if (!row.at("statement_no").empty())
                CHECK(found.number == row.at("statement_no"));
            CHECK(found.entries.size() == std::stoul(row.at("entries")));
            if (found.format == Format::bai2) {
                check_bai_balance(row.at("opening"), balance_of(found, BalanceKind::opening));
                check_bai_balance(row.at("closing"), balance_of(found, BalanceKind::closing));
                check_bai_balance(row.at("available"),
                                  balance_of(found, BalanceKind::opening_available));
                continue;
            }
            if (!row.at("currency").empty() && found.format != Format::camt052)
                CHECK(ledger::code_of(*found.currency) == row.at("currency"));
            check_balance(row.at("opening"), balance_of(found, BalanceKind::opening));
            if (!table_is_wrong(row)) {
                check_balance(row.at("closing"), balance_of(found, BalanceKind::closing));
                const bool interim = found.format == Format::camt052;
                check_balance(row.at("available"),
                              balance_of(found, interim ? BalanceKind::interim_booked
                                                        : BalanceKind::closing_available));
            }
            const Reconciliation result = reconcile(found);
            if (found.entries.empty()) continue;
            const ledger::CurrencyId currency = found.entries.front().currency;
            CHECK(result.tally.credits_minor == minor_of(row.at("sum_credits"), currency));
            CHECK(result.tally.debits_minor == minor_of(row.at("sum_debits"), currency));
            if (table_is_wrong(row)) {
                CHECK_FALSE(result.holds());
                continue;
            }
            const std::string& check = row.at("check");
            if (check.find("balanced") != std::string::npos)
                CHECK(result.difference_minor == std::optional<std::int64_t>{0});
            if (const std::size_t at = check.find("difference "); at != std::string::npos) {
                std::string amount = words_of(check.substr(at))[1];
                const bool negative = amount.starts_with('-');
                if (negative) amount.erase(0, 1);
                // The table takes closing less the rest, the reconciliation the rest less closing.
                const std::int64_t minor = minor_of(amount, currency);
                CHECK(result.difference_minor.value_or(0) == (negative ? minor : -minor));
                CHECK_FALSE(result.holds());
            }
        }
    }
}

namespace {

using nlohmann::json;

// Some of the origins' files have a comma before a closing bracket.
json expected_of(std::string_view sample) {
    std::string name(sample.substr(0, sample.rfind('.')));
    const std::string text = sample_text(name + ".expected.json");
    std::string clean;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const std::size_t next = text.find_first_not_of(" \t\r\n", i + 1);
        if (text[i] == ',' && next != std::string::npos && (text[next] == '}' || text[next] == ']'))
            continue;
        clean += text[i];
    }
    return json::parse(clean);
}

std::vector<std::string> samples_of(std::string_view origin) {
    std::vector<std::string> names;
    for (const SampleRow& row : sample_table("FILES.csv"))
        if (!row.at("expected_output").empty() &&
            row.at("file").find("__" + std::string(origin) + "__") != std::string::npos)
            names.push_back(row.at("file"));
    return names;
}

std::vector<MtMessage> messages_of(const std::string& file) {
    std::vector<MtMessage> messages;
    Diagnostics said;
    for_each_mt_message(sample_text(file), file, said,
                        [&](const MtMessage& message) { messages.push_back(message); });
    return messages;
}

std::string text_of(const json& value) { return value.is_string() ? value.get<std::string>() : ""; }

void check_amount(const json& amount, std::int64_t minor, int decimals) {
    const auto expected = parse_unsigned(amount.get<std::string>(), decimals);
    REQUIRE(expected);
    CHECK(*expected == (minor < 0 ? -minor : minor));
}

}  // namespace

TEST_CASE("each field of the published fixtures is cut and read as its origin says",
          "[statements][samples]") {
    const std::vector<std::string> files = samples_of("exmt940");
    REQUIRE(files.size() == 17);
    for (const std::string& file : files) {
        CAPTURE(file);
        const std::vector<MtMessage> messages = messages_of(file);
        const json expected = expected_of(file);
        REQUIRE(messages.size() == expected.size());
        const SampleReading reading = read_sample(file);
        REQUIRE(reading.statements.size() == messages.size());
        for (std::size_t m = 0; m < messages.size(); ++m) {
            REQUIRE(messages[m].fields.size() == expected[m].size());
            std::size_t line = 0, balance = 0;
            const Statement& statement = reading.statements[m];
            for (std::size_t f = 0; f < expected[m].size(); ++f) {
                const json& field = expected[m][f];
                CAPTURE(messages[m].fields[f].tag);
                CHECK(bare(messages[m].fields[f].value) == bare(text_of(field["content"])));
                if (field.contains("swift_code")) {
                    REQUIRE(line < statement.entries.size());
                    const Entry& entry = statement.entries[line++];
                    CHECK(entry.code.swift_type == text_of(field["swift_code"]));
                    CHECK((entry.minor < 0 ? "debit" : "credit") == text_of(field["funds_code"]));
                    check_amount(field["amount"], entry.minor, 2);
                    CHECK(ledger::iso_date(*entry.value_date) ==
                          text_of(field["value_date"]).substr(0, 10));
                    if (field["entry_date"].is_string())
                        CHECK(ledger::iso_date(*entry.booking_date) ==
                              text_of(field["entry_date"]).substr(0, 10));
                } else if (field.contains("balance_type")) {
                    REQUIRE(balance < statement.balances.size());
                    const Balance& found = statement.balances[balance++];
                    check_amount(field["amount"], found.minor, 2);
                    CHECK((found.minor < 0 ? "debit" : "credit") == text_of(field["sign"]));
                    CHECK(ledger::code_of(found.currency) == text_of(field["currency"]));
                    CHECK(ledger::iso_date(*found.date) == text_of(field["date"]).substr(0, 10));
                }
            }
            CHECK(line == statement.entries.size());
        }
    }
}

TEST_CASE("each line of the published MT940 files is read as its origin says",
          "[statements][samples]") {
    const std::vector<std::string> files = samples_of("mt940rs");
    REQUIRE(files.size() == 15);
    for (const std::string& file : files) {
        CAPTURE(file);
        const json expected = expected_of(file);
        const SampleReading reading = read_sample(file);
        REQUIRE(reading.statements.size() == expected.size());
        for (std::size_t s = 0; s < expected.size(); ++s) {
            const json& wanted = expected[s];
            const Statement& found = reading.statements[s];
            CAPTURE(s);
            // The origin writes "UTss" for the umlauts of one reference.
            if (file.find("binary") == std::string::npos)
                CHECK(found.id == text_of(wanted["transaction_ref_no"]));
            CHECK(found.account.id == text_of(wanted["account_id"]));
            CHECK(found.number == text_of(wanted["statement_no"]));
            CHECK(found.page == text_of(wanted["sequence_no"]));
            const auto check = [&](const char* key, BalanceKind kind) {
                if (wanted[key].is_null()) return;
                const Balance* balance = balance_of(found, kind);
                REQUIRE(balance != nullptr);
                CHECK(ledger::iso_date(*balance->date) == text_of(wanted[key]["date"]));
                CHECK((balance->minor < 0 ? "Debit" : "Credit") ==
                      (balance->minor == 0 ? "Credit"
                                           : text_of(wanted[key]["debit_credit_indicator"])));
                check_amount(wanted[key]["amount"], balance->minor, 2);
            };
            check("opening_balance", BalanceKind::opening);
            check("closing_balance", BalanceKind::closing);
            check("closing_available_balance", BalanceKind::closing_available);
            REQUIRE(found.entries.size() == wanted["statement_lines"].size());
            for (std::size_t i = 0; i < found.entries.size(); ++i) {
                const json& line = wanted["statement_lines"][i];
                const Entry& entry = found.entries[i];
                CAPTURE(i);
                CHECK(ledger::iso_date(*entry.value_date) == text_of(line["value_date"]));
                if (line["entry_date"].is_string())
                    CHECK(ledger::iso_date(*entry.booking_date) == text_of(line["entry_date"]));
                const std::string mark = text_of(line["ext_debit_credit_indicator"]);
                CHECK(entry.is_reversal == (mark == "ReverseDebit"));
                // "RC", the reversal of a credit, which the origin calls so: a debit.
                CHECK((entry.minor < 0) == (mark == "Debit" || mark == "ReverseDebit"));
                check_amount(line["amount"], entry.minor, 2);
                const json& type = line["transaction_type_ident_code"];
                CHECK(entry.code.swift_type.substr(1) ==
                      (type.is_string() ? text_of(type) : text_of(type["NonStandard"])));
                const auto reference = [](const json& value) {
                    const std::string text(trimmed(text_of(value)));
                    return text == "NONREF" ? std::string() : text;
                };
                CHECK(entry.client_reference == reference(line["customer_ref"]));
                CHECK(entry.servicer_reference == reference(line["bank_ref"]));
                const json& information = line["information_to_account_owner"];
                if (information.is_object() && information.contains("posting_text") &&
                    is_ascii(entry.information))
                    CHECK(entry.information.starts_with(text_of(information["posting_text"])));
                if (information.is_object() && information.contains("applicant_name"))
                    CHECK(bare(entry.counterparty) == bare(text_of(information["applicant_name"])));
                if (information.is_string() && !text_of(information).starts_with('/') &&
                    is_ascii(entry.remittance))
                    CHECK(bare(entry.remittance) == bare(text_of(information)));
            }
        }
    }
}

TEST_CASE("the published ABN AMRO statement is read as its origin says", "[statements][samples]") {
    const std::string file = samples_of("webschik").at(0);
    const json wanted = expected_of(file)[0];
    const SampleReading reading = read_sample(file);
    REQUIRE(reading.statements.size() == 1);
    const Statement& found = reading.statements[0];
    CHECK(found.account.id == text_of(wanted["accountId"]));
    CHECK(found.number == text_of(wanted["number"]));
    CHECK(balance_of(found, BalanceKind::opening)->minor == 314'849);
    CHECK(balance_of(found, BalanceKind::closing)->minor == 294'039);
    REQUIRE(found.entries.size() == 1);
    const Entry& entry = found.entries[0];
    CHECK(entry.minor == 541);
    CHECK(ledger::iso_date(*entry.value_date) == "2011-07-14");
    CHECK(ledger::iso_date(*entry.booking_date) == "2011-07-15");
    CHECK(entry.counterparty == "TT TEST");
    CHECK(entry.counterparty_agent == "ABNA***");
    CHECK(entry.remittance == "TRANSFER OWN MONEY");
    CHECK(entry.information == "SEPA OVERBOEKING");
}

TEST_CASE("each line of the published camt files is read as its origin says",
          "[statements][samples]") {
    const std::vector<std::string> files = samples_of("genkgo");
    REQUIRE(files.size() == 9);
    for (const std::string& file : files) {
        CAPTURE(file);
        const json expected = expected_of(file);
        const SampleReading reading = read_sample(file);
        CHECK(to_text(reading.said) == "");
        CHECK(reading.statements.at(0).message_id ==
              text_of(expected["getGroupHeader"]["getMessageId"]));
        std::vector<Entry> entries;
        for (const Statement& statement : reading.statements)
            entries.insert(entries.end(), statement.entries.begin(), statement.entries.end());
        // The origin lists the last statement's lines for all.
        const json& wanted = expected["getEntries"];
        REQUIRE(entries.size() >= wanted.size());
        entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(wanted.size()));
        for (std::size_t i = 0; i < wanted.size(); ++i) {
            const json& line = wanted[i];
            CHECK(entries[i].minor == std::stoll(text_of(line["getAmount"]["getAmount"])));
            CHECK(ledger::code_of(entries[i].currency) ==
                  text_of(line["getAmount"]["getCurrency"]["getCode"]));
            CHECK(entries[i].servicer_reference == text_of(line["getAccountServicerReference"]));
            CHECK(entries[i].is_reversal == (line["getReversalIndicator"] == json(true)));
            const json& domain = line["getBankTransactionCode"]["getDomain"];
            if (!domain.is_null()) {
                CHECK(entries[i].code.domain == text_of(domain["getCode"]));
                CHECK(entries[i].code.family == text_of(domain["getFamily"]["getCode"]));
                CHECK(entries[i].code.sub_family ==
                      text_of(domain["getFamily"]["getSubFamilyCode"]));
            }
            const json& proprietary = line["getBankTransactionCode"]["getProprietary"];
            if (!proprietary.is_null())
                CHECK(entries[i].code.proprietary == text_of(proprietary["getCode"]));
            const json& detail = line["getTransactionDetail"];
            if (detail.is_object() && detail["getReference"].is_object() &&
                detail["getReference"]["getEndToEndId"].is_string())
                CHECK(entries[i].end_to_end_id == text_of(detail["getReference"]["getEndToEndId"]));
        }
        for (std::size_t s = 0; s < reading.statements.size(); ++s) {
            const json& record = expected["getRecords"][s];
            if (!record.is_object() || !record.contains("getBalances")) continue;
            const Statement& found = reading.statements[s];
            CHECK(found.account.id == text_of(record["getAccount"]["getIdentification"]));
            REQUIRE(found.balances.size() == record["getBalances"].size());
            for (std::size_t b = 0; b < found.balances.size(); ++b) {
                const json& amount = record["getBalances"][b]["getAmount"];
                CHECK(found.balances[b].minor == std::stoll(text_of(amount["getAmount"])));
                CHECK(ledger::code_of(found.balances[b].currency) ==
                      text_of(amount["getCurrency"]["getCode"]));
            }
        }
    }
}

TEST_CASE("camt messages are read or refused as their schema says", "[statements][samples]") {
    const std::string folder = "../iso20022/samples/";
    std::size_t read = 0, refused = 0;
    for (const SampleRow& row : sample_table(folder + "VALIDATION.csv")) {
        const std::string kind = row.at("message").substr(0, 8);
        if (kind != "camt.052" && kind != "camt.053" && kind != "camt.054") continue;
        const std::string file = folder + row.at("file");
        CAPTURE(file);
        const SampleReading reading = read_sample(file);
        CAPTURE(to_text(reading.said));
        CHECK(reading.said.has_errors() == (row.at("document") == "invalid"));
        CHECK_FALSE(reading.statements.empty());
        ++(reading.said.has_errors() ? refused : read);
        for (const Diagnostic& diagnostic : reading.said.items()) CHECK(diagnostic.line > 1);
    }
    CHECK(read == 23);
    CHECK(refused == 4);
}

}  // namespace rmbsim::adapters::statements
