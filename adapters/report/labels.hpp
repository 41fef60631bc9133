// The words people read for names that the simulator gives to figures, outcomes and reasons.
//
// A name without a label is shown as it is, with spaces for its underscores: nothing is hidden.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "adapters/report/language.hpp"

namespace rmbsim::adapters {

struct Label {
    std::string_view name, en, zh;
};

enum class LabelKind : std::uint8_t { kpi, outcome, bound, trapped, method, flow, reason };

std::span<const Label> labels_of(LabelKind kind);
std::string label_of(LabelKind kind, std::string_view name, Language language);

}  // namespace rmbsim::adapters
