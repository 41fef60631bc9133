// Messages out of a finished run: what banks sent each other, and what companies told their banks.
//
// pacs        of each payment of a payment system a pacs.009, or a pacs.008 where it carries a company's
//             instruction; a pacs.004 where it brings settled money back; of its end a pacs.002 (ACSC, RJCT
//             with the reason, CANC); of one called back while it waited a camt.056 and a camt.029. Payer,
//             payee and the system stand in a head.001
// pain001     of each instruction over a rail a pain.001 from the company to its bank, and a pain.002 with
//             what became of it
// mt101       the same instructions as MT101
// Messages    of one payer (company) and day, up to 1,000 transactions (25 in an MT101, which holds 10,000
//             characters); counts and sums are the writers'
// Ids         made of day, UETR and number of the first payment; times are the run's. The same run gives the
//             same bytes: no clock, no chance
// Banks       by their BIC, else by their id as clearing member
// Memory      1,000 payments a payer, and what for_each_payment() keeps (payment_rows.hpp)
// Errors      sqlite::SqliteError where the journal cannot be read on
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/sqlite/journal_file.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::outgoing {

enum class Format : std::uint8_t { pacs, pain001, mt101 };

std::string_view name_of(Format format);
std::optional<Format> find_format(std::string_view name);
std::string format_names();  // "pacs, pain001 or mt101"

struct Message {
    std::string file;  // "hvps.pacs.009.xml": the rail, or the bank that is told, and the message
    std::string text;
    std::size_t transactions = 0;
};
using Take = std::function<void(const Message&)>;

// `instructions` as the run's result.json has them.
void write_messages(JournalFile& journal, std::span<const sim::PaymentResult> instructions,
                    Format format, const Take& take);

}  // namespace rmbsim::adapters::outgoing
