// What an account is called in a plain-text accounting tool: book, type, code.
//
// Names       ledger, hledger   sz:Assets:1002 SZ.master          letters, digits, . - _ and one space
//             beancount         Assets:Sz:C1002-SZ-master         ASCII letters, digits and dashes, each
//                               part from a capital; the real code goes along as metadata
// Invariants  no two accounts share a name: what a tool does not take becomes _ or -, and where two
//             names would meet, the later one gets -2, -3 … in the directory's order. Every name has
//             three parts, so no account is the parent of another.
#pragma once

#include <string>
#include <vector>

#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::exports {

std::vector<std::string> plain_text_names(const sim::Directory& directory);
std::vector<std::string> beancount_names(const sim::Directory& directory);

}  // namespace rmbsim::adapters::exports
