// What the commands on rails share: the library in a language, and how clocks, marks and amounts are written.
//
// Errors      a library that cannot be read, an unknown name, a text that is no day or instant:
//             CommandFailure (exit 2)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/cli/options.hpp"
#include "adapters/cli/policy_library.hpp"
#include "adapters/report/language.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters::cli {

class RailsView {
  public:
    RailsView(const std::string& library, Language language);

    const sim::RailLibrary& rails() const { return rails_; }
    const sim::RailRow& rail(const std::string& id) const;
    const sim::RailBank& bank(const std::string& id_or_jurisdiction,
                              const std::string& option) const;

    std::string pick(const std::string& en, const std::string& zh) const;
    std::string name(const sim::RailRow& rail) const { return pick(rail.name_en, rail.name_zh); }
    std::string word(std::string_view enumerator) const;  // in Chinese with its translation
    std::string cited(const sim::Cited& cited) const;     // "VERIFIED-2 [hours-2018]"
    // "2026-11-20 16:30:05" on the clocks of the rail.
    std::string clock(const sim::RailRow& rail, ledger::SimTime instant) const;

  private:
    Language language_;
    sim::RailLibrary rails_;
};

std::string clock_text(const sim::LocalClock& clock);  // "20:30 -1d"
std::string amount_text(ledger::Money money);          // "1000.00 CNY"
Json rail_cited_json(const sim::Cited& cited);
std::string utc_text(ledger::SimTime instant);  // "2026-11-20T08:30:05Z"
// "2026-11-20T16:30+08:00", with seconds or without, an offset or Z.
ledger::SimTime instant_or_fail(const std::string& text, const std::string& place);
// Before it no zone knows an offset.
void expect_within_zones(ledger::ValueDate date, const std::string& place);

std::vector<std::string> currency_codes(const sim::RailRow& rail);

// rails_page.cpp; with a day only what is in force on it.
void print_rail(const RailsView& view, const sim::RailRow& rail,
                const std::optional<ledger::ValueDate>& on);
void print_route(const RailsView& view, const Options& options);  // rails_route.cpp

}  // namespace rmbsim::adapters::cli
