// A scenario that runs, from the payments of files: the banks that they name take part in one rail.
//
// Banks       the debtor's and the creditor's agent; of a bank's own payment the bank itself; else who sends
//             and who receives the message. One bank has one BIC of 8 characters, else one clearing number,
//             else one name
// Left out    with a warning at its line: another currency than the rail's, one bank on both sides (no rail
//             is needed), no bank or no day
// Files       scenario.yaml and the orders.csv that it names
// Balances    all that a bank sends, so that everything settles at once: to be lowered by hand
// Memory      a name a payment, a row a bank
// Errors      CommandFailure: the rail is none that settles by itself, or no payment is left
#pragma once

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "adapters/cli/import_folder.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/currency.hpp"

namespace rmbsim::adapters::cli {

class ScenarioDraft {
  public:
    ScenarioDraft(ImportFolder& into, const std::string& library, const std::string& rail);

    void add(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer,
             const std::string& file, std::uint32_t line, Diagnostics& said);
    std::uint64_t finish();  // writes the scenario; how many payments are in it

  private:
    struct Bank {
        std::string id, name, bic;
        std::int64_t sent_minor = 0;
    };
    std::optional<std::size_t> bank_of(const iso20022::Agent& agent);
    std::string name_of(const iso20022::CreditTransfer& transfer);

    ImportFolder& into_;
    std::ofstream& orders_;
    std::string rail_, calendar_, zone_;
    ledger::CurrencyId currency_{};
    std::map<std::string, std::size_t> by_key_;
    std::vector<Bank> banks_;
    std::set<std::string> ids_;    // of banks
    std::set<std::string> names_;  // of payments
    std::string first_day_, last_day_;
    std::uint64_t count_ = 0;
};

}  // namespace rmbsim::adapters::cli
