// Items of a netting: `id,on,debtor,creditor,amount,currency,due[,disputed_until][,accepted]`.
//
// Names       kept as text: who is a member is judged where the netting is read
// Errors      a Diagnostic at the exact field
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters {

struct NettingItemRow {
    std::string id, debtor, creditor;
    std::int64_t minor = 0;
    ledger::CurrencyId currency{};
    ledger::ValueDate on{}, due{};
    std::optional<ledger::ValueDate> disputed_until, accepted;
    std::uint32_t line = 0, column = 1;  // of the id
};

std::vector<NettingItemRow> read_netting_items(const OpenedFile& file, Diagnostics& diagnostics);

}  // namespace rmbsim::adapters
