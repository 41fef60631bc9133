// Payment systems in the terminal: what each did, and variants of a bank's day side by side.
//
// Figures     exact; shares in per cent, waits as hours:minutes:seconds, money in the system's currency
// Order       of variants: value settled, then delay indicator, then liquidity used, which is said
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "ledger/int128.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

// Every variant is a bank's run: payment systems, and no company's account.
bool is_bank_report(const ReportInput& input);

// One line a system below a line of heads, then its channels; none without systems.
std::vector<std::string> settlement_lines(const sim::RunResult& result, Language language,
                                          int width);

// One line a variant, the best first, below what decides and a line of heads.
std::vector<std::string> settlement_ranking_lines(const ReportInput& input, Language language,
                                                  int width);

// What a board would read of a bank's run or comparison.
std::string settlement_verdict(const ReportInput& input, Language language);

std::string clock_text(std::int64_t ms);                              // "1:58:00", "26:00:05"
std::string percent_text(ledger::Int128 part, ledger::Int128 whole);  // "98.7 %", "–" of nothing

}  // namespace rmbsim::adapters
