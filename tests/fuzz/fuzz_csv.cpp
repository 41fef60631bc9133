// Any bytes as a CSV file of each kind: diagnosed or read, never a crash.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/csv/calendars.hpp"
#include "adapters/csv/flows.hpp"
#include "adapters/csv/series.hpp"
#include "adapters/text/encoding.hpp"
#include "ledger/currency.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim;
    adapters::OpenedFile file;
    file.shown = "a.csv";
    file.text.assign(reinterpret_cast<const char*>(data), size);
    adapters::Diagnostics said;
    if (const auto offence = adapters::offence_in(file.text, file.shown)) said.add(*offence);

    const sim::TimeZone zone("UTC", {{0, 480}});
    const std::vector<adapters::FlowAccount> accounts = {
        {.id = "A", .index = 0, .currency = ledger::currency("CNY"), .zone = &zone},
        {.id = "B", .index = 1, .currency = ledger::currency("JPY"), .zone = &zone}};
    const ledger::ValueDate from = ledger::date_of(20'000), to = ledger::date_of(21'000);
    adapters::FlowBook book;
    adapters::read_flows(file, accounts, {.from = from, .to = to, .until = to}, book, said);

    std::vector<adapters::WantedColumn> all;
    std::ignore = adapters::read_series(file, all, {.positive = true}, said);
    std::ignore = adapters::read_coverage(file, said);
    std::ignore = adapters::read_zones(file, said);
    std::ignore = adapters::read_exceptional_days(file, "CN", {from, to}, said);
    std::ignore = adapters::to_text(said);
    return 0;
}
