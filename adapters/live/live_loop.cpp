#include "adapters/live/live_loop.hpp"

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/live/inbox.hpp"
#include "adapters/live/pacer.hpp"
#include "adapters/live/port.hpp"
#include "adapters/live/request.hpp"
#include "adapters/live/session.hpp"
#include "adapters/zmq/endpoint.hpp"

namespace rmbsim::adapters::live {
namespace {

constexpr std::size_t batch_most = 256;  // a larger batch would make its first wait for its last

void answer_batch(Session& session, Port& port, std::vector<Asked> asked, WallTime now) {
    std::vector<Request> requests;
    requests.reserve(asked.size());
    for (Asked& one : asked) requests.push_back(std::move(one.request));
    port.answer(std::move(asked), session.take(requests, now));
}

}  // namespace

LiveEnd run_live(Session& session, Pacer& pacer, Port& port,
                 const std::function<bool()>& interrupted, const std::function<WallTime()>& wall) {
    LiveEnd end = LiveEnd::period_over;
    while (!session.is_over()) {
        if (interrupted()) {
            end = LiveEnd::interrupted;
            break;
        }
        std::vector<Asked> asked = port.take(batch_most, pacer.idle_wait());
        if (asked.empty()) {
            if (std::string failure = port.failure(); !failure.empty())
                throw OutletFailure(std::move(failure));
            session.move_on(wall());
            continue;
        }
        answer_batch(session, port, std::move(asked), wall());
        session.move_on(wall());  // those who only ask do not hold time up
        if (session.is_stopping()) {
            end = LiveEnd::stopped;
            break;
        }
    }
    session.close();
    for (auto asked = port.take(batch_most, {}); !asked.empty(); asked = port.take(batch_most, {}))
        answer_batch(session, port, std::move(asked), wall());
    return end;
}

}  // namespace rmbsim::adapters::live
