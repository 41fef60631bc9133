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

constexpr std::array<std::string_view, 3> payer_words = {"both", "lender", "borrower"};
constexpr std::array stamp_fields = {
    Field{"borne_by", word, yes, "Who of the two pays; a company abroad pays none.", "both",
          nullptr, payer_words},
};
constexpr Table stamp_table{"stamp_duty", "On loan contracts of sweeps (印花税).", stamp_fields};

constexpr std::array thin_fields = {
    Field{"entity", id, yes, "A mainland company.", "sz"},
    Field{"income_tax_rate", decimal, yes, "Its effective rate (实际税负), 0 to 1.", "0.25"},
    Field{"arms_length_proof", boolean, no,
          "It can prove that strangers would lend as much. Default false.", "true"},
};
constexpr Table thin_table{"thin_capitalisation",
                           "A company whose related interest is held to the regime's ratio.",
                           thin_fields};

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
    Field{"stamp_duty", mapping, no,
          "On the loans that sweeps make, at the regime's rate and scope. Without: none.",
          "{borne_by: both}", &stamp_table},
    Field{"thin_capitalisation", list, no,
          "Companies whose interest above the regime's ratio is not deductible (资本弱化).", "",
          &thin_table},
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
