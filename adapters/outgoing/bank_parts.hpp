// What messages between banks are made of: heads, transfers, returns and what they refer to, each from a
// payment of the journal.
//
// Errors      sqlite::SqliteError where the journal cannot be read on
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "adapters/iso20022/message.hpp"
#include "adapters/outgoing/run_names.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters::outgoing {

struct Kind {
    std::string_view file;  // "pacs.009"
    std::string_view name;  // with its version
    std::string_view id;    // in front of message ids
};
inline constexpr Kind pacs009{"pacs.009", "pacs.009.001.08", "009"};
inline constexpr Kind pacs008{"pacs.008", "pacs.008.001.08", "008"};
inline constexpr Kind pacs004{"pacs.004", "pacs.004.001.09", "004"};
inline constexpr Kind pacs002{"pacs.002", "pacs.002.001.10", "002"};
inline constexpr Kind camt056{"camt.056", "camt.056.001.08", "056"};
inline constexpr Kind camt029{"camt.029", "camt.029.001.09", "029"};

struct Handled {
    sqlite::PaymentRow payment;
    sqlite::PaymentEnd end;
};

class BankParts {
  public:
    BankParts(const sqlite::Database& database, const sim::Directory& directory);

    iso20022::Agent bank(std::uint32_t book) const { return names_.bank(book); }
    iso20022::Agent operator_of(const std::string& rail) const;
    // On the rail's clocks.
    std::string instant(std::string_view rail, std::int64_t time_ms) const;
    iso20022::MessageHead head(const Kind& kind, const std::string& day,
                               const sqlite::PaymentRow& first, std::int64_t time_ms,
                               const iso20022::Agent& from, const iso20022::Agent& to) const;
    // `instructed`: the company's instruction that it carries; nullptr: between the banks.
    iso20022::CreditTransfer transfer_of(const Handled& h, const sim::PaymentResult* instructed);
    iso20022::PaymentReturn return_of(const Handled& h);
    iso20022::Original original_of(const Handled& h, const iso20022::MessageHead& sent) const;

  private:
    // As the entry is valued that booked it; of one never booked the day on which it was handed in.
    std::string settlement_date(const Handled& h);
    std::string clearing_system(const std::string& rail) const;

    const sqlite::Database& database_;
    const sim::Directory& directory_;
    RunNames names_;
    sqlite::Statement value_day_;
};

}  // namespace rmbsim::adapters::outgoing
