// The simulation's side of a live day: take what has come in, admit it, answer it; else let time go on.
//
// End         what waits in the inbox is still answered, payments by "period_over"
// Errors      what the store or the world throws passes through: nothing of that batch was acknowledged;
//             OutletFailure when the port broke
#pragma once

#include <cstdint>
#include <functional>

#include "adapters/live/port.hpp"
#include "adapters/live/session.hpp"

namespace rmbsim::adapters::live {

enum class LiveEnd : std::uint8_t { period_over, stopped, interrupted };

// `interrupted` is asked at every turn; `wall` never goes back.
LiveEnd run_live(Session& session, Pacer& pacer, Port& port,
                 const std::function<bool()>& interrupted, const std::function<WallTime()>& wall);

}  // namespace rmbsim::adapters::live
