#include "adapters/live/pacer.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

namespace rmbsim::adapters::live {
namespace {

constexpr std::int64_t ratio_max = 100'000;
constexpr std::chrono::milliseconds paced_wait{5}, still_wait{50};

}  // namespace

std::optional<Pace> parse_pace(std::string_view text) {
    if (text == "max") return Pace{.kind = Pace::Kind::as_fast_as_possible};
    if (text == "step") return Pace{.kind = Pace::Kind::stepped};
    if (text.ends_with('x')) text.remove_suffix(1);
    std::int64_t ratio = 0;
    const auto [end, error] = std::from_chars(text.begin(), text.end(), ratio);
    if (error != std::errc{} || end != text.end() || ratio < 1 || ratio > ratio_max)
        return std::nullopt;
    return Pace{.ratio = ratio};
}

std::string to_text(const Pace& pace) {
    switch (pace.kind) {
        case Pace::Kind::as_fast_as_possible:
            return "max";
        case Pace::Kind::stepped:
            return "step";
        case Pace::Kind::ratio:
            break;
    }
    return std::to_string(pace.ratio);
}

Pacer::Pacer(Pace pace, std::int64_t start_ms, WallTime now)
    : pace_(pace), base_ms_(start_ms), base_(now) {}

std::int64_t Pacer::due_ms(WallTime now, std::int64_t happened_ms) const {
    if (paused_) return happened_ms;
    switch (pace_.kind) {
        case Pace::Kind::stepped:
            return happened_ms;
        case Pace::Kind::as_fast_as_possible:
            return happened_ms + slice_ms;
        case Pace::Kind::ratio:
            break;
    }
    // In microseconds, so that ten years at the highest ratio stay within 64 bits.
    const auto passed = std::chrono::duration_cast<std::chrono::microseconds>(now - base_);
    return std::max(happened_ms, base_ms_ + passed.count() * pace_.ratio / 1000);
}

void Pacer::pause(WallTime now, std::int64_t happened_ms) {
    if (paused_) return;
    jumped_to(happened_ms, now);
    paused_ = true;
}

void Pacer::resume(WallTime now, std::int64_t happened_ms) {
    if (!paused_) return;
    paused_ = false;
    jumped_to(happened_ms, now);
}

void Pacer::jumped_to(std::int64_t happened_ms, WallTime now) {
    base_ms_ = happened_ms;
    base_ = now;
}

std::chrono::milliseconds Pacer::idle_wait() const {
    if (paused_ || pace_.kind == Pace::Kind::stepped) return still_wait;
    return pace_.kind == Pace::Kind::ratio ? paced_wait : std::chrono::milliseconds{0};
}

}  // namespace rmbsim::adapters::live
