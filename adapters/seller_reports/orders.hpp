// The lines of reports as orders: what each was sold for, and what became of it; in constant memory.
//
// Order       lines of one order id, store and currency, wherever in the files they stand
// Units       minor units by class, above zero in the seller's favour
// Errors      an id beyond order_id_bytes_most, a sum beyond int64
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/seller_reports/spilled_sort.hpp"
#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {

inline constexpr std::size_t order_id_bytes_most = 64;

struct Order {
    std::string_view id, store;
    ledger::CurrencyId currency{};
    std::optional<ledger::SimTime> at;  // of its earliest line that is no refund
    std::array<std::int64_t, class_words.size()> minor{};
    std::uint32_t file = 0, line = 0;                // where it stands first
    std::uint32_t refund_file = 0, refund_line = 0;  // of its last refund; 0: none
    std::uint32_t lines = 0;
    bool overflowed = false;

    std::int64_t operator[](AmountClass amount_class) const {
        return minor.at(static_cast<std::size_t>(amount_class));
    }
    // nullopt: beyond int64.
    std::optional<std::int64_t> net() const;
    // How far its refunds go beyond what it was sold for; only of orders whose sale stands in the files.
    std::int64_t refunded_beyond() const;
};

enum class OrderProblem : std::uint8_t { none, id_too_long, beyond_int64 };

class Orders {
  public:
    explicit Orders(const std::filesystem::path& scratch, std::size_t in_memory = 1U << 15);
    OrderProblem add(const ReportHead& head, const ReportLine& line, AmountClass amount_class,
                     std::uint32_t file);
    void drain(const std::function<void(const Order&)>& take);  // by id, store, currency

  private:
    struct Part {
        std::array<char, order_id_bytes_most> id;
        std::uint32_t id_size, store, currency, file, line, refund_file, refund_line, lines;
        std::int64_t at_ms;  // no_time: none
        std::array<std::int64_t, class_words.size()> minor;

        std::string_view name() const { return {id.data(), id_size}; }
        bool is_of(const Part& other) const {
            return name() == other.name() && store == other.store && currency == other.currency;
        }
        bool operator<(const Part& other) const;
    };
    static constexpr std::int64_t no_time = INT64_MAX;

    OrderProblem add_to_open(const ReportLine& line, AmountClass amount_class, std::uint32_t file);
    std::optional<std::uint32_t> store_named(std::string_view name);
    Order order_of(const Part& part) const;
    static bool merge(Part& into, const Part& from);  // false: beyond int64

    SpilledSort<Part> parts_;
    std::optional<Part> open_;  // lines of one order mostly follow each other
    std::vector<std::string> stores_;
    std::uint32_t last_store_ = 0;
};

}  // namespace rmbsim::adapters::sellers
