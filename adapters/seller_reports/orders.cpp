#include "adapters/seller_reports/orders.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {

std::optional<std::int64_t> Order::net() const {
    std::int64_t sum = 0;
    for (const std::int64_t part : minor) {
        const auto more = ledger::checked_add(sum, part);
        if (!more) return std::nullopt;
        sum = *more;
    }
    return sum;
}

std::int64_t Order::refunded_beyond() const {
    const Order& order = *this;
    if (order[AmountClass::sales] <= 0 || refund_line == 0) return 0;
    const auto sold = ledger::checked_add(order[AmountClass::sales], order[AmountClass::shipping]);
    const auto left = sold ? ledger::checked_add(*sold, order[AmountClass::refunds]) : std::nullopt;
    return left && *left < 0 ? -*left : 0;
}

bool Orders::Part::operator<(const Part& other) const {
    return std::tuple(name(), store, currency, file, line) <
           std::tuple(other.name(), other.store, other.currency, other.file, other.line);
}

Orders::Orders(const std::filesystem::path& scratch, std::size_t in_memory)
    : parts_(scratch, in_memory) {}

// nullopt: there are more stores than kinds of anything a seller has.
std::optional<std::uint32_t> Orders::store_named(std::string_view name) {
    constexpr std::size_t stores_most = 10'000;
    if (last_store_ < stores_.size() && stores_[last_store_] == name) return last_store_;
    const auto found = std::ranges::find(stores_, name);
    last_store_ = static_cast<std::uint32_t>(found - stores_.begin());
    if (found != stores_.end()) return last_store_;
    if (stores_.size() == stores_most) return std::nullopt;
    stores_.emplace_back(name);
    return last_store_;
}

OrderProblem Orders::add(const ReportHead& head, const ReportLine& line, AmountClass amount_class,
                         std::uint32_t file) {
    if (line.order.empty()) return OrderProblem::none;
    const std::string_view store_name =
        line.marketplace.empty() ? std::string_view(head.layout->provider) : line.marketplace;
    const auto store = store_named(store_name);
    if (line.order.size() > order_id_bytes_most || !store) return OrderProblem::id_too_long;
    if (open_ && open_->name() == line.order && open_->store == *store &&
        open_->currency == head.currency.index)
        return add_to_open(line, amount_class, file);
    Part part{};
    std::ranges::copy(line.order, part.id.begin());
    part.id_size = static_cast<std::uint32_t>(line.order.size());
    part.store = *store;
    part.currency = head.currency.index;
    part.file = file;
    part.line = line.line;
    part.lines = 1;
    const bool is_refund = amount_class == AmountClass::refunds;
    if (is_refund) {
        part.refund_file = file;
        part.refund_line = line.line;
    }
    part.at_ms = line.at && !is_refund ? line.at->time_since_epoch().count() : no_time;
    part.minor.at(static_cast<std::size_t>(amount_class)) = line.minor;
    if (open_) parts_.add(*open_);
    open_ = part;
    return OrderProblem::none;
}

// The same sums as merge(), for a line instead of a part: most lines come this way.
OrderProblem Orders::add_to_open(const ReportLine& line, AmountClass amount_class,
                                 std::uint32_t file) {
    std::int64_t& sum = open_->minor.at(static_cast<std::size_t>(amount_class));
    const auto more = ledger::checked_add(sum, line.minor);
    if (!more) return OrderProblem::beyond_int64;
    sum = *more;
    ++open_->lines;
    if (amount_class == AmountClass::refunds) {
        open_->refund_file = file;
        open_->refund_line = line.line;
    } else if (line.at) {
        open_->at_ms = std::min(open_->at_ms, line.at->time_since_epoch().count());
    }
    return OrderProblem::none;
}

bool Orders::merge(Part& into, const Part& from) {
    into.at_ms = std::min(into.at_ms, from.at_ms);
    into.lines += from.lines;
    if (from.refund_line != 0) {
        into.refund_file = from.refund_file;
        into.refund_line = from.refund_line;
    }
    for (std::size_t i = 0; i < into.minor.size(); ++i) {
        const auto sum = ledger::checked_add(into.minor.at(i), from.minor.at(i));
        if (!sum) return false;
        into.minor.at(i) = *sum;
    }
    return true;
}

Order Orders::order_of(const Part& part) const {
    Order order{.id = part.name(),
                .store = stores_[part.store],
                .currency = {part.currency},
                .at = {},
                .minor = part.minor,
                .file = part.file,
                .line = part.line,
                .refund_file = part.refund_file,
                .refund_line = part.refund_line,
                .lines = part.lines};
    if (part.at_ms != no_time) order.at = ledger::SimTime(ledger::SimTime::duration(part.at_ms));
    return order;
}

void Orders::drain(const std::function<void(const Order&)>& take) {
    if (open_) parts_.add(*open_);
    open_.reset();
    std::optional<Part> whole;
    bool overflowed = false;
    const auto hand_out = [&] {
        if (!whole) return;
        Order order = order_of(*whole);
        order.overflowed = overflowed;
        take(order);
    };
    parts_.drain([&](const Part& part) {
        if (whole && whole->is_of(part)) {
            overflowed = !merge(*whole, part) || overflowed;
            return;
        }
        hand_out();
        whole = part;
        overflowed = false;
    });
    hand_out();
}

}  // namespace rmbsim::adapters::sellers
