#include "adapters/live/port.hpp"

#include <chrono>
#include <cstddef>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <signal.h>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include "adapters/live/command_socket.hpp"
#include "adapters/live/http_door.hpp"
#include "adapters/live/inbox.hpp"
#include "adapters/live/request.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::adapters::live {

namespace asio = boost::asio;

struct Port::State {
    explicit State(const PortOptions& options) : inbox(options.queue_most) {
        if (!options.command.empty()) commands.emplace(io, options.command, options.keys, inbox);
        if (!options.http.empty()) http.emplace(io, options.http, options.keys, inbox);
    }

    void carry() {
        try {
            io.run();
        } catch (const std::exception& error) {
            const std::scoped_lock lock(failure_guard);
            failure = std::string("the live port broke: ") + error.what();
        }
    }
    void start() {
        // Signals belong to the program's own thread.
        sigset_t all, before;
        sigfillset(&all);
        pthread_sigmask(SIG_SETMASK, &all, &before);
        thread = std::jthread([this] { carry(); });
        pthread_sigmask(SIG_SETMASK, &before, nullptr);
    }

    asio::io_context io{1};
    asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
    Inbox inbox;
    std::optional<CommandSocket> commands;
    std::optional<HttpDoor> http;
    mutable std::mutex failure_guard;
    std::string failure;
    std::jthread thread;
};

Port::Port(const PortOptions& options) : state_(std::make_unique<State>(options)) {
    state_->start();
}

Port::~Port() {
    asio::post(state_->io, [state = state_.get()] {  // behind the answers that wait there
        state->commands.reset();
        state->http.reset();
        state->io.stop();
    });
    state_->thread.join();
}

std::string Port::command_endpoint() const {
    return state_->commands ? state_->commands->endpoint() : "";
}
std::string Port::http_address() const { return state_->http ? state_->http->address() : ""; }

std::vector<Asked> Port::take(std::size_t most, std::chrono::milliseconds patience) {
    return state_->inbox.take(most, patience);
}

void Port::answer(std::vector<Asked> asked, std::vector<Reply> replies) {
    ledger::expects(asked.size() == replies.size(), "every request has its reply");
    if (asked.empty()) return;
    asio::post(state_->io, [asked = std::move(asked), replies = std::move(replies)] {
        for (std::size_t i = 0; i < asked.size(); ++i) asked[i].by->answer(replies[i]);
    });
}

std::string Port::failure() const {
    const std::scoped_lock lock(state_->failure_guard);
    return state_->failure;
}

}  // namespace rmbsim::adapters::live
