// The tables by which files are read, checked and described: one Table a kind of mapping, one Field
// a key. Unknown keys, missing keys, wrong types and the JSON Schema all come from here.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace rmbsim::adapters {

enum class Shape : std::uint8_t {
    text,
    id,     // letters, digits, . _ -
    path,   // a file: relative to this one, or "library:…"
    title,  // text, or {en: …, zh: …}
    boolean,
    whole,            // 0, 1, 2 …
    decimal,          // plain decimal text
    flag_or_decimal,  // true, false or a decimal
    amount,           // plain decimal, with " CCY" where no currency is known otherwise
    currency,         // ISO 4217, or CNH
    country,          // ISO 3166, two letters
    date,
    times,     // one time, or a list of them
    time,      // "16:00" or "16:00 Asia/Shanghai"
    hours,     // "08:30-17:00"
    duration,  // 90s, 2h, 500ms
    zone,
    day_count,
    word,            // one of Field::words
    mapping,         // Field::table
    list,            // of mappings, Field::table
    texts,           // a list of texts
    id_or_ids,       // a name, or a list of names
    wholes,          // a list of whole numbers
    pair_of_wholes,  // [3, 9]
    pair_of_texts,   // ["1.00", "2.00"]
    named_mappings,  // free keys, each a mapping by Field::table
    named_texts,     // free keys, each a text
    named_amounts,   // free keys, each an amount
    named_facts,     // free keys, each a flag or a decimal
    any,             // what a patch puts in place of something
};

struct Table;

inline constexpr bool yes = true, no = false;  // what Field::required says in a table

struct Field {
    std::string_view key;
    Shape shape = Shape::text;
    bool required = false;
    std::string_view doc = {};
    std::string_view example = {};  // what a mapping that lacks the key could say
    const Table* table = nullptr;
    std::span<const std::string_view> words = {};
};

struct Table {
    std::string_view name;  // "account"; of the definition in the JSON Schema too
    std::string_view doc;
    std::span<const Field> fields;

    const Field* find(std::string_view key) const;
};

const Table& scenario_table();
const Table& patch_table();  // a scenario overlay: `set:`
const Table& regime_table();
const Table& overlay_table();  // a policy overlay

}  // namespace rmbsim::adapters
