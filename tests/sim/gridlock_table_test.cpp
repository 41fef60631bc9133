// The tables of docs/gridlock.md: every method on every case, as it is worked out there in words.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/contract.hpp"
#include "sim/settlement/all_or_nothing.hpp"
#include "sim/settlement/best_set.hpp"
#include "sim/settlement/bilateral_offset.hpp"
#include "sim/settlement/cycles.hpp"
#include "sim/settlement/maximum_set.hpp"
#include "sim/settlement/one_to_many.hpp"
#include "sim/settlement/partial_netting.hpp"
#include "sim/settlement/problem.hpp"
#include "sim/settlement/rule_pack.hpp"
#include "sim/settlement/standing.hpp"
#include "sim/settlement/target2.hpp"
#include "tests/sim/written_queues.hpp"

namespace rmbsim::sim::settlement {
namespace {

using written::Written;
using Cells = std::vector<std::string>;

Cells cells_of(const std::string& line) {
    Cells cells;
    std::istringstream in(line.substr(1));
    for (std::string cell; std::getline(in, cell, '|');) {
        const auto begin = cell.find_first_not_of(' ');
        const auto end = cell.find_last_not_of(' ');
        cells.push_back(begin == std::string::npos ? "" : cell.substr(begin, end - begin + 1));
    }
    return cells;
}

// Rows of the table between two marks, header first.
std::vector<Cells> table_of_page(const std::string& name) {
    std::ifstream page(RMBSIM_SOURCE_DIR "/docs/gridlock.md");
    std::vector<Cells> rows;
    bool inside = false;
    for (std::string line; std::getline(page, line);) {
        if (line == "<!-- " + name + ": begin -->") inside = true;
        if (line == "<!-- " + name + ": end -->") inside = false;
        if (inside && line.starts_with("|") && !line.starts_with("|---"))
            rows.push_back(cells_of(line));
    }
    return rows;
}

// What strict FIFO lets go, one payment after another, by index until nothing moves.
ChosenSet released_alone(const Problem& problem) {
    Standing standing(problem);
    ChosenSet released;
    for (bool moved = true; moved;) {
        moved = false;
        for (std::size_t i = 0; i < problem.accounts.size(); ++i)
            for (std::uint32_t at = problem.first[i]; at < problem.first[i + 1]; ++at) {
                if (standing.is_booked(at)) continue;
                if (!is_feasible(standing.problem(), ChosenSet{at})) break;
                standing.book(ChosenSet{at});
                released.push_back(at);
                moved = true;
            }
    }
    std::ranges::sort(released);
    return released;
}

std::string found_by(const std::string& method, const Written& queues) {
    const Problem problem = queues.problem();
    if (method == "alone") return queues.text(released_alone(problem));
    if (method == "all or nothing") return queues.text(all_or_nothing(problem).set);
    if (method == "strict pairs")
        return queues.text(bilateral_offset(problem, Bilateral::strict_fifo));
    if (method == "pairs") return queues.text(bilateral_offset(problem, Bilateral::pair_fifo));
    if (method == "one to many") return queues.text(one_to_many(problem, OneToMany::after_all));
    if (method == "cycles") return queues.text(cycles(problem, 4));
    if (method == "partial") return queues.text(partial_netting(problem).set);
    if (method == "best") return queues.text(best_set(problem).set);
    if (method == "TARGET2") {
        std::vector<ChosenSet> sets;
        for (const Target2Step& step : target2(problem))
            sets.insert(sets.end(), step.sets.begin(), step.sets.end());
        return queues.text(sets);
    }
    if (method == "maximum set") {
        try {
            return queues.text(maximum_set(problem).set);
        } catch (const ledger::ContractViolation&) {
            return "not defined";
        }
    }
    return "no such method";
}

}  // namespace

TEST_CASE("every method finds in every case of docs/gridlock.md what the page says",
          "[settlement]") {
    const std::vector<Cells> cases = table_of_page("cases"), sets = table_of_page("sets");
    REQUIRE(cases.size() == 15);
    REQUIRE(sets.size() == cases.size());
    const Cells& methods = sets.front();
    REQUIRE(methods.size() == 11);
    for (std::size_t row = 1; row < sets.size(); ++row) {
        CAPTURE(cases[row][0]);
        REQUIRE(cases[row][0].starts_with(sets[row][0] + " "));
        const Written queues(cases[row][1], cases[row][2], cases[row][3]);
        for (std::size_t column = 1; column < methods.size(); ++column) {
            CAPTURE(methods[column]);
            CHECK(found_by(methods[column], queues) == sets[row][column]);
        }
    }
}

}  // namespace rmbsim::sim::settlement
