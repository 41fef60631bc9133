// Electronic notes on receivables 电子债权凭证, as written.
#include <algorithm>
#include <cstdint>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/csv/values.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/financing_checks.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/time.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t note_days_most = 3660, note_tiers_most = 100;

class NoteReading {
  public:
    NoteReading(Building& b, const MappingView& view) : b_(b), view_(view) {}

    sim::NoteSpec read() {
        spec_.id = view_.text("id");
        spec_.at = view_.at();
        spec_.document = view_.text("document");
        spec_.issuer = b_.accounts.resolve(view_.node("issuer"), b_.reading);
        spec_.holder = account(view_, "holder");
        spec_.minor = read_positive(b_, view_, "amount", spec_.issuer);
        spec_.tiers_max = view_.whole("tiers_max", note_tiers_most);
        spec_.days_max = view_.whole("days_max", note_days_most);
        read_dates();
        for (const MappingView& step : view_.children("steps")) read_step(step);
        std::ranges::stable_sort(spec_.steps, {}, &sim::NoteStep::on);
        return std::move(spec_);
    }

  private:
    // All accounts are in the issuer's currency.
    std::uint32_t account(const MappingView& view, std::string_view key) {
        const std::uint32_t found = b_.accounts.resolve(view.node(key), b_.reading);
        check_same_currency(b_, view.node(key), found, spec_.issuer);
        return found;
    }

    void read_dates() {
        const auto issued = view_.date("issued"), due = view_.date("due");
        if (!issued || !due || !b_.has_period()) return;
        spec_.issued = *issued;
        spec_.due = *due;
        if (*issued < b_.scenario.from || *issued > *b_.period_end)
            b_.reading.error(view_.node("issued")->at,
                             fmt::format("{} lies outside the period", to_text(*issued)),
                             fmt::format("a day from {} to {}", to_text(b_.scenario.from),
                                         to_text(*b_.period_end)));
        if (*due <= *issued)
            b_.reading.error(
                view_.node("due")->at,
                fmt::format("the note falls due on {}, not after its issue", to_text(*due)),
                fmt::format("a day after {}", to_text(*issued)));
    }

    void read_step(const MappingView& view) {
        ids_.add(view.node("id"), b_.reading);
        sim::NoteStep step{.id = view.text("id"), .at = view.at()};
        step.from = account(view, "from");
        step.minor = read_positive(b_, view, "amount", spec_.issuer);
        const bool passes = view.has("to"), discounts = view.has("bank");
        if (passes == discounts)
            b_.reading.error(
                view.at(),
                passes ? "a step has both `to` and `bank`" : "a step has neither `to` nor `bank`",
                "to: the next holder's account, or bank: who discounts it");
        if (passes) step.to = account(view, "to");
        if (discounts) step.bank = b_.banks.resolve(view.node("bank"), b_.reading);
        if (discounts != view.has("rate"))
            b_.reading.error(view.at(),
                             discounts ? "key 'rate' is missing beside `bank`"
                                       : "`rate` has no use without `bank`",
                             discounts ? "rate: {rate: 0.0450}" : "it beside `bank` only");
        step.rate = read_single_rate(b_, view);
        const auto on = view.date("on");
        if (!on) return;
        step.on = *on;
        if (step.on < spec_.issued)
            b_.reading.error(view.node("on")->at,
                             fmt::format("{} is before the issue", to_text(step.on)),
                             fmt::format("a day from {} on", to_text(spec_.issued)));
        spec_.steps.push_back(std::move(step));
    }

    Building& b_;
    const MappingView& view_;
    sim::NoteSpec spec_;
    IdIndex ids_{"step of a note"};
};

}  // namespace

void build_notes(Building& b) {
    IdIndex notes{"note"};
    for (const MappingView& view : b.root.children("e_notes")) {
        notes.add(view.node("id"), b.reading);
        b.scenario.notes.push_back(NoteReading(b, view).read());
    }
}

}  // namespace rmbsim::adapters
