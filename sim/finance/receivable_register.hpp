// The register of receivables 应收账款登记: who owes whom what, and which advance stands against it.
//
// Identity    debtor, creditor and the document's number (an invoice, a store's day, a purchase order)
//             name one receivable, whoever presents it and however often
// Units       minor units of the receivable's currency
// Invariants  face = diluted + received + outstanding, each >= 0; a receivable is assigned once and then
//             never again, to no other lender either
// Errors      refusals are values, in order of precedence; an id that was not handed out is a broken
//             contract
// Source      settlement-rules §13 (duplicate assignment of the same receivable); of several factors of
//             one receivable the first that registered comes first: Civil Code art. 768 (RECALLED)
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "ledger/id.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim::finance {

using ReceivableId = ledger::Id<struct ReceivableTag>;

struct ReceivableKey {
    std::uint32_t debtor = 0, creditor = 0;  // as the caller numbers parties
    std::uint64_t document = 0;
    friend constexpr auto operator<=>(const ReceivableKey&, const ReceivableKey&) = default;
};

struct ReceivableSpec {
    ReceivableKey key;
    ledger::Money face{};  // > 0
    ledger::ValueDate created{}, due{};
};

struct Assignment {
    std::uint32_t facility = 0, advance = 0;
    friend bool operator==(Assignment, Assignment) = default;
};

struct Receivable {
    ReceivableSpec spec;
    std::int64_t diluted_minor = 0;   // refunds and chargebacks
    std::int64_t received_minor = 0;  // paid by the debtor
    std::optional<Assignment> assigned = {};
    std::int64_t outstanding() const { return spec.face.minor - diluted_minor - received_minor; }
};

enum class RegisterRefusal : std::uint8_t {  // order is precedence
    amount_not_positive,
    already_registered,
    already_assigned,  // 重复转让
    nothing_outstanding,
};
std::string_view name_of(RegisterRefusal refusal);

class ReceivableRegister {
  public:
    std::expected<ReceivableId, RegisterRefusal> add(const ReceivableSpec& spec);
    std::optional<ReceivableId> find(const ReceivableKey& key) const;
    std::optional<RegisterRefusal> refusal_to_assign(ReceivableId receivable) const;
    std::expected<void, RegisterRefusal> assign(ReceivableId receivable, Assignment to);

    // How much of an amount the receivable takes, at most what is outstanding: the rest of a refund is a
    // claim on the creditor, the rest of a payment belongs to another receivable. minor >= 0.
    std::int64_t dilute(ReceivableId receivable, std::int64_t minor);
    std::int64_t receive(ReceivableId receivable, std::int64_t minor);

    const Receivable& operator[](ReceivableId receivable) const;  // valid until the next add()
    std::uint32_t size() const { return static_cast<std::uint32_t>(all_.size()); }

  private:
    Receivable& at(ReceivableId receivable);
    std::vector<Receivable> all_;
    std::map<ReceivableKey, ReceivableId> by_key_;
};

}  // namespace rmbsim::sim::finance
