#include "adapters/yaml/read_link.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/scalars.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

using Words = std::string_view;

struct KeyOfMethod {
    std::string_view key;
    std::span<const std::string_view> methods;
    bool required = true;
    std::string_view value = "an amount";
};
constexpr std::array<Words, 1> with_target = {"target"}, with_fixed = {"fixed"},
                               with_percent = {"percentage"}, with_collar = {"collar"},
                               with_return = {"return_band"};
constexpr std::array<Words, 2> with_threshold = {"threshold", "collar"},
                               with_upper = {"range", "return_band"};
constexpr std::array<Words, 3> with_lower = {"range", "fill_to_minimum", "return_band"};
constexpr std::array keys_of_methods = {
    KeyOfMethod{"target", with_target},
    KeyOfMethod{"deficit", with_target, false},
    KeyOfMethod{"threshold", with_threshold},
    KeyOfMethod{"fixed", with_fixed},
    KeyOfMethod{"percent", with_percent, true, "a share, 0.25 for a quarter"},
    KeyOfMethod{"collar", with_collar},
    KeyOfMethod{"lower", with_lower},
    KeyOfMethod{"upper", with_upper},
    KeyOfMethod{"return_to", with_return},
};

class LinkReading {
  public:
    LinkReading(Building& b, const MappingView& view, const IdIndex& limits)
        : b_(b), view_(view), limits_(limits) {}

    sim::LinkSpec read() {
        link_.id = view_.text("id");
        link_.at = view_.at();
        link_.child = b_.accounts.resolve(view_.node("child"), b_.reading);
        link_.header = b_.accounts.resolve(view_.node("header"), b_.reading);
        link_.method = view_.word_or("method", sim::SweepMethod::zero_balance);
        link_.direction = view_.word_or("direction", sim::SweepDirection::both);
        link_.below_minimum = view_.word_or("below_minimum", sim::BelowMinimum::skip);
        link_.partial = view_.boolean("partial").value_or(true);
        link_.priority = static_cast<std::uint16_t>(view_.whole("priority", 65535).value_or(100));
        link_.deficit = view_.word_or("deficit", sim::DeficitRule::to_target);
        link_.basis = view_.word_or("basis", sim::SweepBasis::value_dated);
        link_.reverse = view_.word_or("reverse", sim::ReverseSweep::none);
        read_amounts();
        check_method();
        check_band();
        read_times();
        read_retries();
        if (view_.has("rail")) link_.rail = b_.rails.resolve(view_.node("rail"), b_.reading);
        if (view_.has("fx")) link_.fx = b_.fx_terms.resolve(view_.node("fx"), b_.reading);
        check_currencies_of_ends();
        read_link_policy(b_, view_, link_);
        for (const Node* limit : view_.items("limits"))
            link_.limits.push_back(limits_.resolve(limit, b_.reading));
        return std::move(link_);
    }

  private:
    std::optional<ledger::CurrencyId> currency_of(std::uint32_t account) const {
        return account == sim::no_index ? std::nullopt : b_.account_currencies[account];
    }

    // Amounts are in the child's currency; one whose currency is not known is not judged.
    std::int64_t amount(std::string_view key, std::int64_t usual, std::int64_t least) {
        const auto currency = currency_of(link_.child);
        if (!currency || view_.node(key) == nullptr) return usual;
        const auto minor = view_.minor(key, currency);
        if (!minor) return usual;
        if (*minor < least) {
            b_.reading.error(view_.node(key)->at,
                             fmt::format("`{}` is {}", key, view_.node(key)->text),
                             least > 0 ? "an amount above zero" : "an amount from 0 on");
            return usual;
        }
        return *minor;
    }

    void read_amounts() {
        link_.target_minor = amount("target", 0, INT64_MIN);
        link_.threshold_minor = amount("threshold", 0, 0);
        link_.fixed_minor = amount("fixed", 0, 1);
        link_.percent = view_.share("percent").value_or(ledger::Rate(0));
        link_.collar_minor = amount("collar", 0, 0);
        link_.lower_minor = amount("lower", 0, INT64_MIN);
        link_.upper_minor = amount("upper", 0, INT64_MIN);
        link_.return_minor = amount("return_to", 0, INT64_MIN);
        link_.unit_minor = amount("unit", 1, 1);
        link_.min_up_minor = amount("min_up", 0, 0);
        link_.max_up_minor = amount("max_up", INT64_MAX, 0);
        link_.min_down_minor = amount("min_down", 0, 0);
        link_.max_down_minor = amount("max_down", INT64_MAX, 0);
        link_.header_floor_minor = amount("header_floor", 0, INT64_MIN);
        check_range("min_up", "max_up", link_.min_up_minor, link_.max_up_minor);
        check_range("min_down", "max_down", link_.min_down_minor, link_.max_down_minor);
    }

    void check_range(std::string_view low, std::string_view high, std::int64_t least,
                     std::int64_t most) {
        if (least <= most) return;
        b_.reading.error(view_.node(low)->at,
                         fmt::format("`{}` ({}) is above `{}` ({})", low, view_.node(low)->text,
                                     high, view_.node(high)->text),
                         fmt::format("{} <= {}", low, high));
    }

    // Each method has its amounts, and no others.
    void check_method() {
        const std::string method = view_.text("method");
        if (method.empty()) return;
        for (const KeyOfMethod& row : keys_of_methods) {
            const bool needed =
                std::find(row.methods.begin(), row.methods.end(), method) != row.methods.end();
            if (needed && row.required && !view_.has(row.key))
                b_.reading.error(
                    view_.at(), fmt::format("key '{}' is missing with method: {}", row.key, method),
                    fmt::format("{}: {}", row.key, row.value));
            if (needed || !view_.has(row.key)) continue;
            const std::string where = fmt::format("method: {}", fmt::join(row.methods, ", "));
            b_.reading.error(view_.key_at(row.key),
                             fmt::format("`{}` has no use with method: {}", row.key, method),
                             fmt::format("it with {} only", where),
                             fmt::format("write {}, or delete `{}`", where, row.key));
        }
    }

    void check_band() {
        const auto above = [&](std::string_view low, std::string_view high, std::int64_t least,
                               std::int64_t most) {
            if (view_.has(low) && view_.has(high)) check_range(low, high, least, most);
        };
        above("lower", "upper", link_.lower_minor, link_.upper_minor);
        above("collar", "threshold", link_.collar_minor, link_.threshold_minor);
        above("lower", "return_to", link_.lower_minor, link_.return_minor);
        above("return_to", "upper", link_.return_minor, link_.upper_minor);
        if (view_.has("percent") && link_.percent <= ledger::Rate(0))
            b_.reading.error(view_.node("percent")->at, "the percentage moves nothing",
                             "a share above 0, at most 1: 0.25 is a quarter");
    }

    std::uint32_t zone_of(const ZonedTime& time, const Node& node) {
        if (!time.zone.empty()) return b_.clocks.zone_named(time.zone, node.at);
        if (link_.child == sim::no_index) return sim::no_index;
        const std::uint32_t bank = b_.scenario.accounts[link_.child].bank;
        return bank == sim::no_index ? sim::no_index : b_.scenario.banks[bank].zone;
    }

    // One time of day, or several; all in one zone.
    std::vector<const Node*> times_written() const {
        const Node* at = view_.node("at");
        if (at == nullptr) return {};
        if (at->kind != NodeKind::sequence) return {at};
        std::vector<const Node*> nodes;
        for (const Node& item : at->items) nodes.push_back(&item);
        return nodes;
    }

    void read_times() {
        const Node* cut_off = view_.node("cut_off");
        for (const Node* node : times_written()) {
            const auto time = parse_zoned_time(node->text);
            if (!time) return;
            const std::uint32_t zone = zone_of(*time, *node);
            if (!link_.at_times.empty() && zone != link_.zone)
                b_.reading.error(node->at, "the times of one link are in two time zones",
                                 "all in one zone");
            else if (!link_.at_times.empty() && time->time <= link_.at_times.back())
                b_.reading.error(node->at, "the times of day do not ascend",
                                 "each after the one before");
            link_.zone = zone;
            link_.at_times.push_back(time->time);
        }
        read_return();
        const auto end = cut_off == nullptr ? std::nullopt : parse_zoned_time(cut_off->text);
        if (!end || link_.at_times.empty()) return;
        link_.cut_off = end->time;
        if (!end->zone.empty() && zone_of(*end, *cut_off) != link_.zone)
            b_.reading.error(cut_off->at, "`cut_off` is in another time zone than `at`",
                             "both in one zone", "write the cut-off in the zone of `at`");
        else if (end->time < link_.at_times.back())
            b_.reading.error(cut_off->at, "the cut-off is before the sweep",
                             "a time of day from `at` on");
    }

    void read_return() {
        const bool gives_back = link_.reverse != sim::ReverseSweep::none;
        const Node* at = view_.node("reverse_at");
        if (!gives_back && at != nullptr)
            b_.reading.error(view_.key_at("reverse_at"), "`reverse_at` has no use here",
                             "it with reverse: full only", "write reverse: full, or delete it");
        if (gives_back && at == nullptr)
            b_.reading.error(view_.at(), "key 'reverse_at' is missing with reverse: full",
                             "reverse_at: a time of day, such as \"08:30\"");
        const auto time = at == nullptr ? std::nullopt : parse_zoned_time(at->text);
        if (!time) return;
        link_.reverse_at = time->time;
        if (!time->zone.empty() && zone_of(*time, *at) != link_.zone)
            b_.reading.error(at->at, "`reverse_at` is in another time zone than `at`",
                             "both in one zone");
    }

    void read_retries() {
        const auto retry = view_.child("retry");
        if (!retry) return;
        link_.retries = retry->whole("times", 100).value_or(0);
        link_.retry_after =
            parse_duration(retry->text("after")).value_or(std::chrono::milliseconds{0});
    }

    void check_currencies_of_ends() {
        const auto child = currency_of(link_.child), header = currency_of(link_.header);
        if (!child || !header) return;
        if (*child != *header && !view_.has("fx"))
            b_.reading.error(
                view_.at(),
                fmt::format("link '{}' goes from {} to {} without a conversion", link_.id,
                            ledger::code_of(*child), ledger::code_of(*header)),
                "fx: one of `fx_terms`",
                "add fx: with the terms of the header's bank (renminbi onshore and offshore is one "
                "currency and needs none)");
        if (*child == *header && view_.has("fx")) {
            link_.fx = sim::no_index;
            b_.reading.warning(view_.key_at("fx"),
                               fmt::format("both ends of link '{}' are in {}: `fx` has no use",
                                           link_.id, ledger::code_of(*child)));
        }
    }

    Building& b_;
    const MappingView& view_;
    const IdIndex& limits_;
    sim::LinkSpec link_;
};

}  // namespace

sim::LinkSpec read_link(Building& b, const MappingView& view, const IdIndex& limits) {
    return LinkReading(b, view, limits).read();
}

}  // namespace rmbsim::adapters
