#include "adapters/zmq/zmq_outlet.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <signal.h>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <boost/lockfree/spsc_queue.hpp>

#include "adapters/zmq/encode_binary.hpp"
#include "adapters/zmq/encode_json.hpp"
#include "adapters/zmq/patient_socket.hpp"
#include "adapters/zmq/topics.hpp"
#include "ledger/contract.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {
namespace {

using std::chrono::microseconds;
using std::chrono::milliseconds;

constexpr std::size_t batch_records = 256;
constexpr milliseconds idle_wait{1};     // how late a lone record may leave
constexpr microseconds short_wait{50};   // instead, while the ring was found empty only a few times
constexpr int short_waits = 20;          // so many
constexpr microseconds room_wait{50};    // between looks for room in a full ring
constexpr milliseconds arrival_wait{5};  // between looks for subscribers
constexpr milliseconds abandon_linger{1000};  // for a run that ends by an exception

// Records of one topic on their way into one message.
class Batch {
  public:
    Batch(const sim::Directory& directory, PatientSocket& socket, StreamFormat format)
        : topics_(directory),
          encoder_(directory),
          names_(format == StreamFormat::binary ? names_text(directory) : std::string()),
          socket_(socket),
          format_(format) {}

    void add(const sim::Record& record) {
        const std::size_t topic = topics_.index_of(record);
        if (count_ == batch_records || topic != topic_) flush();
        if (count_ == 0) {
            topic_ = topic;
            name_ = topics_.of(record);
            if (format_ == StreamFormat::binary) begin_binary(payload_);
        }
        if (format_ == StreamFormat::binary)
            append_binary(payload_, record);
        else
            encoder_.append(payload_, record);
        ++count_;
    }
    void flush() {
        if (count_ == 0) return;
        if (format_ == StreamFormat::binary)
            count_binary(payload_, static_cast<std::uint32_t>(count_));
        socket_.send(name_, payload_);
        payload_.clear();
        count_ = 0;
    }

    // What the numbers in binary records stand for, whenever somebody new is there.
    void tell_names() {
        if (names_.empty() || named_to_ == socket_.subscribers()) return;
        if (socket_.subscribers() > named_to_) {
            flush();
            socket_.send("rmbsim.names.-", names_);
        }
        named_to_ = socket_.subscribers();
    }

  private:
    Topics topics_;
    JsonEncoder encoder_;
    std::string names_;  // of a binary stream
    std::size_t named_to_ = 0;
    PatientSocket& socket_;
    std::string payload_;
    std::string_view name_;
    std::size_t topic_ = 0;
    std::size_t count_ = 0;
    StreamFormat format_;
};

// Signals belong to the program's own threads; one that lands here would only break a poll.
std::jthread start_without_signals(std::function<void()> body) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    std::jthread thread(std::move(body));
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return thread;
}

PatientSocketOptions socket_options(const ZmqOutletOptions& options, std::stop_token hurry) {
    return {.endpoint = options.endpoint,
            .curve_secret_key = options.curve_secret_key,
            .queue_batches = options.queue_batches,
            .patience = options.when_full == WhenFull::wait ? options.patience : milliseconds{0},
            .heartbeat = options.heartbeat,
            .hurry = std::move(hurry)};
}

}  // namespace

struct ZmqOutlet::Stream {
    explicit Stream(ZmqOutletOptions wanted)
        : options(std::move(wanted)),
          ring(options.capacity),
          socket(socket_options(options, hurry.get_token())),
          endpoint(socket.endpoint()) {}

    void await_arrivals();
    bool push(const sim::Record& record);
    void carry();      // the I/O thread
    void carry_all();  // its loop
    void join(milliseconds linger_wanted);

    ZmqOutletOptions options;
    boost::lockfree::spsc_queue<sim::Record> ring;
    std::stop_source hurry;  // nobody is waited for any more
    PatientSocket socket;    // the I/O thread's, once that runs
    const std::string endpoint;
    std::unique_ptr<Batch> batch;  // written before the first push, read after the first pop

    std::atomic<bool> closing{false};
    std::atomic<bool> broken{false};
    std::atomic<milliseconds::rep> linger_ms{0};
    std::atomic<std::uint64_t> published{0}, dropped{0}, waited{0}, let_go{0};
    std::atomic<std::size_t> subscribers{0};
    mutable std::mutex failure_guard;
    std::string failure;
    std::jthread io;
};

void ZmqOutlet::Stream::await_arrivals() {
    const auto start = std::chrono::steady_clock::now();
    const auto arrived = [&] { return subscribers.load(); };
    while (arrived() < options.await_subscribers && !broken) {
        const auto so_far = std::to_string(arrived()) + " of " +
                            std::to_string(options.await_subscribers) + " subscribers at " +
                            endpoint;
        if (options.interrupted && options.interrupted())
            throw OutletFailure("interrupted while waiting, with " + so_far);
        if (options.await_timeout &&
            std::chrono::steady_clock::now() - start >= *options.await_timeout)
            throw OutletFailure("waited " + std::to_string(options.await_timeout->count()) +
                                " ms and found only " + so_far);
        std::this_thread::sleep_for(arrival_wait);
    }
}

bool ZmqOutlet::Stream::push(const sim::Record& record) {
    if (ring.push(record)) return true;
    if (options.when_full == WhenFull::drop_and_count && record.kind != sim::RecordKind::end)
        return false;
    waited.fetch_add(1, std::memory_order_relaxed);
    while (!broken) {
        std::this_thread::sleep_for(room_wait);
        if (ring.push(record)) return true;
    }
    return false;
}

void ZmqOutlet::Stream::carry() {
    try {
        carry_all();
    } catch (const std::exception& error) {
        const std::scoped_lock lock(failure_guard);
        failure = "the event stream at " + endpoint + " broke: " + error.what();
        broken = true;
    }
}

void ZmqOutlet::Stream::carry_all() {
    std::array<sim::Record, batch_records> taken;
    Batch* waiting =
        nullptr;    // `batch`, once a record has been taken: before that it may be in the making
    int empty = 0;  // times in a row that there was nothing
    while (true) {
        const bool last = closing.load(std::memory_order_acquire);  // before the look at the ring
        const std::size_t count = ring.pop(taken.data(), taken.size());
        if (count == 0) {
            if (waiting) waiting->flush();
            if (last) break;
            if (++empty <= short_waits) std::this_thread::sleep_for(short_wait);
        } else {
            empty = 0;
            waiting = batch.get();
        }
        socket.listen(empty > short_waits ? idle_wait : milliseconds{0});
        subscribers.store(socket.subscribers(), std::memory_order_release);
        if (waiting) waiting->tell_names();
        if (socket.subscribers() > 0)  // for nobody, nothing need be written
            for (std::size_t i = 0; i < count; ++i) waiting->add(taken[i]);
        let_go.store(socket.let_go(), std::memory_order_relaxed);
    }
    socket.close(milliseconds{linger_ms.load()});
}

void ZmqOutlet::Stream::join(milliseconds linger_wanted) {
    linger_ms = linger_wanted.count();
    closing.store(true, std::memory_order_release);
    if (io.joinable()) io.join();
}

ZmqOutlet::ZmqOutlet(ZmqOutletOptions options)
    : stream_(std::make_unique<Stream>(std::move(options))) {
    ledger::expects(stream_->options.capacity > 0, "the ring holds at least one record");
    stream_->io = start_without_signals([stream = stream_.get()] { stream->carry(); });
}

ZmqOutlet::~ZmqOutlet() {
    stream_->hurry.request_stop();
    stream_->join(std::min(stream_->options.patience, abandon_linger));
}

std::string ZmqOutlet::endpoint() const { return stream_->endpoint; }

void ZmqOutlet::open(const sim::Directory& directory) {
    ledger::expects(!stream_->batch, "an outlet is opened once");
    stream_->batch = std::make_unique<Batch>(directory, stream_->socket, stream_->options.format);
    stream_->await_arrivals();
}

void ZmqOutlet::publish(const sim::Record& record) {
    stream_->published.fetch_add(1, std::memory_order_relaxed);
    if (!stream_->push(record)) stream_->dropped.fetch_add(1, std::memory_order_relaxed);
}

void ZmqOutlet::close() { stream_->join(stream_->options.patience); }

StreamCounts ZmqOutlet::counts() const {
    const std::scoped_lock lock(stream_->failure_guard);
    return {.published = stream_->published,
            .dropped = stream_->dropped,
            .waited = stream_->waited,
            .let_go = stream_->let_go,
            .subscribers = stream_->subscribers,
            .failure = stream_->failure};
}

}  // namespace rmbsim::adapters
