#include "adapters/yaml/conversion_tables.hpp"

#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;
using Word = std::string_view;

constexpr std::array one_place_fields = {
    Field{"renminbi", id, yes, "The account in CNY or CNH, same owner and bank.", "SZ.cny"},
    Field{"fx", id, yes, "FX terms: whose mid rate (onshore: CNY, offshore: CNH), and the spread.",
          "sz-dealing"},
    Field{"fee", amount, no, "Renminbi, a conversion. Default 0.", "50.00"},
};
constexpr Table one_place_table{"conversion_at", "One place of conversion.", one_place_fields};

constexpr std::array<Word, 3> conversion_directions = {"both", "sell", "buy"};
constexpr std::array conversion_fields = {
    Field{"id", id, yes, "Name in this file.", "export-usd"},
    Field{"foreign", id, yes, "The account in foreign currency.", "SZ.usd"},
    Field{"keep", amount, no, "What stays in it: more is sold, less is bought. Default 0.",
          "10000.00"},
    Field{"direction", word, no, "Default both.", "sell", nullptr, conversion_directions},
    Field{"at", time, no, "Local time, on each day on which the bank is open. Default 15:00.",
          "\"15:00\""},
    Field{"offshore_allowed", boolean, no,
          "Whether offshore may be chosen. Default false: what that forgoes is told.", "true"},
    Field{"onshore", mapping, yes, "At the CNY price.", "{renminbi: SZ.cny, fx: sz-dealing}",
          &one_place_table},
    Field{"offshore", mapping, yes, "At the CNH price.", "{renminbi: SZ.cnh, fx: ft-dealing}",
          &one_place_table},
};

constexpr std::array<Word, 2> next_days = {"keep", "reverse"};
constexpr std::array<Word, 2> markets = {"onshore", "offshore"};
constexpr std::array revaluation_fields = {
    Field{"company", id, yes, "Whose foreign balances.", "sz"},
    Field{"currency", currency, yes, "Functional currency: accounts in others are revalued.",
          "CNY"},
    Field{"market", word, no, "Whose mid rate. Default onshore.", "onshore", nullptr, markets},
    Field{"next_day", word, no,
          "keep: the next revaluation books the change; reverse: the next day takes it back. "
          "Default keep.",
          "keep", nullptr, next_days},
};

}  // namespace

const Table conversion_place_table{
    "conversion_place",
    "Where foreign currency is converted, onshore or offshore (结售汇地点选择).",
    conversion_fields};
const Table revaluation_table{"revaluation", "Foreign balances at the period's end (期末汇兑重估).",
                              revaluation_fields};

}  // namespace rmbsim::adapters
