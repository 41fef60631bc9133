// Banks, companies and accounts of a run as messages name them, and the ids that messages get.
//
// Banks       by BIC, else by their id as clearing member; the name goes along
// Accounts    by their id in the scenario: "LG.ops"
// Range       ids have 35 characters at most: a longer name of a payment gives way to its number
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "adapters/iso20022/message.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "ledger/money.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"

namespace rmbsim::adapters::outgoing {

struct AccountPlace {
    std::uint32_t company = UINT32_MAX, bank = UINT32_MAX;  // books; UINT32_MAX: not known
};

class RunNames {
  public:
    explicit RunNames(const sim::Directory& directory);

    iso20022::Agent bank(std::uint32_t book) const;
    iso20022::Party bank_as_party(std::uint32_t book) const;
    iso20022::Party company(std::uint32_t book) const;
    AccountPlace place_of(const std::string& account) const;
    std::string code_of(std::uint32_t book) const;
    // TREA between accounts of one company, INTC between two of a pool; empty: not the treasury's.
    std::string category_purpose(const std::string& link, std::uint32_t from_company,
                                 std::uint32_t to_company) const;

  private:
    const sim::Directory& directory_;
    std::unordered_map<std::string, AccountPlace> accounts_;
};

std::string number_text(std::uint32_t payment);  // "P-17"
std::string end_to_end_id(std::string_view name, std::uint32_t payment);
// "009-20261123-1a2b3c4d-P17": kind of message, day and beginning of its first payment's UETR.
std::string message_id(std::string_view kind, std::string_view day, std::string_view uetr,
                       std::uint32_t payment);
// Why a payment ended unsettled: the code of ISO 20022's list, else the journal's own word.
iso20022::Reason reason_of(std::string_view word);
// Why settled money comes back: FOCR after a recall.
iso20022::Reason return_reason_of(std::string_view word);
// Renminbi is CNY wherever it lies.
ledger::Money money_of(std::int64_t minor, std::string_view currency);
// For a file's name: letters, digits, '-', '_' and '.'.
std::string plain_name(std::string_view text);

}  // namespace rmbsim::adapters::outgoing
