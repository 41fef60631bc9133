#include "adapters/seller_reports/survey.hpp"

#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {
namespace {

constexpr int usual_decimals = 2;

std::string_view field_of(const Records& rows, std::size_t field) {
    return field < rows.fields().size() ? rows.fields()[field] : std::string_view();
}

void learn_amount(Habits& habits, std::string_view text, int decimals, std::uint32_t line) {
    if (const auto read = read_amount(text, decimals, DecimalMark::unknown))
        habits.learn(read->shown, text, line);
}

}  // namespace

Habits survey(Records& rows, const Header& header, const BoundColumns& columns,
              const Reference& reference) {
    Habits habits{.currency = header.layout->currency};
    if (header.currency) habits.currency = header.currency;
    for (int nth = 0; nth < surveyed_rows && rows.next(); ++nth) {
        const auto named = ledger::find_currency(field_of(rows, columns[Role::currency]));
        if (!habits.currency) {
            const std::string place(field_of(rows, columns[Role::marketplace]));
            const auto found = reference.marketplaces.find(place);
            if (found != reference.marketplaces.end()) habits.currency = found->second;
        }
        const auto currency = named ? named : habits.currency;
        const int decimals = currency ? ledger::decimals_of(*currency) : usual_decimals;
        if (habits.mark == DecimalMark::unknown) {
            for (const BoundAmount& amount : columns.amounts)
                learn_amount(habits, field_of(rows, amount.field), decimals, rows.line());
            for (const Role role : {Role::total, Role::net, Role::balance})
                learn_amount(habits, field_of(rows, columns[role]), decimals, rows.line());
        }
        if (habits.order == DayOrder::unknown)
            for (const Role role : {Role::posted, Role::posted_day}) {
                const std::string_view text = field_of(rows, columns[role]);
                if (const auto read = read_date(text, DayOrder::unknown, 0))
                    habits.learn(read->shown, text, rows.line());
            }
    }
    if (habits.order == DayOrder::unknown) habits.order = header.layout->day_order;
    return habits;
}

}  // namespace rmbsim::adapters::sellers
