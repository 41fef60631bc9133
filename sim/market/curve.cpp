#include "sim/market/curve.hpp"

#include <algorithm>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {

using ledger::date_of;
using ledger::day_number;
using ledger::expects;
using ledger::Rate;
using ledger::ValueDate;

Curve::Curve(std::string id, std::vector<Series> series)
    : id_(std::move(id)), series_(std::move(series)) {
    for (const Series& one : series_) {
        expects(!one.fixings.empty(), "a tenor has at least one fixing");
        expects(std::ranges::is_sorted(one.fixings, std::ranges::less_equal{}, &Fixing::day),
                "the fixings of a tenor ascend, one a day");
    }
}

const Curve::Series* Curve::find(std::string_view tenor) const {
    const auto found = std::ranges::find(series_, tenor, &Series::tenor);
    return found == series_.end() ? nullptr : &*found;
}

const Curve::Series& Curve::of(std::string_view tenor) const {
    const Series* found = find(tenor);
    expects(found != nullptr, "a curve is asked for tenors that it has");
    return *found;
}

bool Curve::has_tenor(std::string_view tenor) const { return find(tenor) != nullptr; }

std::vector<std::string_view> Curve::tenors() const {
    std::vector<std::string_view> names;
    names.reserve(series_.size());
    for (const Series& one : series_) names.emplace_back(one.tenor);
    return names;
}

std::optional<Rate> Curve::fixing(std::string_view tenor, ValueDate date) const {
    const std::vector<Fixing>& fixings = of(tenor).fixings;
    const auto after = std::ranges::upper_bound(fixings, day_number(date), {}, &Fixing::day);
    if (after == fixings.begin()) return std::nullopt;
    return std::prev(after)->rate;
}

std::optional<ValueDate> Curve::next_change(std::string_view tenor, ValueDate date) const {
    const std::vector<Fixing>& fixings = of(tenor).fixings;
    const auto after = std::ranges::upper_bound(fixings, day_number(date), {}, &Fixing::day);
    if (after == fixings.end()) return std::nullopt;
    return date_of(after->day);
}

ValueDate Curve::first_date(std::string_view tenor) const {
    return date_of(of(tenor).fixings.front().day);
}

ValueDate Curve::last_date(std::string_view tenor) const {
    return date_of(of(tenor).fixings.back().day);
}

}  // namespace rmbsim::sim
