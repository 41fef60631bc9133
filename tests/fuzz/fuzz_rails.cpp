// Any bytes as a file of rails: diagnosed, or read and then asked for timetables and a route, never a crash.
// Start it with scenarios/reference/rails.yaml as corpus:
//   ./dev fuzz 60 fuzz_rails
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <tuple>

#include "adapters/yaml/rails_library.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"
#include "sim/rail/route.hpp"
#include "sim/rail/timetable.hpp"

namespace {
namespace fs = std::filesystem;
using namespace rmbsim;

struct RailsFolder {  // made once a process
    fs::path path;

    RailsFolder() {
        std::string name = (fs::temp_directory_path() / "rmbsim-fuzz-rails-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::abort();
        path = name;
        fs::create_directories(path / "reference");
        fs::copy(fs::path(RMBSIM_SOURCE_DIR) / "scenarios" / "calendars", path / "calendars",
                 fs::copy_options::recursive);
    }
    ~RailsFolder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const RailsFolder folder;
    std::ofstream(folder.path / "reference" / "rails.yaml", std::ios::binary)
        << std::string_view(reinterpret_cast<const char*>(data), size);
    const auto library = adapters::load_rails(folder.path);
    if (!library) return 0;
    const ledger::ValueDate from{
        std::chrono::local_days{std::chrono::year{2026} / std::chrono::October / 9}};
    for (const sim::RailRow& rail : library->rails)
        std::ignore = sim::sessions(rail, library->calendars, library->zones, from,
                                    from + std::chrono::days{14});
    if (library->banks.size() < 2 || library->banks.size() > 12) return 0;
    const sim::RouteRequest request{
        .from = library->banks.front().id,
        .to = library->banks.back().id,
        .offers = {{.minor = 100'000, .currency = ledger::currency("CNY")},
                   {.minor = 14'000, .currency = ledger::currency("USD")}},
        .at = ledger::SimTime{std::chrono::milliseconds{from.time_since_epoch()}},
        .objective = sim::RouteObjective::cost};
    std::ignore = sim::find_route(*library, request);
    return 0;
}
