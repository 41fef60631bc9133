#include "sim/rail/rail_library.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::sim {
namespace {

template <class Row>
const Row* row_with(const std::vector<Row>& rows, auto member, const auto& wanted) {
    const auto found = std::ranges::find(rows, wanted, member);
    return found == rows.end() ? nullptr : &*found;
}

}  // namespace

const RailRow* RailLibrary::rail(std::string_view id) const {
    return row_with(rails, &RailRow::id, id);
}

const RailBank* RailLibrary::bank(std::string_view id) const {
    return row_with(banks, &RailBank::id, id);
}

const RailBank* RailLibrary::bank_or_first_in(std::string_view id_or_jurisdiction) const {
    const RailBank* named = bank(id_or_jurisdiction);
    return named != nullptr ? named : row_with(banks, &RailBank::jurisdiction, id_or_jurisdiction);
}

const ComparisonRate* RailLibrary::rate(ledger::CurrencyId currency) const {
    return row_with(rates, &ComparisonRate::currency, currency);
}

}  // namespace rmbsim::sim
