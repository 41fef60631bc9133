#include <cstdint>

#include <catch2/catch.hpp>

#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"
#include "sim/measure/settlement_result.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::sim {
namespace {

// 2026-11-23T10:00:00+08:00 and two hours later.
constexpr std::int64_t ten = 1'795'399'200'000, noon = ten + 7'200'000;

RunResult run_with_payments() {
    SettlementResult rtgs;
    const auto add = [&](std::uint32_t id, const char* name, const char* status, const char* reason,
                         std::int64_t ended_ms) {
        rtgs.named.push_back({.id = id,
                              .name = name,
                              .status = status,
                              .reason = reason,
                              .submitted_ms = ten,
                              .ended_ms = ended_ms,
                              .channel = {}});
    };
    add(1, "ab", "settled", "", noon);
    add(2, "ab", "rejected", "duplicate", noon);
    add(3, "bc", "queued", "no_liquidity", -1);
    RunResult result;
    result.settlement.push_back(rtgs);
    PaymentResult instruction;
    instruction.id = 4;
    instruction.settled_ms = noon;
    result.payments.push_back(instruction);
    return result;
}

Expectation payment_line(const char* subject, const char* status, const char* at = "") {
    Expectation line;
    line.kind = Expectation::Kind::payment;
    line.subject = subject;
    line.text = status;
    line.time_text = at;
    return line;
}

}  // namespace

TEST_CASE("an expected payment is found by its name or its number", "[expect]") {
    struct Row {
        const char *subject, *status, *at;
        bool held;
        const char* found;
    };
    const auto row = GENERATE(values<Row>({
        {"ab", "settled", "", true, "settled at 2026-11-23T04:00:00Z"},
        {"ab", "settled", "2026-11-23T12:00:00+08:00", true, "settled at 2026-11-23T04:00:00Z"},
        {"ab", "settled", "2026-11-23T12:00:01+08:00", false, "settled at 2026-11-23T04:00:00Z"},
        {"P-2", "rejected", "", true, "rejected at 2026-11-23T04:00:00Z (duplicate)"},
        {"P-1", "rejected", "", false, "settled at 2026-11-23T04:00:00Z"},
        {"bc", "queued", "", true, "queued since 2026-11-23T02:00:00Z (no_liquidity)"},
        {"bc", "settled", "", false, "queued since 2026-11-23T02:00:00Z (no_liquidity)"},
        {"bc", "", "2026-11-23T10:00:00+08:00", true,
         "queued since 2026-11-23T02:00:00Z (no_liquidity)"},
        {"P-4", "settled", "2026-11-23T12:00:00+08:00", true, "settled at 2026-11-23T04:00:00Z"},
        {"P-4", "in transit", "", false, "settled at 2026-11-23T04:00:00Z"},
        {"ca", "settled", "", false, "no such payment"},
    }));
    CAPTURE(row.subject, row.status, row.at);
    const Checked checked =
        check(payment_line(row.subject, row.status, row.at), run_with_payments());
    CHECK(checked.held == row.held);
    CHECK(checked.found == row.found);
}

}  // namespace rmbsim::sim
