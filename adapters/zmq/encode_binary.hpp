// Records as bytes, little-endian, for subscribers that cannot afford to read text.
//
// Batch       "RMB1", then u32: how many records follow
// Record      at 0 u64 seq · 8 i64 time, ms since 1970 UTC · 16 i64 amount · 24 i64 other (wish, cap), both in
//             minor units · 32 u32 book · 36 u32 subject · 40 u32 rule · 44 u32 link · 48 i32 value date, days
//             since 1970-01-01 · 52 u16 code · 54 u8 kind · 55 u8 number of postings, + 128 when the entry goes
//             on in the next record; then each posting: i64 minor units, u32 account, u32 nothing
// Names       numbers are places in the lists of names_text(): JSON, topic "rmbsim.names.-", sent to all when
//             somebody has subscribed; 4294967295 is none
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {

inline constexpr std::size_t binary_head = 8, binary_record = 56, binary_posting = 16;

void append_binary(std::string& out, const sim::Record& record);
// Room for the head of a batch, and its count once that is known.
void begin_binary(std::string& out);
void count_binary(std::string& batch, std::uint32_t records);
std::string names_text(const sim::Directory& directory);

}  // namespace rmbsim::adapters
