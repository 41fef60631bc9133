#include "adapters/result/manifest.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <fstream>
#include <ios>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;

// One list of the text fields, for writing and reading.
template <class M, class Fn>
void each_text(M& m, Fn&& fn) {
    fn("program", m.program);
    fn("version", m.version);
    fn("commit", m.commit);
    fn("scenario_file", m.scenario_file);
    fn("scenario", m.scenario);
    fn("title_en", m.title_en);
    fn("title_zh", m.title_zh);
    fn("variant", m.variant);
    fn("baseline", m.baseline);
    fn("period", m.period);
    fn("seed", m.seed);
    fn("regime", m.regime);
    fn("instrument", m.instrument);
}

}  // namespace

std::string manifest_json(const Manifest& manifest) {
    Json json;
    each_text(manifest, [&](const char* name, const std::string& text) { json[name] = text; });
    json["overlays"] = manifest.overlays;
    json["set"] = manifest.sets;
    if (manifest.replications > 1) json["replications"] = manifest.replications;
    if (!manifest.break_even.empty()) json["break_even"] = manifest.break_even;
    if (!manifest.until.empty()) json["until"] = manifest.until;
    Json inputs = Json::array();
    for (const auto& [path, hash] : manifest.inputs)
        inputs.push_back({{"file", path}, {"sha256", hash}});
    json["inputs"] = std::move(inputs);
    return json.dump(1) + "\n";
}

std::expected<Manifest, Diagnostic> read_manifest(const std::filesystem::path& path) {
    const auto wrong = [&](const std::string& what) {
        return std::unexpected(Diagnostic{.file = path.string(),
                                          .message = what,
                                          .expected = "the manifest.json of a finished run",
                                          .hint = "name the folder that `rmbsim run` has written"});
    };
    std::ifstream file(path, std::ios::binary);
    if (!file) return wrong("cannot be read");
    try {
        const Json json = Json::parse(file);
        Manifest manifest;
        each_text(manifest, [&](const char* name, std::string& text) { text = json.at(name); });
        manifest.overlays = json.at("overlays").get<std::vector<std::string>>();
        manifest.sets = json.at("set").get<std::vector<std::string>>();
        manifest.replications = json.value("replications", std::uint64_t{1});
        manifest.break_even = json.value("break_even", std::string());
        manifest.until = json.value("until", std::string());
        for (const Json& input : json.at("inputs"))
            manifest.inputs.emplace_back(input.at("file"), input.at("sha256"));
        return manifest;
    } catch (const Json::exception& error) {
        return wrong(error.what());
    }
}

}  // namespace rmbsim::adapters
