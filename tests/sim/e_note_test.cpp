// Electronic notes on receivables 电子债权凭证: divided, passed on, paid.
#include "sim/finance/e_note.hpp"

#include <array>
#include <chrono>
#include <cstdint>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/int128.hpp"
#include "tests/sim/small_group.hpp"

namespace rmbsim::sim::testing {
namespace {

using finance::NoteBook;
using finance::NoteId;
using finance::NoteRefusal;
using finance::NoteState;

enum Party : std::uint32_t { core, first_tier, second_tier, third_tier };

const ledger::ValueDate noted_on = day(2026, 3, 2), note_due = day(2026, 8, 29);  // 180 days

finance::NoteIssue usual_issue() {
    return {.issuer = core,
            .holder = first_tier,
            .amount = {1'000'000'00, ledger::currency("CNY")},
            .issued = noted_on,
            .due = note_due};
}

std::vector<std::int64_t> amounts(const NoteBook& notes, const std::vector<NoteId>& parts) {
    std::vector<std::int64_t> minor;
    for (const NoteId part : parts) minor.push_back(notes[part].amount.minor);
    return minor;
}

}  // namespace

TEST_CASE("a note passed on in part stays whole in sum along the tiers", "[finance][note]") {
    NoteBook notes;
    const NoteId root = notes.issue(usual_issue()).value();
    const NoteId passed =
        notes.pass_on(root, first_tier, second_tier, 600'000'00, noted_on).value();
    const NoteId again =
        notes.pass_on(passed, second_tier, third_tier, 150'000'00, noted_on).value();
    // 1,000,000.00 = 400,000.00 first tier + 150,000.00 third + 450,000.00 second
    const auto parts = notes.parts_of(root);
    CHECK(amounts(notes, parts) == std::vector<std::int64_t>{400'000'00, 150'000'00, 450'000'00});
    CHECK(notes[again].holder() == third_tier);
    CHECK(notes[again].tier() == 2);
    CHECK(notes.recourse_of(again) == std::vector<std::uint32_t>{second_tier, first_tier});
    CHECK(notes[root].state == NoteState::divided);
}

TEST_CASE("a note passed on whole is the same note", "[finance][note]") {
    NoteBook notes;
    const NoteId root = notes.issue(usual_issue()).value();
    CHECK(notes.pass_on(root, first_tier, second_tier, 1'000'000'00, noted_on).value() == root);
    CHECK(notes.size() == 1);
    CHECK(notes[root].holder() == second_tier);
}

TEST_CASE("a note is divided by weights with the largest remainders", "[finance][note]") {
    NoteBook notes;
    finance::NoteIssue issue = usual_issue();
    issue.amount.minor = 100;
    const NoteId root = notes.issue(issue).value();
    const std::array<ledger::Int128, 3> thirds{1, 1, 1};
    const auto parts = notes.divide_by(root, first_tier, thirds).value();
    CHECK(amounts(notes, parts) == std::vector<std::int64_t>{34, 33, 33});
}

TEST_CASE("a note is paid once", "[finance][note]") {
    NoteBook notes;
    const NoteId root = notes.issue(usual_issue()).value();
    REQUIRE(notes.settle(root, true));
    CHECK(notes[root].state == NoteState::paid);
    CHECK(notes.settle(root, true).error() == NoteRefusal::not_open);
    CHECK(notes.pass_on(root, first_tier, second_tier, 1, noted_on).error() ==
          NoteRefusal::not_open);
}

TEST_CASE("what may not be done with a note is refused for the first cause in order",
          "[finance][note]") {
    NoteBook notes({.tiers_max = 1, .days_max = 180});
    const NoteId root = notes.issue(usual_issue()).value();
    const NoteId divided = notes.issue(usual_issue()).value();
    const std::array<std::int64_t, 2> halves{500'000'00, 500'000'00};
    REQUIRE(notes.divide(divided, first_tier, halves));
    const NoteId passed = notes.issue(usual_issue()).value();
    REQUIRE(notes.pass_on(passed, first_tier, second_tier, 1'000'000'00, noted_on));
    struct Row {
        NoteId note;
        std::uint32_t from, to;
        std::int64_t minor;
        ledger::ValueDate on;
        NoteRefusal refusal;
    };
    using enum NoteRefusal;
    // clang-format off
    const auto row = GENERATE_COPY(values<Row>({
        {divided, first_tier,  second_tier, 1,                noted_on, not_open},
        {root,    second_tier, third_tier,  1,                noted_on, not_holder},
        {root,    first_tier,  second_tier, 0,                noted_on, amount_not_positive},
        {root,    first_tier,  second_tier, 1'000'000'01,     noted_on, parts_do_not_sum},
        {root,    first_tier,  second_tier, 1,                note_due, past_due},
        {root,    first_tier,  first_tier,  1,                noted_on, same_holder},
        {passed,  second_tier, third_tier,  1,                noted_on, beyond_tiers},
    }));
    // clang-format on
    CAPTURE(finance::name_of(row.refusal));
    CHECK(notes.pass_on(row.note, row.from, row.to, row.minor, row.on).error() == row.refusal);

    finance::NoteIssue issue = usual_issue();
    issue.due += std::chrono::days{1};  // 181 days
    CHECK(notes.issue(issue).error() == beyond_term);
    const std::array<std::int64_t, 2> unequal{500'000'00, 500'000'01};
    CHECK(notes.divide(root, first_tier, unequal).error() == parts_do_not_sum);
}

}  // namespace rmbsim::sim::testing
