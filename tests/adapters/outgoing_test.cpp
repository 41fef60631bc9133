// Messages of the bank scenarios: each valid by its schema, counted against the payments of the run.
#include "adapters/outgoing/outgoing.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/sqlite_store.hpp"
#include "adapters/swift/read_mt.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "sim/kernel/uetr.hpp"
#include "sim/measure/result.hpp"
#include "sim/world/world.hpp"
#include "tests/adapters/sqlite/journal_fixture.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::adapters {
namespace {

using outgoing::Format;

const std::filesystem::path source_folder = RMBSIM_SOURCE_DIR;

struct MessagesOfRun {
    explicit MessagesOfRun(const std::string& scenario) {
        const auto loaded =
            load_scenario(source_folder / "scenarios/library/bank" / (scenario + ".yaml"),
                          tests::usual_options());
        REQUIRE(loaded);
        sim::World world(loaded->scenario, {});
        result = world.run(nullptr, open_sqlite_store(path).get(), {{"seed", "7"}});
    }
    std::vector<outgoing::Message> as(Format format) const {
        auto journal = JournalFile::open(path);
        REQUIRE(journal);
        std::vector<outgoing::Message> messages;
        outgoing::write_messages(*journal, result.payments, format,
                                 [&](const outgoing::Message& m) { messages.push_back(m); });
        return messages;
    }

    TemporaryFolder folder;
    std::filesystem::path path = folder / "journal.sqlite";
    sim::RunResult result;
};

// What was read, one word a transaction: "pacs.009 ab 100.00".
class WordSink final : public iso20022::Sink {
  public:
    void on_transfer(const iso20022::MessageHead& head, const iso20022::CreditTransfer& t,
                     xml::Place) override {
        note(head, t.end_to_end_id + " " + std::to_string(t.amount.minor));
        transfers.push_back(t);
        heads.push_back(head);
    }
    void on_status(const iso20022::MessageHead& head, const iso20022::PaymentStatus& s,
                   xml::Place) override {
        note(head, s.original.end_to_end_id + " " + s.status +
                       (s.reason.code.empty() ? "" : " " + s.reason.code));
    }
    void on_return(const iso20022::MessageHead& head, const iso20022::PaymentReturn& r,
                   xml::Place) override {
        note(head, r.original.end_to_end_id + " " + std::to_string(r.returned.minor) + " " +
                       r.reason.code);
    }
    void on_recall(const iso20022::MessageHead& head, const iso20022::RecallRequest& r,
                   xml::Place) override {
        note(head, r.original.end_to_end_id + " " + r.reason.code);
    }
    void on_recall_answer(const iso20022::MessageHead& head, const iso20022::RecallAnswer& a,
                          xml::Place) override {
        note(head, a.original.end_to_end_id + " " + a.status);
    }

    std::multiset<std::string> words;
    std::vector<iso20022::CreditTransfer> transfers;
    std::vector<iso20022::MessageHead> heads;

  private:
    void note(const iso20022::MessageHead& head, const std::string& word) {
        words.insert(head.message_name.substr(0, 8) + " " + word);
    }
};

WordSink read_all(const std::vector<outgoing::Message>& messages, xml::Schemas& schemas) {
    WordSink sink;
    std::set<std::string> seen;
    for (const outgoing::Message& message : messages) {
        Diagnostics diagnostics;
        const auto read =
            iso20022::read_message_text(message.text, message.file, sink,
                                        {.schemas = &schemas, .seen_messages = &seen}, diagnostics);
        INFO(message.file << "\n" << to_text(diagnostics) << message.text);
        CHECK(diagnostics.empty());
        CHECK(read.whole);
        CHECK(read.messages == 1);
        CHECK(read.handed_out == message.transactions);
    }
    return sink;
}

}  // namespace

TEST_CASE("every message out of the bank scenarios is valid by its schema", "[outgoing]") {
    xml::Schemas schemas(source_folder / "scenarios/reference/iso20022");
    std::map<std::string, std::size_t> messages, transactions;
    for (const char* scenario :
         {"gridlock", "recall-and-return", "customer-file", "pool-over-hvps", "duplicate-file",
          "cips-night-session", "dns-unwind", "linked-payments", "pvp-cnh-usd", "hvps-new-hours",
          "liquidity-saving"}) {
        CAPTURE(scenario);
        const MessagesOfRun run(scenario);
        for (const Format format : {Format::pacs, Format::pain001}) {
            const auto written = run.as(format);
            read_all(written, schemas);
            for (const outgoing::Message& message : written) {
                const std::string kind = message.file.substr(message.file.find('.') + 1);
                ++messages[kind];
                transactions[kind] += message.transactions;
                Diagnostics diagnostics;
                // The document; of pacs and camt its header too.
                CHECK(xml::validate(message.text, message.file, schemas, diagnostics) ==
                      (format == Format::pacs ? 2 : 1));
                CHECK(diagnostics.empty());
            }
        }
    }
    for (const auto& [kind, count] : messages)
        std::cout << kind << ": " << count << " messages, " << transactions[kind]
                  << " transactions, valid\n";
    CHECK(messages.size() == 8);
}

TEST_CASE("a recall, a return and their originals name each other by end-to-end id", "[outgoing]") {
    xml::Schemas schemas(source_folder / "scenarios/reference/iso20022");
    const WordSink read = read_all(MessagesOfRun("recall-and-return").as(Format::pacs), schemas);
    const std::multiset<std::string> expected{
        "pacs.009 q 15000",     "pacs.009 s 8000",        "pacs.009 w 6000",
        "pacs.002 q CANC CUST", "pacs.002 s ACSC",        "pacs.002 w ACSC",
        "camt.056 q CUST",      "camt.029 q ACCR",        "pacs.004 s 8000 FOCR",
        "pacs.004 w 6000 AC01", "pacs.002 s.return ACSC", "pacs.002 w.return ACSC",
        "camt.056 s CUST",      "camt.029 s ACCR"};
    CHECK(read.words == expected);
}

TEST_CASE("a payment that comes back is rejected with its reason's ISO code", "[outgoing]") {
    xml::Schemas schemas(source_folder / "scenarios/reference/iso20022");
    const WordSink twice = read_all(MessagesOfRun("duplicate-file").as(Format::pacs), schemas);
    CHECK(twice.words.count("pacs.002 P1 ACSC") == 1);
    CHECK(twice.words.count("pacs.002 P1 RJCT DUPL") == 1);
    CHECK(twice.words.count("pacs.002 P2 RJCT DUPL") == 1);
    const WordSink net = read_all(MessagesOfRun("dns-unwind").as(Format::pacs), schemas);
    CHECK(net.words.count("pacs.002 ab RJCT AM04") == 1);
    CHECK(net.words.count("pacs.002 da ACSC") == 1);
}

TEST_CASE("a sweep across banks is a pain.001, then a pacs.008 of the same UETR", "[outgoing]") {
    xml::Schemas schemas(source_folder / "scenarios/reference/iso20022");
    const MessagesOfRun run("pool-over-hvps");
    const WordSink orders = read_all(run.as(Format::pain001), schemas);
    // Two sweeps of west to lead: 5 January settles, 6 January comes back as the session ends.
    const std::multiset<std::string> told{"pain.001 P-1 30000000", "pain.001 P-3 50000000",
                                          "pain.002 P-1 ACSC", "pain.002 P-3 RJCT AM04"};
    CHECK(orders.words == told);
    REQUIRE(orders.transfers.size() == 2);
    CHECK(orders.transfers[0].settlement_date == "2026-01-05");
    CHECK(orders.transfers[0].category_purpose == "INTC");
    CHECK(orders.transfers[0].debtor_account.other == "WEST.ops");
    CHECK(orders.transfers[0].creditor_account.other == "LEAD.header");
    CHECK(orders.transfers[0].debtor_agent.bic == "BKCHCNBJ");
    CHECK(orders.transfers[0].uetr == sim::uetr_of(7, 0, 1).view());

    const WordSink banks = read_all(run.as(Format::pacs), schemas);
    const std::multiset<std::string> sent{"pacs.008 P-1 30000000",    "pacs.008 P-3 50000000",
                                          "pacs.009 ICBC-1 25000000", "pacs.002 P-1 ACSC",
                                          "pacs.002 P-3 RJCT AM04",   "pacs.002 ICBC-1 ACSC"};
    CHECK(banks.words == sent);
    for (const auto& transfer : banks.transfers) {
        if (transfer.end_to_end_id != "P-1") continue;
        CHECK(transfer.uetr == orders.transfers[0].uetr);
        CHECK(transfer.creditor_agent.bic == "ICBKCNBJ");
    }
}

TEST_CASE("a bank without a BIC is named as a clearing member in the business header",
          "[outgoing]") {
    xml::Schemas schemas(source_folder / "scenarios/reference/iso20022");
    const WordSink plain = read_all(MessagesOfRun("gridlock").as(Format::pacs), schemas);
    REQUIRE(plain.heads.size() == 3);
    REQUIRE(plain.heads[0].business);
    CHECK(plain.heads[0].business->from_bic == "");
    CHECK(plain.heads[0].business->from_member == "a");
    CHECK(plain.heads[0].business->to_member == "rtgs");
    const WordSink known = read_all(MessagesOfRun("customer-file").as(Format::pacs), schemas);
    REQUIRE(!known.heads.empty());
    REQUIRE(known.heads[0].business);
    CHECK(known.heads[0].business->from_bic == "ICBKCNBJ");
    CHECK(known.heads[0].business->from_member == "");
}

TEST_CASE("an MT101 says what the pain.001 of the same instructions says", "[outgoing]") {
    const auto messages = MessagesOfRun("pool-over-hvps").as(Format::mt101);
    REQUIRE(messages.size() == 2);  // a day each
    CHECK(messages[0].file == "boc.mt101.fin");
    for (const char* part :
         {":20:P-1\r\n", ":30:260105\r\n", ":21:P-1\r\n", ":32B:CNY300000,00\r\n", "/WEST.ops\r\n",
          "/LEAD.header\r\n", ":57A:ICBKCNBJ\r\n"})
        CHECK_THAT(messages[0].text, Catch::Contains(part));
    WordSink sink;
    Diagnostics diagnostics;
    swift::read_mt_payments(messages[0].text, "boc.mt101.fin", sink, {}, diagnostics);
    INFO(to_text(diagnostics));
    CHECK(diagnostics.empty());
    CHECK(sink.words == std::multiset<std::string>{"MT101 P-1 30000000"});
}

TEST_CASE("the same run gives the same messages", "[outgoing]") {
    const MessagesOfRun run("customer-file");
    for (const Format format : {Format::pacs, Format::pain001, Format::mt101}) {
        const auto once = run.as(format), twice = run.as(format);
        REQUIRE(once.size() == twice.size());
        for (std::size_t i = 0; i < once.size(); ++i) CHECK(once[i].text == twice[i].text);
    }
}

}  // namespace rmbsim::adapters
