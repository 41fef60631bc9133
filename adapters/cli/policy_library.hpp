// What the policy commands share: the library's regimes by name, and how a row is written.
//
// Errors      an unknown name is a CommandFailure (exit 2) with the nearest one as hint
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/cli/options.hpp"
#include "adapters/report/language.hpp"
#include "ledger/time.hpp"
#include "sim/policy/compare_regimes.hpp"
#include "sim/policy/regime.hpp"

namespace rmbsim::adapters::cli {

using Json = nlohmann::ordered_json;

class PolicyLibrary {
  public:
    PolicyLibrary(std::string folder, Language language)
        : folder_(std::move(folder)), language_(language) {}

    std::vector<sim::Regime> all() const;              // by file name
    sim::Regime named(const std::string& name) const;  // without reading the others
    void expect_area(const std::string& code) const;   // a code of areas.csv
    std::string areas(
        const sim::Regime& regime) const;  // "CN-SZ CN-SH"; in Chinese with their names
    std::string status(const sim::Regime& regime) const;
    std::string section(sim::Section section) const;

    std::string pick(const std::string& en, const std::string& zh) const;
    // "RECALLED", and that nobody confirmed it
    std::string mark(const sim::Citation& citation) const;
    // "银发〔2025〕251号 art. 7, VERIFIED-2 [7]"
    std::string cited(const sim::Citation& citation) const;
    Language language() const { return language_; }

  private:
    std::string folder_;
    Language language_;
};

std::string span_text(ledger::ValueDate from, const std::optional<ledger::ValueDate>& to);
Json cited_json(const sim::Citation& citation);
Json value_json(const sim::DatedValue& value);
Json date_or_null(const std::optional<ledger::ValueDate>& date);
void print(const Json& document);

ledger::ValueDate date_or_fail(const std::string& text, const std::string& place);
[[noreturn]] void fail_unknown(const std::string& kind, const std::string& name,
                               const std::vector<std::string>& known);

// The commands of policy_compare.cpp; the words are those after the command's name.
void print_timeline(const PolicyLibrary& library, const Options& options);
void print_differences(const PolicyLibrary& library, const Options& options);
void print_rulings(const PolicyLibrary& library, const Options& options);

}  // namespace rmbsim::adapters::cli
