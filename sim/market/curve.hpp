// A reference rate with its fixings: SHIBOR, LPR.
//
// Units       fractions a year (0.0385 is 3.85 %), whatever the file's unit
// Lookup      the last fixing on or before the date; after the last fixing of the file, AfterLast
//             decides (the scenario states it; the loader refuses, here the last one holds);
//             before the first there is none
// Errors      a tenor that the curve has not, dates out of order: broken contracts
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

enum class AfterLast : std::uint8_t { hold, refuse };

class Curve {
  public:
    struct Fixing {
        std::int32_t day;
        ledger::Rate rate;
    };
    struct Series {
        std::string tenor;            // "ON", "1Y"
        std::vector<Fixing> fixings;  // ascending in day
    };
    Curve(std::string id, std::vector<Series> series);

    const std::string& id() const { return id_; }
    bool has_tenor(std::string_view tenor) const;
    std::vector<std::string_view> tenors() const;
    std::optional<ledger::Rate> fixing(std::string_view tenor, ledger::ValueDate date) const;
    // The first day after `date` on which the rate may differ; nullopt when there is none.
    std::optional<ledger::ValueDate> next_change(std::string_view tenor,
                                                 ledger::ValueDate date) const;
    ledger::ValueDate last_date(std::string_view tenor) const;
    ledger::ValueDate first_date(std::string_view tenor) const;

  private:
    const Series* find(std::string_view tenor) const;
    const Series& of(std::string_view tenor) const;
    std::string id_;
    std::vector<Series> series_;
};

}  // namespace rmbsim::sim
