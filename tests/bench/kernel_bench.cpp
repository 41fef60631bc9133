// Events a second of the kernel, in the hold model: 10,000 events are always pending; each one taken
// posts a transfer to an account drawn at random and schedules its successor at a random time.
// Draws come from one random stream, and once more from one an entity, which costs a cache miss each.
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

constexpr std::uint32_t events = 1'000'000;
constexpr std::uint32_t delay_ms_max = 20'000'000;  // a mean of 10,000 s: about one event a second
constexpr int repetitions = 7;

enum class Streams : std::uint8_t { one, one_an_entity };

class HoldModel {
  public:
    explicit HoldModel(Streams streams) : streams_kept_(streams) {
        for (std::uint32_t i = 0; i < bench::account_count; ++i) {
            if (i == 0 || streams == Streams::one_an_entity)
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
            at(*event, stream_of(event->target));
            schedule_successor(event->target);
        }
    }

  private:
    sim::RandomStream& stream_of(std::uint32_t entity) {
        return streams_[streams_kept_ == Streams::one ? 0 : entity];
    }
    void schedule_successor(std::uint32_t entity) {
        const std::int64_t now = queue_.now_ms() == INT64_MIN ? 0 : queue_.now_ms();
        queue_.schedule(now + 1 + stream_of(entity).below(delay_ms_max), {.origin = entity},
                        sim::EventKind::flow_due, entity);
    }

    Streams streams_kept_;
    sim::EventQueue queue_;
    std::vector<sim::RandomStream> streams_;
};

double queue_rate() {
    HoldModel model(Streams::one);
    const auto body = [&] { model.run(events, [](const sim::Event&, sim::RandomStream&) {}); };
    body();
    return bench::median_rate(repetitions, events, body);
}

double kernel_rate(Streams streams) {
    ledger::Ledger books;
    bench::Poster poster(books);
    HoldModel model(streams);
    const auto post = [&](const sim::Event& event, sim::RandomStream& stream) {
        const std::uint32_t from = event.target;
        const std::uint32_t away = 1 + stream.below(bench::account_count - 1);
        const std::int64_t minor = 1 + std::int64_t{stream.below(1'000)};
        const std::uint32_t to = from + away;
        poster.transfer(from, to < bench::account_count ? to : to - bench::account_count, minor,
                        event.time_ms, event.nth);
    };
    const auto body = [&] { model.run(events, post); };
    body();
    return bench::median_rate(repetitions, events, body);
}

}  // namespace

int main() {
    bench::print_rate("queue_events", queue_rate());
    bench::print_rate("kernel_events", kernel_rate(Streams::one));
    bench::print_rate("kernel_events_own_streams", kernel_rate(Streams::one_an_entity));
}
