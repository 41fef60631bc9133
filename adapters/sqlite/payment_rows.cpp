#include "adapters/sqlite/payment_rows.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/payment_outcome.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/settlement/engine.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::string_view payment_columns =
    "payment.id, payment.rail, payment.name, payment.payer_book, payment.payee_book, "
    "payment.minor, payment.currency, payment.decimals, payment.submitted_ms, payment.class, "
    "payment.return_of, payment.uetr, payment.return_reason, payment.leg_of, payment.leg";
constexpr int payment_column_count = 15;

template <class Number>
Number number_at(const Statement& row, int column) {
    const std::int64_t value = row.integer(column);
    const bool fits = value >= 0 && value <= std::int64_t{std::numeric_limits<Number>::max()};
    return fits ? static_cast<Number>(value) : Number{};
}

void read_payment(const Statement& row, PaymentRow& to) {
    to.id = number_at<std::uint32_t>(row, 0);
    to.rail = row.text(1);
    to.name = row.text(2);
    to.payer_book = number_at<std::uint32_t>(row, 3);
    to.payee_book = number_at<std::uint32_t>(row, 4);
    to.minor = row.integer(5);
    to.currency = row.text(6);
    to.decimals = std::min<std::uint8_t>(number_at<std::uint8_t>(row, 7), 18);
    to.submitted_ms = row.integer(8);
    to.priority_class = number_at<std::uint8_t>(row, 9);
    to.return_of = row.is_null(10) ? 0 : number_at<std::uint32_t>(row, 10);
    to.uetr = row.text(11);
    to.return_reason = row.text(12);
    to.leg_of = row.is_null(13) ? 0 : number_at<std::uint32_t>(row, 13);
    to.leg = number_at<std::uint8_t>(row, 14);
}

void read_step_row(const Statement& row, PaymentStepRow& to) {
    to.payment = number_at<std::uint32_t>(row, 0);
    to.time_ms = row.integer(1);
    to.step = row.text(2);
    to.reason = row.text(3);
    to.channel = row.text(4);
    to.minor = row.integer(5);
    to.entry = row.is_null(6) ? std::nullopt : std::optional(number_at<std::uint32_t>(row, 6));
}

// Words that are none of ours say nothing.
sim::PaymentReason reason_named(std::string_view name) {
    if (name.empty()) return sim::PaymentReason::none;
    for (std::uint8_t i = 0; i < sim::payment_reason_count; ++i)
        if (sim::name_of(static_cast<sim::PaymentReason>(i)) == name)
            return static_cast<sim::PaymentReason>(i);
    return sim::PaymentReason::none;
}

std::uint8_t channel_named(std::string_view name) {
    using sim::settlement::Channel;
    if (name.empty()) return PaymentOutcome::no_channel;
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(Channel::net); ++i)
        if (sim::settlement::name_of(static_cast<Channel>(i)) == name) return i;
    return PaymentOutcome::no_channel;
}

std::vector<PaymentRow> all_of(Statement& rows) {
    std::vector<PaymentRow> found;
    while (rows.step()) read_payment(rows, found.emplace_back());
    return found;
}

}  // namespace

std::optional<sim::PaymentStepKind> step_named(std::string_view name) {
    for (int i = 0; i <= static_cast<int>(sim::PaymentStepKind::rejected); ++i)
        if (sim::name_of(static_cast<sim::PaymentStepKind>(i)) == name)
            return static_cast<sim::PaymentStepKind>(i);
    return std::nullopt;
}

void PaymentEnd::take(const PaymentStepRow& step, std::int64_t minor) {
    const auto kind = step_named(step.step);
    if (!kind) return;
    outcome.take({.payment = step.payment,
                  .entry = step.entry.value_or(UINT32_MAX),
                  .time_ms = step.time_ms,
                  .minor = step.minor,
                  .kind = *kind,
                  .reason = reason_named(step.reason),
                  .channel = channel_named(step.channel)},
                 minor);
    tell(outcome);
}

void PaymentEnd::tell(const PaymentOutcome& of) {
    outcome = of;
    settled_minor = of.settled_minor;
    ended_ms = of.ended_ms;
    entry = of.entry == UINT32_MAX ? std::nullopt : std::optional(of.entry);
    status = sim::name_of(of.status);
    reason = of.reason_name();
    channel = of.channel_name();
}

std::optional<PaymentRow> payment_numbered(const Database& database, std::uint32_t id) {
    Statement row(database, fmt::format("SELECT {} FROM payment WHERE id = ?", payment_columns));
    row.bind(0, std::int64_t{id});
    if (!row.step()) return std::nullopt;
    PaymentRow found;
    read_payment(row, found);
    return found;
}

std::vector<PaymentRow> payments_named(const Database& database, const std::string& name) {
    Statement rows(database, fmt::format("SELECT {} FROM payment WHERE name = ? ORDER BY id",
                                         payment_columns));
    rows.bind(0, name);
    return all_of(rows);
}

std::vector<PaymentRow> payments_returning(const Database& database, std::uint32_t id) {
    Statement rows(database, fmt::format("SELECT {} FROM payment WHERE return_of = ? ORDER BY id",
                                         payment_columns));
    rows.bind(0, std::int64_t{id});
    return all_of(rows);
}

std::vector<PaymentRow> legs_of(const Database& database, std::uint32_t first) {
    Statement rows(database, fmt::format("SELECT {} FROM payment WHERE id = ? OR leg_of = ? "
                                         "ORDER BY leg",
                                         payment_columns));
    rows.bind(0, std::int64_t{first});
    rows.bind(1, std::int64_t{first});
    return all_of(rows);
}

std::vector<std::string> payment_names(const Database& database, std::size_t most) {
    std::vector<std::string> names;
    Statement rows(database, "SELECT name FROM payment WHERE name <> '' ORDER BY id LIMIT ?");
    rows.bind(0, static_cast<std::int64_t>(most));
    while (rows.step()) names.emplace_back(rows.text(0));
    return names;
}

std::vector<PaymentStepRow> steps_of(const Database& database, std::uint32_t payment) {
    Statement rows(database,
                   "SELECT payment, time_ms, step, reason, channel, minor, entry FROM payment_step "
                   "WHERE payment = ? ORDER BY id");
    rows.bind(0, std::int64_t{payment});
    std::vector<PaymentStepRow> steps;
    while (rows.step()) read_step_row(rows, steps.emplace_back());
    return steps;
}

std::vector<BookedPayment> payments_booked_by(const Database& database, std::uint32_t entry,
                                              std::size_t most) {
    Statement rows(database, fmt::format("SELECT {}, payment_step.minor FROM payment_step JOIN "
                                         "payment ON payment.id = payment_step.payment WHERE "
                                         "payment_step.entry = ? ORDER BY payment_step.id LIMIT ?",
                                         payment_columns));
    rows.bind(0, std::int64_t{entry}).bind(1, static_cast<std::int64_t>(most));
    std::vector<BookedPayment> booked;
    while (rows.step()) {
        read_payment(rows, booked.emplace_back().payment);
        booked.back().minor = rows.integer(payment_column_count);
    }
    return booked;
}

std::int64_t count_booked_by(const Database& database, std::uint32_t entry) {
    Statement row(database, "SELECT count(*) FROM payment_step WHERE entry = ?");
    row.bind(0, std::int64_t{entry});
    return row.step() ? row.integer(0) : 0;
}

void for_each_outcome(const Database& database,
                      const std::function<void(const PaymentRow&, const PaymentOutcome&)>& fn) {
    struct Open {
        std::uint32_t id = 0;
        std::int64_t minor = 0;
        PaymentOutcome outcome;
    };
    std::vector<Open> open;
    Statement numbers(database, "SELECT id, minor FROM payment ORDER BY id");
    while (numbers.step())
        open.push_back({.id = number_at<std::uint32_t>(numbers, 0),
                        .minor = numbers.integer(1),
                        .outcome = {}});
    Statement steps(database,
                    "SELECT payment, time_ms, step, reason, channel, minor, entry "
                    "FROM payment_step ORDER BY id");
    while (steps.step()) {
        const auto kind = step_named(steps.text(2));
        if (!kind) continue;
        const auto payment = number_at<std::uint32_t>(steps, 0);
        const auto at = std::ranges::lower_bound(open, payment, {}, &Open::id);
        if (at == open.end() || at->id != payment) continue;
        at->outcome.take(
            {.payment = payment,
             .entry = steps.is_null(6) ? UINT32_MAX : number_at<std::uint32_t>(steps, 6),
             .time_ms = steps.integer(1),
             .minor = steps.integer(5),
             .kind = *kind,
             .reason = reason_named(steps.text(3)),
             .channel = channel_named(steps.text(4))},
            at->minor);
    }
    Statement rows(database, fmt::format("SELECT {} FROM payment ORDER BY id", payment_columns));
    PaymentRow payment;
    for (std::size_t i = 0; i < open.size() && rows.step(); ++i) {
        read_payment(rows, payment);
        fn(payment, open[i].outcome);
    }
}

void for_each_payment(const Database& database,
                      const std::function<void(const PaymentRow&, const PaymentEnd&)>& fn) {
    PaymentEnd end;
    for_each_outcome(database, [&](const PaymentRow& payment, const PaymentOutcome& outcome) {
        end.tell(outcome);
        fn(payment, end);
    });
}

const sim::PaymentSystemRow* system_of(const sim::Directory& directory, std::string_view rail) {
    const auto at =
        std::ranges::find(directory.payment_systems, rail, &sim::PaymentSystemRow::rail);
    return at == directory.payment_systems.end() ? nullptr : &*at;
}

}  // namespace rmbsim::adapters::sqlite
