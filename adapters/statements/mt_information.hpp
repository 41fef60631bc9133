// What field :86: says, in the two ways banks give it structure, or as plain text.
//
// Subfields   "020?00TEXT?20…?29 purpose ?30 bank ?31 account ?32?33 name ?60…?63 purpose" (German banks and
//             others; line ends inside mean nothing), purpose with SEPA words "EREF+", "SVWZ+" …
// Code words  "/EREF/…/NAME/…/REMI/…" (ABN AMRO, ING, Rabobank and our own); a word that is not known is text
// Round trip  read_information(write_information(x)) gives x's fields, as far as SWIFT's characters carry them
//             and six lines of 65 hold them
#pragma once

#include <string>
#include <string_view>

#include "adapters/statements/statement.hpp"

namespace rmbsim::adapters::statements {

// Fills the entry's texts, references and proprietary code from the field's value.
void read_information(std::string_view value, Entry& entry);

// The value for :86:, lines apart by LF; empty when the entry has nothing to say. What is too long is cut.
std::string write_information(const Entry& entry);

}  // namespace rmbsim::adapters::statements
