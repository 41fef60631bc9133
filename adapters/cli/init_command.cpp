// `init`: a commented scenario to start from, which runs as it is.
#include <filesystem>
#include <fstream>
#include <ios>
#include <iostream>
#include <iterator>
#include <string>

#include <fmt/core.h>

#include "adapters/cli/commands.hpp"
#include "adapters/cli/failure.hpp"
#include "adapters/cli/options.hpp"
#include "adapters/cli/run_folder.hpp"
#include "adapters/report/language.hpp"

namespace rmbsim::adapters::cli {
namespace {

// `kind` is one that the command line has let through.
std::string starter_text(const std::string& kind, const Surroundings& surroundings) {
    const std::filesystem::path path =
        std::filesystem::path(surroundings.library) / "starter" / kind / "scenario.yaml";
    std::ifstream file(path, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (!file.bad() && !text.empty()) return text;
    throw CommandFailure(surroundings_failed,
                         "rmbsim: cannot read " + path.string() +
                             ". RMBSIM_LIBRARY names the folder scenarios/ of the program.");
}

}  // namespace

int init_folder(const Options& options, const Surroundings& surroundings) {
    const std::string text = starter_text(options.kind, surroundings);
    RunFolder folder(options.out.empty() ? options.kind : options.out, options.kind);
    folder.write("scenario.yaml", text);
    folder.finish();
    if (options.quiet) return 0;
    const std::string file = (folder.final_path() / "scenario.yaml").string();
    const bool zh = options.language == Language::zh;
    std::cout << fmt::format(fmt::runtime(zh ? "已写入 {0}\n下一步：rmbsim run {0}\n"
                                               "        rmbsim compare {0}\n"
                                             : "Written: {0}\nNext: rmbsim run {0}\n"
                                               "      rmbsim compare {0}\n"),
                             file);
    return 0;
}

}  // namespace rmbsim::adapters::cli
