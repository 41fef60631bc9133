// What one file writes throughout: the mark of its decimals, the order of its days, its currency. Learnt from its
// first rows before it is read, and from each row after.
//
// Learnt from  an amount or a date that can be read one way only (amount_text.hpp, date_text.hpp)
// Rows         surveyed_rows; a file that shows nothing in them is read until something is ambiguous
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/seller_reports/amount_text.hpp"
#include "adapters/seller_reports/date_text.hpp"
#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/records.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::sellers {

inline constexpr int surveyed_rows = 10'000;

struct Habits {
    DecimalMark mark = DecimalMark::unknown;
    std::string mark_seen = {};  // the amount that showed it, and its line
    std::uint32_t mark_line = 0;
    DayOrder order = DayOrder::unknown;
    std::string order_seen = {};
    std::uint32_t order_line = 0;  // 0: the layout's order, as the file has shown none
    std::optional<ledger::CurrencyId> currency = {};  // of the file, where its rows name none

    void learn(DecimalMark shown, std::string_view text, std::uint32_t line) {
        if (mark != DecimalMark::unknown || shown == DecimalMark::unknown) return;
        mark = shown;
        mark_seen = text;
        mark_line = line;
    }
    void learn(DayOrder shown, std::string_view text, std::uint32_t line) {
        if (order != DayOrder::unknown || shown == DayOrder::unknown) return;
        order = shown;
        order_seen = text;
        order_line = line;
    }
};

// `rows` stand behind the header.
Habits survey(Records& rows, const Header& header, const BoundColumns& columns,
              const Reference& reference);

}  // namespace rmbsim::adapters::sellers
