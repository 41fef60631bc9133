#include "adapters/sqlite/input_rows.hpp"

#include <cstdint>
#include <string>

#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/sealed_rows.hpp"
#include "sim/kernel/submission.hpp"

namespace rmbsim::adapters::sqlite {

void write_input(SealedInsert& insert, const LoggedInput& input) {
    const sim::Submission& s = input.submission;
    insert.row(s.number, s.time_ms, s.sender, s.reference, s.rail, s.payer, s.payee, s.currency,
               s.minor, s.value_day, s.priority_class, s.uetr, input.text_sha256);
}

LoggedInput input_of(SealedRows& rows) {
    const auto text = [&](int column) { return std::string(rows.text(column)); };
    return {.submission = {.number = static_cast<std::uint64_t>(rows.id()),
                           .time_ms = rows.integer(1),
                           .sender = text(2),
                           .reference = text(3),
                           .rail = text(4),
                           .payer = text(5),
                           .payee = text(6),
                           .currency = text(7),
                           .minor = rows.integer(8),
                           .value_day = rows.number<std::int32_t>(9),
                           .priority_class = rows.number<std::uint8_t>(10),
                           .uetr = text(11)},
            .text_sha256 = text(12)};
}

}  // namespace rmbsim::adapters::sqlite
