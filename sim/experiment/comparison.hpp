// Variants of one scenario held against each other: which wins, by how much, who loses, what lies trapped.
//
// Input       results of the same flows and seed; one of them may be the baseline
// Rank        by the group's net_result (after tax and fees), the largest first; where every variant is
//             a bank's run by what its payment systems settled (sim/measure/settlement_sums.hpp). Equal
//             results share a rank and stand in the order of `compare:`
// Winner      the best variant that is not the baseline; of equals the first
// Units       texts keep the indicator's unit and decimals: a difference has those of the finer side
// Source      pooling-practice §20: two runs are always compared, participation result
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/measure/result.hpp"

namespace rmbsim::sim {

struct PairedDifference {  // one indicator of one company or the group, against the baseline
    std::string kpi, entity, unit;
    std::string baseline, value, difference;  // difference = value - baseline
    friend bool operator==(const PairedDifference&, const PairedDifference&) = default;
};

struct EntityEffect {  // after tax and fees, against the baseline
    std::string entity, amount;
    friend bool operator==(const EntityEffect&, const EntityEffect&) = default;
};

struct TrappedByReason {
    std::string reason;
    std::int64_t reporting_minor = 0;
    std::size_t accounts = 0;
    friend bool operator==(const TrappedByReason&, const TrappedByReason&) = default;
};

struct Standing {          // of one variant
    std::size_t rank = 0;  // 1 is best
    std::vector<PairedDifference>
        differences;                       // none without a baseline or for the baseline itself
    std::vector<EntityEffect> effects;     // every company, in the result's order
    std::vector<EntityEffect> losers;      // those below zero, the worst first
    std::vector<TrappedByReason> trapped;  // the largest first
};

enum class RankedBy : std::uint8_t { net_result, settlement };

struct VariantComparison {
    RankedBy by = RankedBy::net_result;
    std::vector<std::size_t> ranking;  // indices of variants, the best first
    std::size_t winner = 0;
    std::optional<std::size_t> baseline;
    std::vector<Standing> standings;  // as the variants stand
};

// Payment systems decide where every variant has them and none has a company's account.
RankedBy ranked_by(std::span<const RunResult* const> variants);
bool is_better(RankedBy by, const RunResult& a, const RunResult& b);

// At least one variant; the baseline is one of them.
VariantComparison compare_results(std::span<const RunResult* const> variants,
                                  std::optional<std::size_t> baseline);

// "-12.30" less "1.5" is "-13.80"; nullopt where a text is no plain decimal ("2026-01-27").
std::optional<std::string> difference_of(const std::string& value, const std::string& baseline);
int decimals_in(std::string_view plain_decimal);  // "-12.30" has two

}  // namespace rmbsim::sim
