// What became of payments in payment systems, as two sealed tables: a row a payment, a row a step.
//
// Names       recorded and live payments as they are written; of a generator <source>.<n>; a return has
//             its original's with ".return"; an instruction of a company's has none
// UETR        the sender's where one came with it, else made from the run's facts "seed" and
//             "replication" (sim/kernel/uetr.hpp)
// Speed       a day goes in by one statement a table, from virtual tables (virtual_table.hpp)
// Cut off     rows that are stored already are held against the new ones; the first that differs throws
//             RowDiffers
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/row_seal.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {

struct
    OpenPayments {  // set before the statements run; stays where it is while the database is open
    const sim::Directory* directory = nullptr;
    sim::PaymentLogDay day{};
    std::uint64_t seed = 0;
    std::uint32_t replication = 0;
    RowSeal payment_seal, step_seal;
};

// As the table has it; `to` is overwritten.
void name_payment(const sim::Directory& directory, const sim::PaymentFact& fact, std::string& to);

class PaymentInsert {
  public:
    PaymentInsert(const Database& database, OpenPayments& open);

    void begin(const sim::RunFacts& facts, const sim::Directory& directory);
    void write(const sim::PaymentLogDay& day);
    // For the table "sealed".
    const RowSeal& payments() const { return open_.payment_seal; }
    const RowSeal& steps() const { return open_.step_seal; }

  private:
    struct Stored {
        std::vector<std::int64_t> seals;
        std::size_t compared = 0;
        bool any_left() const { return compared < seals.size(); }
    };
    static Stored stored_in(const Database& database, const std::string& table);
    static void compare(Stored& stored, const char* table, std::int64_t seal);

    OpenPayments& open_;
    Stored stored_payments_, stored_steps_;
    Statement payments_, steps_;
};

}  // namespace rmbsim::adapters::sqlite
