// Any bytes as a command of the live port: answered with JSON, never a crash.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <span>
#include <string>

#include "adapters/live/session.hpp"
#include "ledger/contract.hpp"
#include "tests/adapters/live/fake_world.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim::adapters;
    if (size == 0) return 0;
    live::FakeWorld world;
    live::Pacer pacer({.ratio = 60}, world.now, {});
    live::Session session(world, pacer, [](std::span<const sqlite::LoggedInput>) {});
    const live::Request request{
        .kind = static_cast<live::Request::Kind>(data[0] % 8 == 7 ? 0 : data[0] % 8),
        .text = {reinterpret_cast<const char*>(data) + 1, size - 1}};
    for (const live::Reply& reply : session.take({&request, 1}, std::chrono::seconds{1}))
        rmbsim::ledger::expects(nlohmann::json::accept(reply.text), "every answer is JSON");
    std::ignore = live::busy_answer(request);
    return 0;
}
