#include "adapters/sqlite/decision_trace.hpp"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "sim/kernel/decision.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

using sim::BoundKind;

constexpr std::string_view head = R"({"bounds":[)";
constexpr std::string_view tail = "]}";

void append_number(std::string& to, std::int64_t value) {
    std::array<char, 24> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
    to.append(digits.data(), end);
}

// Takes `text` from the front of what is left.
bool take(std::string_view& left, std::string_view text) {
    if (!left.starts_with(text)) return false;
    left.remove_prefix(text.size());
    return true;
}

template <class T>
bool take_number(std::string_view& left, T& value) {
    const auto read = std::from_chars(left.data(), left.data() + left.size(), value);
    if (read.ec != std::errc()) return false;
    left.remove_prefix(static_cast<std::size_t>(read.ptr - left.data()));
    return true;
}

std::optional<BoundKind> take_kind(std::string_view& left) {
    for (std::size_t i = 0; i < sim::bound_kind_count; ++i) {
        const auto kind = static_cast<BoundKind>(i);
        std::string_view rest = left;
        if (take(rest, name_of(kind)) && take(rest, "\"")) {
            left = rest;
            return kind;
        }
    }
    return std::nullopt;
}

std::optional<sim::Decision::Bound> take_bound(std::string_view& left) {
    sim::Decision::Bound bound;
    if (!take(left, R"({"kind":")")) return std::nullopt;
    const auto kind = take_kind(left);
    if (!kind || !take(left, R"(,"minor":)") || !take_number(left, bound.minor))
        return std::nullopt;
    bound.kind = *kind;
    if (take(left, R"(,"limit":)") && !take_number(left, bound.limit)) return std::nullopt;
    if (!take(left, "}")) return std::nullopt;
    return bound;
}

}  // namespace

void append_trace(std::string& to, const sim::Decision& decision) {
    to += head;
    for (std::size_t i = 0; i < decision.bound_count; ++i) {
        const sim::Decision::Bound& bound = decision.bounds[i];
        to += i == 0 ? R"({"kind":")" : R"(,{"kind":")";
        to += name_of(bound.kind);
        to += R"(","minor":)";
        append_number(to, bound.minor);
        if (bound.limit != UINT32_MAX) {
            to += R"(,"limit":)";
            append_number(to, bound.limit);
        }
        to += "}";
    }
    to += tail;
}

bool read_trace(std::string_view text, sim::Decision& decision) {
    decision.bound_count = 0;
    decision.bounds = {};
    if (!take(text, head)) return false;
    while (!take(text, tail)) {
        if (decision.bound_count == sim::Decision::bounds_max) return false;
        if (decision.bound_count > 0 && !take(text, ",")) return false;
        const auto bound = take_bound(text);
        if (!bound) return false;
        decision.bounds[decision.bound_count++] = *bound;
    }
    return text.empty();
}

}  // namespace rmbsim::adapters::sqlite
