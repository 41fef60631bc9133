// The format of rates and their tiers. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_interest.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;

constexpr std::array tier_fields = {
    Field{"from", decimal, yes, "Balance from which it holds, in the account's currency.",
          "1000000.00"},
    Field{"to", decimal, no, "Where the next one begins; may be left out.", "5000000.00"},
    Field{"rate", decimal, no, "Fixed yearly rate as a fraction: 0.0385 is 3.85 %.", "0.0050"},
    Field{"index", id, no, "A curve under market.curves; then `tenor` too.", "LPR"},
    Field{"tenor", text, no, "Tenor of the curve.", "1Y"},
    Field{"margin", decimal, no, "Added to the fixing.", "0.0050"},
    Field{"floor", decimal, no, "The rate is never below.", "0"},
};
constexpr Table rate_tier_table{"rate_tier", "A yearly rate from a balance on.", tier_fields};

constexpr std::array<std::string_view, 2> tiering_words = {"slab", "graduated"};
constexpr std::array rate_term_fields = {
    Field{"rate", decimal, no, "Fixed yearly rate as a fraction: 0.0385 is 3.85 %.", "0.0050"},
    Field{"index", id, no, "A curve under market.curves; then `tenor` too.", "LPR"},
    Field{"tenor", text, no, "Tenor of the curve.", "1Y"},
    Field{"margin", decimal, no, "Added to the fixing.", "0.0050"},
    Field{"floor", decimal, no, "The rate is never below.", "0"},
    Field{"tiers", list, no, "Instead of one rate: rates by the size of the balance.",
          "[{from: 0, rate: 0.0005}, {from: 1000000.00, rate: 0.0070}]", &rate_tier_table},
    Field{"tiering", word, no,
          "slab: the tier reached prices the whole balance; graduated: each slice its own.", "slab",
          nullptr, tiering_words},
    Field{"agreed_limit", decimal, no, "debit: overdraft up to which the rate alone is charged.",
          "1000000.00"},
    Field{"over_limit", decimal, no, "debit: penalty added on the part beyond agreed_limit.",
          "0.0200"},
};

}  // namespace

constinit const Table rate_term_table{
    "rate_term", "A yearly rate: fixed, or a fixing plus a margin.", rate_term_fields};

}  // namespace rmbsim::adapters
