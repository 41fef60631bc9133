#include "adapters/cli/message_folder.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "adapters/cli/failure.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view messages_begin =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Messages xmlns=\"urn:rmbsim:messages\">";
constexpr std::string_view messages_end = "\n</Messages>\n";

bool is_xml(const std::string& name) { return name.ends_with(".xml"); }

// A message without its own declaration, which may stand at a file's beginning only.
std::string_view without_declaration(std::string_view text) {
    return text.starts_with("<?xml") ? text.substr(text.find("?>") + 2) : text;
}

}  // namespace

struct MessageFolder::Files {
    struct File {
        std::ofstream out;
        std::uint64_t messages = 0, transactions = 0;
    };
    std::map<std::string, File> by_name;
    bool finished = false;
};

MessageFolder::MessageFolder(fs::path folder)
    : folder_(std::move(folder)), files_(std::make_unique<Files>()) {
    std::error_code error;
    fs::create_directories(folder_, error);
    if (!fs::is_directory(folder_, error))
        throw CommandFailure(Diagnostic{.file = "--out",
                                        .message = folder_.string() + " is not a folder",
                                        .expected = "a folder, which is made where there is none",
                                        .hint = {}});
}

MessageFolder::~MessageFolder() {
    if (files_->finished) return;
    std::error_code error;
    for (const auto& [name, file] : files_->by_name)
        fs::remove(folder_ / (name + ".partial"), error);
}

void MessageFolder::take(const outgoing::Message& message) {
    const auto [at, is_new] = files_->by_name.try_emplace(message.file);
    Files::File& file = at->second;
    if (is_new) {
        file.out.open(folder_ / (message.file + ".partial"), std::ios::binary | std::ios::trunc);
        if (is_xml(message.file)) file.out << messages_begin;
    }
    file.out << (is_xml(message.file) ? without_declaration(message.text)
                                      : std::string_view(message.text));
    ++file.messages;
    file.transactions += message.transactions;
}

std::string MessageFolder::finish() {
    std::string said;
    const auto refuse = [&](const std::string& name) {
        throw CommandFailure(surroundings_failed,
                             "rmbsim: cannot write " + (folder_ / name).string());
    };
    for (auto& [name, file] : files_->by_name) {
        if (is_xml(name)) file.out << messages_end;
        file.out.close();
        if (!file.out) refuse(name);
    }
    for (const auto& [name, file] : files_->by_name) {
        std::error_code error;
        fs::rename(folder_ / (name + ".partial"), folder_ / name, error);
        if (error) refuse(name);
        said += fmt::format("{}: {} messages, {} transactions\n", (folder_ / name).string(),
                            file.messages, file.transactions);
    }
    files_->finished = true;
    return said.empty() ? "no messages: the run has no such payments\n" : said;
}

}  // namespace rmbsim::adapters::cli
