// pacs.008 read and written, in bytes a second of processor time, beside what bounds it in the same
// process: libxml2's bare SAX2 parse of the same bytes with empty callbacks, and a copy of them.
//
// Model       one message of 40,000 transfers with names, IBANs, BICs and remittance, as write_pacs008()
//             lays it out (indented); `--write FILE MIB` writes a file of that size for a run by hand,
//             `--read FILE` reads it and prints the peak memory
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <vector>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/xml/xsd.hpp"
#include "ledger/currency.hpp"
#include "tests/bench/repeat.hpp"

namespace {

using namespace rmbsim;
using namespace rmbsim::adapters;

std::vector<iso20022::CreditTransfer> transfers(std::size_t count) {
    std::vector<iso20022::CreditTransfer> all(count);
    std::uint64_t state = 1;
    for (std::size_t i = 0; i < count; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        iso20022::CreditTransfer& t = all[i];
        t.instruction_id = "INSTR-" + std::to_string(i);
        t.end_to_end_id = "E2E-" + std::to_string(i);
        t.uetr = iso20022::uetr_of(state, state * 31);
        t.amount = {static_cast<std::int64_t>(state >> 40), ledger::currency("CNY")};
        t.settlement_date = "2026-01-27";
        t.charge_bearer = "SHAR";
        t.debtor.name = "龙岗制造有限公司";
        t.debtor_account.other = "4000023409200" + std::to_string(i);
        t.debtor_agent.bic = "ICBKCNBJSZN";
        t.creditor_agent.bic = "BKCHHKHHXXX";
        t.creditor.name = "Longgang Maker (Hong Kong) Limited";
        t.creditor_account.iban = "DE89370400440532013000";
        t.remittance = "INVOICE " + std::to_string(i) + " goods trade";
    }
    return all;
}

iso20022::MessageHead head() {
    iso20022::MessageHead head;
    head.message_name = "pacs.008.001.08";
    head.message_id = "BENCH-1";
    head.created = "2026-01-27T08:30:00+08:00";
    return head;
}

struct Adding final : iso20022::Sink {
    void on_transfer(const iso20022::MessageHead&, const iso20022::CreditTransfer& t,
                     xml::Place) override {
        sum += t.amount.minor;
        ++count;
    }
    std::int64_t sum = 0;
    std::uint64_t count = 0;
};

struct Source {
    std::string_view left;
};
int take(void* context, char* buffer, int size) {
    auto& source = *static_cast<Source*>(context);
    const std::size_t got = std::min(source.left.size(), static_cast<std::size_t>(size));
    std::memcpy(buffer, source.left.data(), got);
    source.left.remove_prefix(got);
    return static_cast<int>(got);
}

void bare_parse(std::string_view bytes) {
    xmlSAXHandler sax{};
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*, int,
                            const xmlChar**, int, int, const xmlChar**) {};
    sax.endElementNs = [](void*, const xmlChar*, const xmlChar*, const xmlChar*) {};
    sax.characters = [](void*, const xmlChar*, int) {};
    Source source{bytes};
    xmlParserCtxtPtr parser =
        xmlCreateIOParserCtxt(&sax, nullptr, take, nullptr, &source, XML_CHAR_ENCODING_NONE);
    xmlParseDocument(parser);
    if (parser->wellFormed == 0) std::abort();
    xmlFreeParserCtxt(parser);
}

int write_file(const char* path, std::size_t mib) {
    std::FILE* file = std::fopen(path, "wb");
    if (file == nullptr) return 1;
    // One message: the middle of a small one, over and over; the counts are those of the whole.
    const std::string text = iso20022::write_pacs008(head(), transfers(1000));
    const std::size_t first = text.find("    <CdtTrfTxInf>");
    const std::size_t last = text.rfind("\n  </FIToFICstmrCdtTrf>") + 1;
    std::string before = text.substr(0, first);
    const std::size_t rounds = (mib << 20) / (last - first) + 1;
    const std::size_t counted = before.find("<NbOfTxs>") + 9;
    before.replace(counted, 4, std::to_string(rounds * 1000));
    const std::size_t sum = before.find("      <CtrlSum>");
    before.erase(sum, before.find('\n', sum) - sum + 1);
    std::fwrite(before.data(), 1, before.size(), file);
    for (std::size_t i = 0; i < rounds; ++i)
        std::fwrite(text.data() + first, 1, last - first, file);
    std::fwrite(text.data() + last, 1, text.size() - last, file);
    return std::fclose(file);
}

int read_file(const char* path) {
    Adding adding;
    Diagnostics said;
    const double start = bench::processor_seconds();
    const auto result = iso20022::read_message_file(path, path, adding, {}, said);
    const double seconds = bench::processor_seconds() - start;
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("%s%llu transfers, %.2f s, peak %ld MiB\n", to_text(said).c_str(),
                static_cast<unsigned long long>(adding.count), seconds, usage.ru_maxrss / 1024);
    return result.whole ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 4 && std::string_view(argv[1]) == "--write")
        return write_file(argv[2], static_cast<std::size_t>(std::atol(argv[3])));
    if (argc == 3 && std::string_view(argv[1]) == "--read") return read_file(argv[2]);

    const auto all = transfers(40'000);
    const std::string text = iso20022::write_pacs008(head(), all);
    const auto bytes = static_cast<double>(text.size());
    xml::Schemas schemas("scenarios/reference/iso20022");
    const auto read = [&](xml::Schemas* with) {
        Adding adding;
        Diagnostics said;
        const auto result = iso20022::read_message_text(text, "bench", adding, {with}, said);
        if (!result.whole || adding.count != all.size()) std::abort();
    };
    bench::print_rate("pacs008_read", bench::median_rate(7, bytes, [&] { read(nullptr); }));
    bench::print_rate("pacs008_read_validated",
                      bench::median_rate(3, bytes, [&] { read(&schemas); }));
    bench::print_rate("bare_sax", bench::median_rate(7, bytes, [&] { bare_parse(text); }));
    std::string copy(text.size(), ' ');
    bench::print_rate("memory_copy", bench::median_rate(7, bytes, [&] {
                          std::memcpy(copy.data(), text.data(), text.size());
                          if (copy[text.size() / 2] == '\1') std::abort();
                      }));
    bench::print_rate("pacs008_written", bench::median_rate(7, bytes, [&] {
                          if (iso20022::write_pacs008(head(), all).size() != text.size())
                              std::abort();
                      }));
    std::printf("bytes\t%.0f\n", bytes);
}
