// Two runs side by side: the first entry in which their journals differ and why, then other figures.
#pragma once

#include <expected>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "adapters/report/language.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {

struct DiffSide {
    std::filesystem::path journal;
    std::span<const sim::Kpi> kpis;  // from result.json; may be empty
};

struct Difference {
    bool same = true;  // journals, indicators and facts
    std::string text;  // for people; also says that there is no difference
};

// An error is one sentence: a journal that cannot be read. Damage inside is part of the text.
std::expected<Difference, std::string> diff_journals(const DiffSide& left, const DiffSide& right,
                                                     Language language);

}  // namespace rmbsim::adapters
