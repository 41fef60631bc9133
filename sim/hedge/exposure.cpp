#include "sim/hedge/exposure.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <source_location>
#include <span>
#include <tuple>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"

namespace rmbsim::sim {

using ledger::Decimal;

namespace {

using Key = std::tuple<std::uint32_t, ledger::CurrencyId, std::uint32_t>;

std::int64_t joined_minor(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_add(a, b), "an exposure");
}

std::int64_t& part_of(Exposure& row, ExposureItem::Kind kind) {
    switch (kind) {
        case ExposureItem::Kind::receipt:
            return row.receipts;
        case ExposureItem::Kind::payment:
            return row.payments;
        case ExposureItem::Kind::hedge:
            return row.hedges;
        case ExposureItem::Kind::balance:
            return row.balances;
    }
    ledger::break_contract("kind is one of its enumerators", std::source_location::current());
}

Exposure& row_of(std::map<Key, Exposure>& rows, const Key& key) {
    const auto [entity, currency, bucket] = key;
    return rows.try_emplace(key, Exposure{.entity = entity, .currency = currency, .bucket = bucket})
        .first->second;
}

std::vector<Exposure> listed(const std::map<Key, Exposure>& rows) {
    std::vector<Exposure> list;
    list.reserve(rows.size());
    for (const auto& [key, row] : rows) list.push_back(row);
    return list;
}

}  // namespace

std::int64_t Exposure::net() const {
    return joined_minor(joined_minor(receipts, -payments), -joined_minor(hedges, balances));
}

std::vector<Exposure> exposures(std::span<const ExposureItem> items) {
    std::map<Key, Exposure> rows;
    for (const ExposureItem& item : items) {
        std::int64_t& part =
            part_of(row_of(rows, {item.entity, item.currency, item.bucket}), item.kind);
        part = joined_minor(part, item.minor);
    }
    return listed(rows);
}

std::vector<Exposure> pooled(std::span<const Exposure> by_entity) {
    std::map<Key, Exposure> rows;
    for (const Exposure& one : by_entity) {
        Exposure& row = row_of(rows, {pooled_entity, one.currency, one.bucket});
        row.receipts = joined_minor(row.receipts, one.receipts);
        row.payments = joined_minor(row.payments, one.payments);
        row.hedges = joined_minor(row.hedges, one.hedges);
        row.balances = joined_minor(row.balances, one.balances);
    }
    return listed(rows);
}

std::optional<Decimal> natural_hedge_ratio(std::int64_t receipts, std::int64_t payments) {
    ledger::expects(receipts >= 0 && payments >= 0, "receipts and payments are sizes");
    if (receipts == 0 && payments == 0) return std::nullopt;
    const Decimal in = receipts, out = payments;
    const Decimal net = in >= out ? in - out : out - in;
    return Decimal(1) - net / (in + out);
}

}  // namespace rmbsim::sim
