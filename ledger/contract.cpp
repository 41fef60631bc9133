#include "ledger/contract.hpp"

#include <source_location>
#include <string>

namespace rmbsim::ledger {

void break_contract(const char* promise, std::source_location where) {
    throw ContractViolation(std::string(where.file_name()) + ":" + std::to_string(where.line()) +
                            ": contract broken in " + where.function_name() + ": " + promise);
}

}  // namespace rmbsim::ledger
