// What is written and read again says the same, for what a format can carry.
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>
#include <rapidcheck/catch.h>

#include "adapters/statements/mt_information.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/statements/statement_file.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "tests/adapters/statements/samples.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::string_view plain_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

// Words of letters and digits, so that no format's marks stand in them; empty now and then.
rc::Gen<std::string> text_up_to(int words) {
    return rc::gen::exec([words] {
        std::string text;
        const int count = *rc::gen::inRange(0, words + 1);
        for (int i = 0; i < count; ++i) {
            if (i > 0) text += ' ';
            const int length = *rc::gen::inRange(1, 8);  // two and a dash fit in SWIFT's 16
            for (int k = 0; k < length; ++k)
                text += plain_letters[static_cast<std::size_t>(
                    *rc::gen::inRange(0, static_cast<int>(plain_letters.size())))];
        }
        return text;
    });
}

rc::Gen<std::string> reference() {
    return rc::gen::exec([] {
        std::string text = *text_up_to(1);
        if (!text.empty() && *rc::gen::inRange(0, 3) == 0) text += "-" + *text_up_to(1);
        return text == "NONREF" || text.ends_with('-') ? std::string("R1") : text;
    });
}

ledger::ValueDate day_after(ledger::ValueDate from, int days) {
    return from + std::chrono::days{days};
}

struct Carries {  // what of an entry the format has a place for
    bool domain, proprietary, issuer, swift, bai, information, agent, client_reference;
    bool other_booking_day, intermediate;
};

Carries carried_by(Format format) {
    const bool camt =
        format == Format::camt052 || format == Format::camt053 || format == Format::camt054;
    const bool bai = format == Format::bai2;
    return {.domain = camt,
            .proprietary = true,
            .issuer = camt,
            .swift = !camt && !bai,
            .bai = bai,
            .information = true,
            .agent = true,
            .client_reference = true,
            .other_booking_day = !bai,
            .intermediate = !bai};
}

rc::Gen<Entry> entry_for(Format format, ledger::CurrencyId currency, ledger::ValueDate day) {
    return rc::gen::exec([=] {
        const Carries carries = carried_by(format);
        Entry entry;
        entry.currency = currency;
        entry.minor = *rc::gen::inRange<std::int64_t>(-99'999'999'999, 99'999'999'999);
        entry.booking_date =
            carries.other_booking_day ? day_after(day, *rc::gen::inRange(-3, 4)) : day;
        entry.value_date = day_after(*entry.booking_date, *rc::gen::inRange(-90, 91));
        entry.is_reversal = *rc::gen::inRange(0, 5) == 0;
        if (carries.domain && *rc::gen::arbitrary<bool>()) {
            entry.code.domain = "CAMT";
            entry.code.family = "ACCB";
            entry.code.sub_family = "SWEP";
        }
        entry.code.proprietary = *reference();
        if (carries.issuer && !entry.code.proprietary.empty()) entry.code.issuer = *reference();
        if (carries.swift)
            entry.code.swift_type = *rc::gen::element<std::string>("NTRF", "FMSC", "S103");
        if (carries.bai)
            entry.code.bai_type = entry.minor < 0
                                      ? *rc::gen::element<std::string>("495", "575", "699")
                                      : *rc::gen::element<std::string>("195", "275", "399");
        entry.end_to_end_id = *reference();
        entry.servicer_reference = *reference();
        entry.client_reference = *reference();
        entry.counterparty = *text_up_to(4);
        if (*rc::gen::arbitrary<bool>()) entry.counterparty_account = "DE89370400440532013000";
        if (*rc::gen::arbitrary<bool>()) entry.counterparty_agent = "BKCHCNBJ300";
        entry.remittance = *text_up_to(8);
        entry.information = *text_up_to(5);
        return entry;
    });
}

rc::Gen<Statement> statement_for(Format format) {
    return rc::gen::exec([=] {
        Statement statement;
        statement.format = format;
        const bool bai = format == Format::bai2,
                   mt = format == Format::mt940 || format == Format::mt942;
        const bool camt = !bai && !mt;
        statement.currency = ledger::currency(*rc::gen::element<std::string>("CNY", "JPY", "KWD"));
        const ledger::ValueDate day = ledger::date_of(*rc::gen::inRange(10'000, 25'000));
        statement.date = day;
        statement.account.id = "A" + *text_up_to(1);
        if (camt || bai) statement.account.servicer = *reference();
        if (camt) {
            statement.account.owner = *text_up_to(3);
            statement.account.name = *text_up_to(3);
        }
        if (!bai) {
            statement.id = "S" + *reference();
            statement.number = std::to_string(*rc::gen::inRange(1, 99'999));
            statement.page = *rc::gen::arbitrary<bool>() ? "1" : "";
        }
        const int lines = *rc::gen::inRange(0, 6);
        std::int64_t minor = *rc::gen::inRange<std::int64_t>(-1'000'000'000, 1'000'000'000);
        const auto add = [&](BalanceKind kind, std::int64_t amount) {
            statement.balances.push_back({.kind = kind,
                                          .date = day,
                                          .minor = amount,
                                          .currency = *statement.currency,
                                          .code = {}});
        };
        const bool balances = format != Format::camt054 && format != Format::mt942;
        if (balances) add(BalanceKind::opening, minor);
        for (int i = 0; i < lines; ++i) {
            statement.entries.push_back(*entry_for(format, *statement.currency, day));
            minor += statement.entries.back().minor;
        }
        if (balances) add(BalanceKind::closing, minor);
        if (balances && *rc::gen::arbitrary<bool>()) add(BalanceKind::closing_available, minor - 7);
        return statement;
    });
}

void same(const Statement& written, const Statement& read) {
    RC_ASSERT(read.format == written.format);
    RC_ASSERT(read.id == written.id);
    RC_ASSERT(read.number == written.number);
    RC_ASSERT(read.page == written.page);
    RC_ASSERT(read.account == written.account);
    RC_ASSERT(read.currency == written.currency);
    RC_ASSERT(read.date == written.date);
    RC_ASSERT(read.balances == written.balances);
    RC_ASSERT(read.findings.empty());
    RC_ASSERT(read.entries.size() == written.entries.size());
    for (std::size_t i = 0; i < read.entries.size(); ++i)
        RC_ASSERT(read.entries[i] == written.entries[i]);
}

// What libxml2 says of a message by the schema of its namespace; empty: valid.
std::string faults_of_schema(const std::string& text, xml::Schemas& schemas) {
    Diagnostics said;
    if (xml::validate(text, "message", schemas, said) != 1) return "no schema was used";
    return to_text(said);
}

void round_trip(Format format) {
    xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    rc::prop(std::string("read(write(x)) is x in ") + std::string(name_of(format)), [&] {
        const auto statements =
            *rc::gen::resize(4, rc::gen::container<std::vector<Statement>>(statement_for(format)));
        RC_PRE(!statements.empty());
        const FileFacts facts{.message_id = "M1",
                              .sender = "BANK",
                              .receiver = "US",
                              .made_on = ledger::date_of(20'000)};
        const auto text = write_statements(format, facts, statements);
        RC_ASSERT(text.has_value());
        if (text->starts_with('<')) RC_ASSERT(faults_of_schema(*text, schemas) == "");
        SampleReading reading = read_statements(*text);
        RC_ASSERT(to_text(reading.said) == "");
        RC_ASSERT(reading.statements.size() == statements.size());
        for (std::size_t i = 0; i < statements.size(); ++i) {
            reading.statements[i].message_id.clear();
            same(statements[i], reading.statements[i]);
            RC_ASSERT(reconcile(reading.statements[i]).holds());
        }
    });
}

}  // namespace

TEST_CASE("a statement that is written and read again says the same", "[statements][property]") {
    for (const Format format : {Format::camt052, Format::camt053, Format::camt054, Format::mt940,
                                Format::mt942, Format::bai2})
        round_trip(format);
}

TEST_CASE("field 86 keeps to six lines of 65 in the characters of SWIFT",
          "[statements][property]") {
    rc::prop("whatever the texts are", [](std::string name, std::string remittance) {
        Entry entry;
        entry.counterparty = std::move(name);
        entry.remittance = std::move(remittance);
        const std::string text = write_information(entry);
        std::size_t lines = 1, width = 0;
        for (const char c : text) {
            if (c == '\n') {
                ++lines;
                width = 0;
                continue;
            }
            RC_ASSERT(width > 0 || (c != ':' && c != '-'));
            ++width;
            RC_ASSERT(width <= 65U);
        }
        RC_ASSERT(lines <= 6U);
    });
}

TEST_CASE("no bytes break a reader of statements", "[statements][property]") {
    rc::prop("samples with bytes changed, cut or doubled are read or refused", [] {
        const std::string name = *rc::gen::element<std::string>(
            "mt940__exmt940__fixtures-sample.sta", "mt940__mt940rs__jejik-ing.sta",
            "bai2__moov__testdata-sample2.bai2", "camt053__genkgo__data-camt053.v8.xml",
            "mt942__mt940rs__special-cases-mt942.sta");
        std::string text = sample_text(name);
        const int changes = *rc::gen::inRange(1, 6);
        for (int i = 0; i < changes && !text.empty(); ++i) {
            const auto at =
                static_cast<std::size_t>(*rc::gen::inRange(0, static_cast<int>(text.size())));
            switch (*rc::gen::inRange(0, 4)) {
                case 0:
                    text[at] = static_cast<char>(*rc::gen::inRange(0, 256));
                    break;
                case 1:
                    text.resize(at);
                    break;
                case 2:
                    text.insert(at, text.substr(at, 40));
                    break;
                default:
                    text.erase(at, 10);
                    break;
            }
        }
        const SampleReading reading = read_statements(text);
        for (const Statement& statement : reading.statements) std::ignore = reconcile(statement);
    });
}

}  // namespace rmbsim::adapters::statements
