#include "sim/commerce/trade_mode.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/contract.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::sim {
namespace {

// Of the versions that hold, the latest to have begun.
template <class Version>
const Version* latest_on(const std::vector<Version>& versions, ledger::ValueDate date) {
    const Version* found = nullptr;
    for (const Version& version : versions)
        if (version.in_force.holds(date) &&
            (found == nullptr || found->in_force.from <= version.in_force.from))
            found = &version;
    return found;
}

template <class Row>
const Row* row_named(const std::vector<Row>& rows, std::string_view id) {
    const auto found = std::ranges::find(rows, id, &Row::id);
    return found == rows.end() ? nullptr : &*found;
}

template <std::size_t N, class Enum>
std::string_view word_of(const std::array<std::string_view, N>& words, Enum value) {
    const auto index = static_cast<std::size_t>(value);
    ledger::expects(index < N, "an enumerator has a word");
    return words[index];
}

}  // namespace

std::string_view name_of(ExportGoods goods) {
    static constexpr std::array<std::string_view, 2> words = {"parcels", "bulk"};
    return word_of(words, goods);
}

std::string_view name_of(ExportCollector collector) {
    static constexpr std::array<std::string_view, 3> words = {"exporter", "platform", "agent"};
    return word_of(words, collector);
}

std::string_view name_of(RefundFrom from) {
    static constexpr std::array<std::string_view, 4> words = {"declaration", "departure",
                                                              "zone_entry", "sale"};
    return word_of(words, from);
}

std::string_view name_of(VatTreatment treatment) {
    static constexpr std::array<std::string_view, 3> words = {"refund", "exempt", "unknown"};
    return word_of(words, treatment);
}

std::string_view name_of(CeilingPer per) {
    static constexpr std::array<std::string_view, 2> words = {"parcel", "declaration"};
    return word_of(words, per);
}

std::string_view name_of(ModeRefusal refusal) {
    static constexpr std::array<std::string_view, 4> words = {"none", "not_in_force",
                                                              "above_ceiling", "no_treatment"};
    return word_of(words, refusal);
}

const ModeTreatment* TradeMode::treatment_on(ledger::ValueDate date) const {
    return latest_on(treatments, date);
}

const ExportCeiling* TradeMode::ceiling_on(ledger::ValueDate date) const {
    return latest_on(ceilings, date);
}

const RefundRate* RefundClass::rate_on(ledger::ValueDate export_date) const {
    return latest_on(rates, export_date);
}

const TradeMode* TradeModes::mode(std::string_view id) const { return row_named(modes, id); }

const RefundClass* TradeModes::refund_class(std::string_view id) const {
    return row_named(classes, id);
}

const FilingRule* TradeModes::filing_on(ledger::ValueDate date) const {
    return latest_on(filing, date);
}

const FilingDeadline* TradeModes::claim_on(ledger::ValueDate export_date) const {
    return latest_on(claims, export_date);
}

const RefundTiming* TradeModes::timing_on(ledger::ValueDate filed) const {
    return latest_on(timing, filed);
}

const PreRefundRule* TradeModes::pre_refund_on(std::string_view mode,
                                               ledger::ValueDate filed) const {
    const PreRefundRule* found = nullptr;
    for (const PreRefundRule& rule : pre_refunds)
        if (rule.mode == mode && rule.in_force.holds(filed) &&
            (found == nullptr || found->in_force.from <= rule.in_force.from))
            found = &rule;
    return found;
}

const ReceiptRule* TradeModes::receipt_on(ledger::ValueDate export_date) const {
    return latest_on(receipts, export_date);
}

const DeemedIncome* TradeModes::deemed_income_on(ledger::ValueDate date) const {
    return latest_on(deemed_income, date);
}

ModeRefusal refusal_of(const TradeMode& mode, ledger::ValueDate export_date, ledger::Money value,
                       bool with_invoice) {
    const ModeTreatment* treatment = mode.treatment_on(export_date);
    if (treatment == nullptr) return ModeRefusal::not_in_force;
    if (const ExportCeiling* ceiling = mode.ceiling_on(export_date)) {
        ledger::expects(ceiling->most.currency == value.currency,
                        "a value is judged in the currency of its ceiling");
        if (value.minor > ceiling->most.minor) return ModeRefusal::above_ceiling;
    }
    const VatTreatment vat = with_invoice ? treatment->with_invoice : treatment->without_invoice;
    return vat == VatTreatment::unknown ? ModeRefusal::no_treatment : ModeRefusal::none;
}

}  // namespace rmbsim::sim
