// Any bytes as a scenario: diagnosed or loaded, never a crash. The library is a small one, so that a
// whole load takes a millisecond. Start it with scenarios of this project as corpus:
//   ./dev fuzz 60 fuzz_yaml
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "adapters/text/encoding.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/tree.hpp"

namespace {
namespace fs = std::filesystem;
using namespace rmbsim;

void write(const fs::path& path, std::string_view text) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
}

struct Folder {  // made once a process
    fs::path path;
    adapters::LoadOptions options;

    Folder() {
        std::string name = (fs::temp_directory_path() / "rmbsim-fuzz-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) std::abort();
        path = name;
        options.library = path / "scenarios";
        const fs::path calendars = options.library / "calendars";
        write(calendars / "coverage.csv",
              "calendar,from,to\nCN,2025-01-01,2027-12-31\nHK,2025-01-01,2027-12-31\n");
        for (const char* id : {"CN", "HK"})
            write(calendars / (std::string(id) + ".csv"),
                  "date,calendar,is_workday\n2026-01-01," + std::string(id) + ",0\n");
        write(calendars / "zones.csv",
              "zone,from_utc,offset_minutes\nAsia/Hong_Kong,2015-01-01T00:00:00Z,480\n"
              "Asia/Shanghai,2015-01-01T00:00:00Z,480\n");
        const fs::path market = options.library / "market";
        write(market / "ecb_eur_reference.csv",
              "date,EURUSD,EURCNY\n2025-12-31,1.1,7.9\n2026-02-01,1.2,7.8\n");
        write(market / "safe_usdcny_central_parity.csv", "date,USDCNY_parity\n2025-12-31,7.0\n");
        write(market / "lpr.csv", "date,LPR_1Y\n2025-12-20,3.00\n");
        const fs::path real = fs::path(RMBSIM_SOURCE_DIR) / "scenarios";
        fs::copy(real / "policy", options.library / "policy", fs::copy_options::recursive);
        write(
            path / "flows.csv",
            "id,date,time,account,kind,amount,note\nF-1,2026-01-05,09:00,SZ.ops,sales,1000.50,\n");
    }
    ~Folder() {
        std::error_code ignored;
        fs::remove_all(path, ignored);
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Folder folder;
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const fs::path path = folder.path / "scenario.yaml";
    write(path, text);
    adapters::LoadOptions options = folder.options;
    std::ignore = adapters::to_json(adapters::check_scenario(path, options));
    // The last line as a --set over a scenario that is only a head.
    const std::size_t newline = text.rfind('\n');
    if (newline != std::string_view::npos) options.sets = {std::string(text.substr(newline + 1))};
    std::ignore = adapters::load_scenario(path, options);
    std::ignore = adapters::load_regime(path);
    std::ignore = adapters::load_overlay(path);
    return 0;
}
