// Payments of payment systems as a journal has them: one by one, by name, or all with what became of them.
//
// Status      payment_outcome.hpp
// Damage      what cannot be read is zero or empty; sqlite::SqliteError where the file cannot be read on
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/payment_outcome.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"

namespace rmbsim::adapters::sqlite {

struct PaymentRow {
    std::uint32_t id = 0;
    std::string rail, name;
    std::uint32_t payer_book = 0, payee_book = 0;
    std::int64_t minor = 0;
    std::string currency;
    std::uint8_t decimals = 2;
    std::int64_t submitted_ms = 0;
    std::uint8_t priority_class = 0;
    std::uint32_t return_of = 0;  // 0: it brings nothing back
    std::string uetr;
    std::string return_reason;  // PaymentReason's word; empty: it brings nothing back
    std::uint32_t leg_of = 0;  // first leg of the payment over several rails; 0: it is no later leg
    std::uint8_t leg = 0;      // 1, 2 … of such a payment; 0: of none
};

struct PaymentStepRow {
    std::uint32_t payment = 0;
    std::int64_t time_ms = 0;
    std::string step, reason, channel;
    std::int64_t minor = 0;
    std::optional<std::uint32_t> entry;
};

// The outcome in words, taken from steps in their order.
struct PaymentEnd {
    std::int64_t settled_minor = 0;
    std::int64_t ended_ms = -1;          // -1: it waits still
    std::optional<std::uint32_t> entry;  // of its last part
    std::string status = "waiting";
    std::string reason;   // why it waits or ended unsettled
    std::string channel;  // of its last part
    PaymentOutcome outcome;

    void take(const PaymentStepRow& step, std::int64_t minor);
    void tell(const PaymentOutcome& of);
};

std::optional<sim::PaymentStepKind> step_named(std::string_view name);

std::optional<PaymentRow> payment_numbered(const Database& database, std::uint32_t id);
std::vector<PaymentRow> payments_named(const Database& database, const std::string& name);
// All legs of a payment over several rails, in order, by its first.
std::vector<PaymentRow> legs_of(const Database& database, std::uint32_t first);
std::vector<PaymentRow> payments_returning(const Database& database, std::uint32_t id);
std::vector<std::string> payment_names(const Database& database, std::size_t most);
std::vector<PaymentStepRow> steps_of(const Database& database, std::uint32_t payment);

struct BookedPayment {
    PaymentRow payment;
    std::int64_t minor = 0;  // the part that the entry booked
};
std::vector<BookedPayment> payments_booked_by(const Database& database, std::uint32_t entry,
                                              std::size_t most);
std::int64_t count_booked_by(const Database& database, std::uint32_t entry);

// In order of their numbers. Memory: 40 bytes a payment; the rows are streamed.
void for_each_outcome(const Database& database,
                      const std::function<void(const PaymentRow&, const PaymentOutcome&)>& fn);
void for_each_payment(const Database& database,
                      const std::function<void(const PaymentRow&, const PaymentEnd&)>& fn);

// The row of its rail; nullptr: there is none.
const sim::PaymentSystemRow* system_of(const sim::Directory& directory, std::string_view rail);

}  // namespace rmbsim::adapters::sqlite
