// How far simulated time may go by now: a rule over a wall clock that the caller hands in.
//
// Paces       N       N simulated seconds pass in one of the wall clock's
//             max     as fast as the machine can, in slices, so that inputs are looked at in between
//             step    time stands still, but for what is asked for and for the millisecond that each
//                     batch of inputs takes
// Units       simulated ms UTC; the wall clock in ns since any fixed instant, never going back
// Invariants  due_ms never goes back and never lies before what has happened; while paused it is that
// Pure        no clock is read here
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace rmbsim::adapters::live {

using WallTime = std::chrono::nanoseconds;

struct Pace {
    enum class Kind : std::uint8_t { ratio, as_fast_as_possible, stepped };
    Kind kind = Kind::ratio;
    std::int64_t ratio = 1;  // 1 … 100,000
    friend bool operator==(const Pace&, const Pace&) = default;
};

std::optional<Pace> parse_pace(std::string_view text);  // "1", "60", "60x", "max", "step"
std::string to_text(const Pace& pace);

class Pacer {
  public:
    static constexpr std::int64_t slice_ms = 60'000;

    Pacer(Pace pace, std::int64_t start_ms, WallTime now);

    // The instant up to which the world may go, which has gone to `happened_ms`.
    std::int64_t due_ms(WallTime now, std::int64_t happened_ms) const;
    void pause(WallTime now, std::int64_t happened_ms);
    void resume(WallTime now, std::int64_t happened_ms);
    // Somebody asked for a jump: the pace goes on from there.
    void jumped_to(std::int64_t happened_ms, WallTime now);

    bool is_paused() const { return paused_; }
    const Pace& pace() const { return pace_; }
    // How long to wait for an input before time is looked at again.
    std::chrono::milliseconds idle_wait() const;

  private:
    Pace pace_;
    std::int64_t base_ms_;
    WallTime base_;
    bool paused_ = false;
};

}  // namespace rmbsim::adapters::live
