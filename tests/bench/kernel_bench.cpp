// Events a second of the kernel, in the hold model: 10,000 events are always pending; each one taken
// posts a transfer to an account drawn at random and schedules its successor at a random time.
#include <cstdint>
#include <cstdlib>
#include <vector>

#include "ledger/ledger.hpp"
#include "sim/kernel/event_queue.hpp"
#include "sim/kernel/random.hpp"
#include "tests/bench/repeat.hpp"
#include "tests/bench/transfers.hpp"

namespace {

using namespace rmbsim;

constexpr std::uint32_t events = 2'000'000;
constexpr std::uint32_t delay_ms_max = 20'000'000;  // a mean of 10,000 s: about one event a second
constexpr int repetitions = 7;

class HoldModel {
  public:
    HoldModel() {
        for (std::uint32_t i = 0; i < bench::account_count; ++i) {
            streams_.emplace_back(1, 0, i, sim::Purpose::order_count);
            schedule_successor(i);
        }
    }

    // Takes `count` events; at(event, its stream) is what each one does.
    template <class At>
    void run(std::uint32_t count, At&& at) {
        for (std::uint32_t i = 0; i < count; ++i) {
            const auto event = queue_.take_next();
            if (!event) std::abort();
            at(*event, streams_[event->target]);
            schedule_successor(event->target);
        }
    }

  private:
    void schedule_successor(std::uint32_t entity) {
        const std::int64_t now = queue_.now_ms() == INT64_MIN ? 0 : queue_.now_ms();
        queue_.schedule(now + 1 + streams_[entity].below(delay_ms_max), {.origin = entity},
                        sim::EventKind::flow_due, entity);
    }

    sim::EventQueue queue_;
    std::vector<sim::RandomStream> streams_;
};

}  // namespace

int main() {
    HoldModel bare;
    const auto nothing = [](const sim::Event&, sim::RandomStream&) {};
    bare.run(events, nothing);
    bench::print_rate("queue_events",
                      bench::median_rate(repetitions, events, [&] { bare.run(events, nothing); }));

    ledger::Ledger books;
    bench::Poster poster(books);
    HoldModel model;
    const auto post = [&](const sim::Event& event, sim::RandomStream& stream) {
        const std::uint32_t from = event.target;
        const std::uint32_t away = 1 + stream.below(bench::account_count - 1);
        const std::int64_t minor = 1 + std::int64_t{stream.below(1'000)};
        poster.transfer(from, (from + away) % bench::account_count, minor, event.time_ms,
                        event.nth);
    };
    model.run(events, post);
    bench::print_rate("kernel_events",
                      bench::median_rate(repetitions, events, [&] { model.run(events, post); }));
}
