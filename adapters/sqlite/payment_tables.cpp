#include "adapters/sqlite/payment_tables.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <span>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <type_traits>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "adapters/sqlite/virtual_table.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"
#include "sim/kernel/uetr.hpp"
#include "sim/settlement/engine.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

void text_result(sqlite3_context* to, std::string_view text) {
    const char* data = text.data() == nullptr ? "" : text.data();
    sqlite3_result_text64(to, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

// The texts and the seal of one payment.
struct PaymentTexts {
    std::string_view return_reason;
    std::string name;
    sim::Uetr made;
    std::string_view uetr;
    std::int64_t seal = 0;

    void take(OpenPayments& open, const sim::PaymentFact& fact) {
        const sim::Directory& directory = *open.directory;
        name_payment(directory, fact, name);
        // One UETR for all legs (end to end).
        made = sim::uetr_of(open.seed, open.replication, fact.leg_of == 0 ? fact.id : fact.leg_of);
        uetr = made.view();
        if (fact.return_of == 0 && !directory.payment_uetrs.empty())
            if (const auto given = directory.payment_uetrs.find(fact.name);
                given != directory.payment_uetrs.end())
                uetr = given->second;
        const sim::PaymentSystemRow& system = directory.payment_systems[fact.rail];
        RowSeal& to = open.payment_seal;
        to.add(std::int64_t{fact.id});
        to.add(system.rail);
        to.add(name);
        to.add(std::int64_t{fact.payer_book});
        to.add(std::int64_t{fact.payee_book});
        to.add(fact.minor);
        to.add(system.currency);
        to.add(std::int64_t{system.decimals});
        to.add(fact.submitted_ms);
        to.add(std::int64_t{fact.priority_class});
        if (fact.return_of == 0)
            to.add_null();
        else
            to.add(std::int64_t{fact.return_of});
        to.add(uetr);
        return_reason =
            fact.return_reason == sim::PaymentReason::none ? "" : sim::name_of(fact.return_reason);
        to.add(return_reason);
        if (fact.leg_of == 0)
            to.add_null();
        else
            to.add(std::int64_t{fact.leg_of});
        to.add(std::int64_t{fact.leg});
        seal = to.close_row();
    }
};

struct StepTexts {
    std::string_view step, reason, channel;
    std::int64_t id = 0, seal = 0;

    void take(OpenPayments& open, const sim::PaymentStep& of) {
        step = sim::name_of(of.kind);
        reason = of.reason == sim::PaymentReason::none ? "" : sim::name_of(of.reason);
        channel = of.kind == sim::PaymentStepKind::settled
                      ? name_of(static_cast<sim::settlement::Channel>(of.channel))
                      : "";
        RowSeal& to = open.step_seal;
        id = to.rows();
        to.add(id);
        to.add(std::int64_t{of.payment});
        to.add(of.time_ms);
        to.add(step);
        to.add(reason);
        to.add(channel);
        to.add(of.minor);
        if (of.entry == UINT32_MAX)
            to.add_null();
        else
            to.add(std::int64_t{of.entry});
        seal = to.close_row();
    }
};

// Each row is read once, in order: its seal goes on from the one before.
template <class Row, class Texts>
struct PaymentCursor : sqlite3_vtab_cursor {
    using Rows = OpenPayments;
    Rows* open = nullptr;
    std::size_t at = 0;
    Texts texts;

    static std::span<const Row> rows_of(const OpenPayments& of) {
        if constexpr (std::is_same_v<Row, sim::PaymentFact>)
            return of.day.facts;
        else
            return of.day.steps;
    }
    bool first(Rows& of) {
        open = &of;
        at = 0;
        if (!ended()) texts.take(*open, row());
        return true;
    }
    bool ended() const { return at >= rows_of(*open).size(); }
    const Row& row() const { return rows_of(*open)[at]; }
    void next() {
        ++at;
        if (!ended()) texts.take(*open, row());
    }
};

struct OpenPaymentCursor : PaymentCursor<sim::PaymentFact, PaymentTexts> {
    static constexpr const char* columns =
        "CREATE TABLE open_payment(id, rail, name, payer_book, payee_book, minor, currency, "
        "decimals, submitted_ms, class, return_of, uetr, return_reason, leg_of, leg, seal)";

    void column(sqlite3_context* to, int column) const {
        const sim::PaymentFact& fact = row();
        const sim::PaymentSystemRow& system = open->directory->payment_systems[fact.rail];
        switch (column) {
            case 0:
                return sqlite3_result_int64(to, fact.id);
            case 1:
                return text_result(to, system.rail);
            case 2:
                return text_result(to, texts.name);
            case 3:
                return sqlite3_result_int64(to, fact.payer_book);
            case 4:
                return sqlite3_result_int64(to, fact.payee_book);
            case 5:
                return sqlite3_result_int64(to, fact.minor);
            case 6:
                return text_result(to, system.currency);
            case 7:
                return sqlite3_result_int64(to, system.decimals);
            case 8:
                return sqlite3_result_int64(to, fact.submitted_ms);
            case 9:
                return sqlite3_result_int64(to, fact.priority_class);
            case 10:
                if (fact.return_of != 0) sqlite3_result_int64(to, fact.return_of);
                return;
            case 11:
                return text_result(to, texts.uetr);
            case 12:
                return text_result(to, texts.return_reason);
            case 13:
                if (fact.leg_of != 0) sqlite3_result_int64(to, fact.leg_of);
                return;
            case 14:
                return sqlite3_result_int64(to, fact.leg);
            default:
                return sqlite3_result_int64(to, texts.seal);
        }
    }
};

struct OpenStepCursor : PaymentCursor<sim::PaymentStep, StepTexts> {
    static constexpr const char* columns =
        "CREATE TABLE open_payment_step(id, payment, time_ms, step, reason, channel, minor, entry, "
        "seal)";

    void column(sqlite3_context* to, int column) const {
        const sim::PaymentStep& step = row();
        switch (column) {
            case 0:
                return sqlite3_result_int64(to, texts.id);
            case 1:
                return sqlite3_result_int64(to, step.payment);
            case 2:
                return sqlite3_result_int64(to, step.time_ms);
            case 3:
                return text_result(to, texts.step);
            case 4:
                return text_result(to, texts.reason);
            case 5:
                return text_result(to, texts.channel);
            case 6:
                return sqlite3_result_int64(to, step.minor);
            case 7:
                if (step.entry != UINT32_MAX) sqlite3_result_int64(to, step.entry);
                return;
            default:
                return sqlite3_result_int64(to, texts.seal);
        }
    }
};

// The statements read from these, so they stand first.
const Database& with_tables(const Database& database, OpenPayments& open) {
    add_virtual_table<OpenPaymentCursor>(database, "open_payment", open);
    add_virtual_table<OpenStepCursor>(database, "open_payment_step", open);
    return database;
}

template <class Number>
Number fact_number(const sim::RunFacts& facts, std::string_view name) {
    Number number = 0;
    for (const auto& [key, value] : facts)
        if (key == name) std::from_chars(value.data(), value.data() + value.size(), number);
    return number;
}

}  // namespace

void name_payment(const sim::Directory& directory, const sim::PaymentFact& fact, std::string& to) {
    to.clear();
    if (fact.name != UINT32_MAX) {
        to = directory.payment_names[fact.name];
    } else if (fact.source != UINT32_MAX) {
        to = directory.payment_sources[fact.source];
        to += '.';
        std::array<char, 10> digits{};
        to.append(digits.data(),
                  std::to_chars(digits.data(), digits.data() + digits.size(), fact.nth).ptr);
    }
    if (fact.leg > 1) {
        to += sim::leg_infix;
        to += std::to_string(fact.leg);
    }
    if (fact.return_of != 0) to += sim::return_suffix;
}

PaymentInsert::PaymentInsert(const Database& database, OpenPayments& open)
    : open_(open),
      stored_payments_(stored_in(database, "payment")),
      stored_steps_(stored_in(database, "payment_step")),
      payments_(with_tables(database, open),
                "INSERT INTO payment SELECT id, rail, name, payer_book, payee_book, minor, "
                "currency, decimals, submitted_ms, class, return_of, uetr, return_reason, leg_of, "
                "leg, seal FROM open_payment"),
      steps_(database,
             "INSERT INTO payment_step SELECT id, payment, time_ms, step, reason, channel, minor, "
             "entry, seal FROM open_payment_step") {}

PaymentInsert::Stored PaymentInsert::stored_in(const Database& database, const std::string& table) {
    Stored stored;
    Statement seals(database, "SELECT seal FROM " + table + " ORDER BY rowid");
    while (seals.step()) stored.seals.push_back(seals.integer(0));
    return stored;
}

void PaymentInsert::compare(Stored& stored, const char* table, std::int64_t seal) {
    if (!stored.any_left() || stored.seals[stored.compared] != seal)
        throw RowDiffers(table, static_cast<std::int64_t>(stored.compared));
    ++stored.compared;
}

void PaymentInsert::begin(const sim::RunFacts& facts, const sim::Directory& directory) {
    open_.directory = &directory;
    open_.seed = fact_number<std::uint64_t>(facts, "seed");
    open_.replication = fact_number<std::uint32_t>(facts, "replication");
}

// A day's rows are stored all or none.
void PaymentInsert::write(const sim::PaymentLogDay& day) {
    open_.day = day;
    if (stored_payments_.any_left() && !day.facts.empty()) {
        PaymentTexts texts;
        for (const sim::PaymentFact& fact : day.facts) {
            texts.take(open_, fact);
            compare(stored_payments_, "payment", texts.seal);
        }
    } else if (!day.facts.empty()) {
        payments_.run();
    }
    if (stored_steps_.any_left() && !day.steps.empty()) {
        StepTexts texts;
        for (const sim::PaymentStep& step : day.steps) {
            texts.take(open_, step);
            compare(stored_steps_, "payment_step", texts.seal);
        }
    } else if (!day.steps.empty()) {
        steps_.run();
    }
    open_.day = {};
}

}  // namespace rmbsim::adapters::sqlite
