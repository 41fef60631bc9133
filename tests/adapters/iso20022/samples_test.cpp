// Every published sample of a payment message (tests/data/iso20022): those that are valid by their
// schema are read with the amounts that Python's own XML parser finds in them (EXPECTED.csv), those
// that are not are refused at a line.
#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "tests/adapters/iso20022/message_fixture.hpp"

namespace rmbsim::adapters::iso20022 {
using namespace test;

namespace {

struct Sample {
    std::string file, message;
    bool valid = false;
    std::size_t transactions = 0;
    std::string amounts;
};

// "EUR 2.340" as this project writes it: "EUR 2.34".
std::string canonical_amount(std::string amount) {
    const int decimals = ledger::decimals_of(ledger::currency(amount.substr(0, 3)));
    std::size_t point = amount.find('.');
    if (point == std::string::npos) {
        point = amount.size();
        amount += '.';
    }
    amount.append(static_cast<std::size_t>(decimals), '0');
    amount.resize(point + 1 + static_cast<std::size_t>(decimals));
    if (amount.back() == '.') amount.pop_back();
    return amount;
}

std::vector<Sample> payment_samples() {
    std::map<std::string, bool> valid;
    std::istringstream verdicts(whole_file(message_data("samples/VALIDATION.csv")));
    std::string line;
    std::getline(verdicts, line);
    while (std::getline(verdicts, line)) {
        const auto row = csv_fields(line);
        valid[row.at(0)] = row.at(4) == "valid" && row.at(3).find("invalid") == std::string::npos;
    }
    std::vector<Sample> samples;
    std::istringstream expected(whole_file(message_data("EXPECTED.csv")));
    std::getline(expected, line);
    while (std::getline(expected, line)) {
        const auto row = csv_fields(line);
        samples.push_back(
            {row.at(0), row.at(1), valid.at(row.at(0)), std::stoul(row.at(2)), row.at(3)});
    }
    return samples;
}

std::string amounts_of(const KeepAll& kept) {
    std::string text;
    for (const ledger::Money& amount : kept.amounts)
        text += (text.empty() ? "" : ";") + std::string(ledger::code_of(amount.currency)) + " " +
                ledger::to_text(amount);
    return text;
}

std::string canonical_amounts(const std::string& amounts) {
    std::istringstream parts(amounts);
    std::string text, part;
    while (std::getline(parts, part, ';'))
        text += (text.empty() ? "" : ";") + canonical_amount(part);
    return text;
}

}  // namespace

TEST_CASE("every valid sample of a payment message is read with its amounts",
          "[iso20022][samples]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    std::size_t read = 0;
    for (const Sample& sample : payment_samples()) {
        if (!sample.valid) continue;
        // Schemas know no minor units: this one pays in gold, which no account is kept in.
        if (sample.file.find("pacs_009_cov_2025_invalid") != std::string::npos) continue;
        CAPTURE(sample.file);
        KeepAll kept;
        Diagnostics said;
        const ReadResult result =
            read_message_file(message_data("samples/" + sample.file), sample.file, kept,
                              {.schemas = &schemas, .check_digits = Severity::warning}, said);
        CAPTURE(to_text(said));
        // This one says one transaction of 10.00 and holds two: they are read, the sums are told.
        const bool adds_up = sample.file.find("v3_multiple_pmtinf") == std::string::npos;
        CHECK(result.whole == adds_up);
        CHECK(said.error_count() == (adds_up ? 0 : 2));
        CHECK(result.messages == 1);
        CHECK(result.transactions == sample.transactions);
        CHECK(result.handed_out == sample.transactions);
        CHECK(kept.heads.at(0).message_name == sample.message);
        CHECK_FALSE(kept.heads.at(0).message_id.empty());
        CHECK(amounts_of(kept) == canonical_amounts(sample.amounts));
        ++read;
    }
    CHECK(read == 83);
}

TEST_CASE("every invalid sample of a payment message is refused at a line, with a reason",
          "[iso20022][samples]") {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    std::size_t refused = 0;
    for (const Sample& sample : payment_samples()) {
        if (sample.valid) continue;
        CAPTURE(sample.file);
        KeepAll kept;
        Diagnostics said;
        const ReadResult result =
            read_message_file(message_data("samples/" + sample.file), sample.file, kept,
                              {.schemas = &schemas, .check_digits = Severity::warning}, said);
        CHECK_FALSE(result.whole);
        REQUIRE(said.has_errors());
        const auto told = said.sorted();
        const auto error = std::find_if(told.begin(), told.end(), [](const Diagnostic& d) {
            return d.severity == Severity::error;
        });
        CHECK(error->line > 1);
        CHECK(error->message.size() > 20);
        std::cout << to_text(*error).substr(0, 160) << "\n";
        ++refused;
    }
    CHECK(refused == 15);
}

TEST_CASE("an amount in gold is valid by its schema and refused by us, because no account holds it",
          "[iso20022][samples]") {
    KeepAll kept;
    Diagnostics said;
    read_message_text(
        whole_file(message_data(
            "samples/pacs.009.001.08__cbpr-ur__fixtures-pacs_009_cov_2025_invalid.xml")),
        "gold.xml", kept, {}, said);
    CHECK(kept.transfers.empty());
    CHECK(to_text(said).find("'XAU' is not an ISO 4217 currency with a minor unit") !=
          std::string::npos);
}

TEST_CASE("check digits that do not fit are errors unless one asks for warnings",
          "[iso20022][samples]") {
    const std::string bytes = whole_file(message_data(
        "samples/"
        "pacs.008.001.08__cbpr-ur__2025-cbprplus_pacs008_sample_dodgy_IBAN_and_bic_mismatch.xml"));
    KeepAll kept;
    Diagnostics strict, lenient;
    CHECK_FALSE(read_message_text(bytes, "a.xml", kept, {}, strict).whole);
    CHECK(kept.transfers.empty());
    CHECK(to_text(strict).find("'GB29NWBK60161331926818' is not an IBAN: its check digits do not "
                               "fit") != std::string::npos);
    CHECK(read_message_text(bytes, "a.xml", kept, {.check_digits = Severity::warning}, lenient)
              .whole);
    CHECK(kept.transfers.size() == 1);
    CHECK(lenient.warning_count() >= 1);
}

}  // namespace rmbsim::adapters::iso20022
