// Recorded payments between banks: `id,date,time,payer,payee,amount` and, where written, `priority` and
// `link`, one a line.
//
// Times       local to the rail; an empty time is the opening's
// Errors      a Diagnostic at the exact field; names are checked by the caller, at `line` and `column`
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"

namespace rmbsim::adapters {

struct PaymentRow {
    std::string id, payer, payee, link;
    ledger::ValueDate date{};
    sim::TimeOfDay time{};
    std::int64_t minor = 0;
    std::optional<std::uint32_t> priority;
    std::uint32_t line = 0;
    std::uint32_t payer_column = 0, payee_column = 0, id_column = 0;
};

std::vector<PaymentRow> read_payment_rows(const OpenedFile& file, ledger::CurrencyId currency,
                                          Diagnostics& diagnostics);

}  // namespace rmbsim::adapters
