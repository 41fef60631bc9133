// The format of taxes and of the arm's-length range. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_interest.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;

constexpr std::array<std::string_view, 5> mark_words = {"VERIFIED-1", "VERIFIED-2", "RECALLED",
                                                        "DERIVED", "ASSUMPTION"};
constexpr std::array route_fields = {
    Field{"from", country, yes, "Where the payer is.", "CN"},
    Field{"to", country, yes, "Where the payee is.", "HK"},
    Field{"rate", decimal, yes, "Share that is withheld, from 0 to below 1.", "0.07"},
    Field{"document", text, yes, "Where that is written.", "the arrangement's article 11"},
    Field{"mark", word, yes, "How far it was checked.", "RECALLED", nullptr, mark_words},
};
constexpr Table route_table{"withholding_route", "Withholding tax on interest from there to there.",
                            route_fields};

constexpr std::array tax_fields = {
    Field{"withholding", list, no,
          "Rates by route. A route out of the mainland that is not listed has the regime's rate; a "
          "pool's own number goes before both.",
          "", &route_table},
    Field{"gross_up", boolean, no, "Whether the payer bears the tax it withholds. Default false.",
          "false"},
    Field{"domestic_vat", decimal, no,
          "VAT that a mainland lender owes on interest from another, 0 to 1. Default 0.", "0.06"},
    Field{"surcharge", decimal, no, "On that VAT, as a share of it. Default 0.", "0.12"},
};

constexpr std::array arms_length_fields = {
    Field{"low", decimal, yes, "Least yearly rate.", "0.0150"},
    Field{"high", decimal, yes, "Most.", "0.0450"},
};

}  // namespace

constinit const Table tax_table{"tax", "Taxes on interest between group companies.", tax_fields};
constinit const Table arms_length_table{
    "arms_length", "What strangers would agree to; a rate outside is told.", arms_length_fields};

}  // namespace rmbsim::adapters
