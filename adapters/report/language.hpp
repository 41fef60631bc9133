// The two languages that people read: every text shown exists in both.
#pragma once

#include <cstdint>
#include <string>

namespace rmbsim::adapters {

enum class Language : std::uint8_t { en, zh };

// The text of the language asked for; the other one where it is empty.
inline const std::string& text_in(Language language, const std::string& en, const std::string& zh) {
    return (language == Language::zh && !zh.empty()) || en.empty() ? zh : en;
}

}  // namespace rmbsim::adapters
