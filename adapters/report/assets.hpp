// The page's template, style, scripts and chart library, compiled in (embed.cmake).
#pragma once

#include <string_view>

namespace rmbsim::adapters {

// A file of adapters/report/assets by its name; empty for a name that was not embedded.
std::string_view asset(std::string_view name);

}  // namespace rmbsim::adapters
