#include "sim/finance/receivable_register.hpp"

#include <algorithm>
#include <cstdint>
#include <expected>
#include <optional>
#include <source_location>
#include <string_view>

#include "ledger/contract.hpp"

namespace rmbsim::sim::finance {

std::string_view name_of(RegisterRefusal refusal) {
    switch (refusal) {
        case RegisterRefusal::amount_not_positive:
            return "amount_not_positive";
        case RegisterRefusal::already_registered:
            return "already_registered";
        case RegisterRefusal::already_assigned:
            return "already_assigned";
        case RegisterRefusal::nothing_outstanding:
            return "nothing_outstanding";
    }
    ledger::break_contract("refusal is one of its enumerators", std::source_location::current());
}

std::expected<ReceivableId, RegisterRefusal> ReceivableRegister::add(const ReceivableSpec& spec) {
    if (spec.face.minor <= 0) return std::unexpected(RegisterRefusal::amount_not_positive);
    const ReceivableId id{size()};
    if (!by_key_.try_emplace(spec.key, id).second)
        return std::unexpected(RegisterRefusal::already_registered);
    all_.push_back({.spec = spec});
    return id;
}

std::optional<ReceivableId> ReceivableRegister::find(const ReceivableKey& key) const {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    return found->second;
}

std::optional<RegisterRefusal> ReceivableRegister::refusal_to_assign(
    ReceivableId receivable) const {
    const Receivable& one = (*this)[receivable];
    if (one.assigned) return RegisterRefusal::already_assigned;
    if (one.outstanding() <= 0) return RegisterRefusal::nothing_outstanding;
    return std::nullopt;
}

std::expected<void, RegisterRefusal> ReceivableRegister::assign(ReceivableId receivable,
                                                                Assignment to) {
    if (const auto refused = refusal_to_assign(receivable)) return std::unexpected(*refused);
    at(receivable).assigned = to;
    return {};
}

std::int64_t ReceivableRegister::dilute(ReceivableId receivable, std::int64_t minor) {
    ledger::expects(minor >= 0, "a refund is not negative");
    Receivable& one = at(receivable);
    const std::int64_t taken = std::min(minor, one.outstanding());
    one.diluted_minor += taken;
    return taken;
}

std::int64_t ReceivableRegister::receive(ReceivableId receivable, std::int64_t minor) {
    ledger::expects(minor >= 0, "a payment is not negative");
    Receivable& one = at(receivable);
    const std::int64_t taken = std::min(minor, one.outstanding());
    one.received_minor += taken;
    return taken;
}

const Receivable& ReceivableRegister::operator[](ReceivableId receivable) const {
    ledger::expects(receivable.index < all_.size(), "a receivable is in this register");
    return all_[receivable.index];
}

Receivable& ReceivableRegister::at(ReceivableId receivable) {
    ledger::expects(receivable.index < all_.size(), "a receivable is in this register");
    return all_[receivable.index];
}

}  // namespace rmbsim::sim::finance
