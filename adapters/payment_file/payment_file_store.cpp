#include "adapters/payment_file/payment_file_store.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <future>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "adapters/payment_file/payment_lines.hpp"
#include "adapters/sqlite/payment_outcome.hpp"
#include "adapters/sqlite/payment_tables.hpp"
#include "ledger/contract.hpp"
#include "ledger/digest.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters {
namespace {

using sim::PaymentFact;
using sqlite::PaymentOutcome;

// Where a number stands among facts that ascend and have few gaps; nullopt: nowhere.
std::optional<std::size_t> place_of(std::span<const PaymentFact> facts, std::uint32_t id) {
    if (facts.empty() || id < facts.front().id) return std::nullopt;
    const std::size_t last = std::min<std::size_t>(id - facts.front().id, facts.size() - 1);
    if (facts[last].id == id) return last;
    const auto at = std::ranges::lower_bound(facts.first(last), id, {}, &PaymentFact::id);
    if (at == facts.begin() + static_cast<std::ptrdiff_t>(last) || at->id != id)
        return std::nullopt;
    return static_cast<std::size_t>(at - facts.begin());
}

}  // namespace

class PaymentFileStore::Written {
  public:
    Written(const sim::Directory& directory, const std::filesystem::path& to)
        : directory_(directory) {
        lines_.emplace(directory, to);
    }

    void take(const sim::PaymentLogDay& day) {
        if (!lines_) return;
        std::vector<PaymentOutcome> outcomes(day.facts.size());
        if (!note_numbers(day.facts) || !note_steps(day, outcomes)) return lines_.reset();
        write_held();
        std::size_t at = 0;
        if (held_.empty())
            for (; at < day.facts.size() && outcomes[at].has_ended(); ++at)
                write(day.facts[at], outcomes[at]);
        held_.insert(held_.end(), day.facts.begin() + static_cast<std::ptrdiff_t>(at),
                     day.facts.end());
        held_outcomes_.insert(held_outcomes_.end(),
                              outcomes.begin() + static_cast<std::ptrdiff_t>(at), outcomes.end());
    }
    void finish() {
        if (!lines_) return;
        for (std::size_t i = 0; i < held_.size(); ++i) write(held_[i], held_outcomes_[i]);
        lines_->close();
        whole_ = true;
    }
    bool is_whole() const { return whole_; }

  private:
    bool note_numbers(std::span<const PaymentFact> facts) {
        for (const PaymentFact& fact : facts) {
            if (fact.id <= last_id_) return false;
            last_id_ = fact.id;
        }
        return true;
    }
    bool note_steps(const sim::PaymentLogDay& day, std::vector<PaymentOutcome>& outcomes) {
        for (const sim::PaymentStep& step : day.steps) {
            if (const auto at = place_of(day.facts, step.payment)) {
                if (outcomes[*at].has_ended()) return false;
                outcomes[*at].take(step, day.facts[*at].minor);
            } else if (const auto held = place_of(held_, step.payment)) {
                if (held_outcomes_[*held].has_ended()) return false;
                held_outcomes_[*held].take(step, held_[*held].minor);
            } else {
                return false;
            }
        }
        return true;
    }
    void write_held() {
        std::size_t done = 0;
        for (; done < held_.size() && held_outcomes_[done].has_ended(); ++done)
            write(held_[done], held_outcomes_[done]);
        held_.erase(held_.begin(), held_.begin() + static_cast<std::ptrdiff_t>(done));
        held_outcomes_.erase(held_outcomes_.begin(),
                             held_outcomes_.begin() + static_cast<std::ptrdiff_t>(done));
    }
    void write(const PaymentFact& fact, const PaymentOutcome& outcome) {
        const sim::PaymentSystemRow& system = directory_.payment_systems[fact.rail];
        sqlite::name_payment(directory_, fact, name_);
        lines_->add({.id = fact.id,
                     .name = name_,
                     .system = &system,
                     .rail = system.rail,
                     .currency = system.currency,
                     .decimals = std::min<std::uint8_t>(system.decimals, 18),
                     .payer_book = fact.payer_book,
                     .payee_book = fact.payee_book,
                     .minor = fact.minor,
                     .submitted_ms = fact.submitted_ms},
                    outcome);
    }

    const sim::Directory& directory_;
    std::optional<PaymentLines> lines_;  // none: what came was not what a file can be made of
    std::vector<PaymentFact> held_;
    std::vector<PaymentOutcome> held_outcomes_;
    std::string name_;  // scratch
    std::uint32_t last_id_ = 0;
    bool whole_ = false;
};

PaymentFileStore::PaymentFileStore(sim::Store& behind, std::filesystem::path to)
    : behind_(behind), to_(std::move(to)) {}
PaymentFileStore::~PaymentFileStore() = default;

void PaymentFileStore::begin(const sim::RunFacts& facts, const sim::Directory& directory) {
    ledger::expects(written_ == nullptr, "a store begins once");
    behind_.begin(facts, directory);
    if (!directory.payment_systems.empty()) written_ = std::make_unique<Written>(directory, to_);
}

void PaymentFileStore::append(const sim::DayRecord& day) {
    if (!written_) return behind_.append(day);
    if (day.payments.steps.size() < steps_for_a_thread) {
        behind_.append(day);
        return written_->take(day.payments);
    }
    // Its destructor waits: the rows are the caller's, and go when append() is left, however it is left.
    auto lines = std::async(std::launch::async, [&] { written_->take(day.payments); });
    behind_.append(day);
    lines.get();
}

void PaymentFileStore::finish(const ledger::Digest& root, std::span<const ledger::Chain> chains) {
    if (!written_) return behind_.finish(root, chains);
    auto lines = std::async(std::launch::async, [&] { written_->finish(); });
    behind_.finish(root, chains);
    lines.get();
}

bool PaymentFileStore::is_whole() const { return written_ && written_->is_whole(); }

}  // namespace rmbsim::adapters
