#include "sim/commerce/export_refund.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "ledger/contract.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "ledger/rounding.hpp"

namespace rmbsim::sim {
namespace {

using ledger::Decimal;
using ledger::Rate;

std::int64_t tax_of(const Decimal& exact) {
    return ledger::fitting(ledger::to_whole(exact, ledger::Rounding::half_up), "a tax on exports");
}

std::int64_t tax_sum(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_add(a, b), "a sum of taxes on exports");
}

std::int64_t tax_less(std::int64_t a, std::int64_t b) {
    return ledger::fitting(ledger::checked_subtract(a, b), "a difference of taxes on exports");
}

}  // namespace

std::int64_t vat_on(std::int64_t net_minor, const Rate& vat) {
    ledger::expects(net_minor >= 0 && !vat.is_negative(), "VAT is on an amount from 0 on");
    return tax_of(Decimal(net_minor) * vat);
}

std::int64_t vat_within(std::int64_t gross_minor, const Rate& vat) {
    ledger::expects(gross_minor >= 0 && !vat.is_negative(), "VAT lies within an amount from 0 on");
    return tax_of(Decimal(gross_minor) * vat / (Decimal(1) + vat));
}

TraderRefund trader_refund(std::int64_t invoice_net_minor, std::int64_t invoice_vat_minor,
                           const Rate& refund_rate) {
    ledger::expects(invoice_net_minor >= 0 && invoice_vat_minor >= 0 && !refund_rate.is_negative(),
                    "an invoice and a refund rate are from 0 on");
    const std::int64_t wished = tax_of(Decimal(invoice_net_minor) * refund_rate);
    const std::int64_t refund = std::min(wished, invoice_vat_minor);
    return {.refund_minor = refund, .to_cost_minor = invoice_vat_minor - refund};
}

ProducerRefund producer_refund(const ProducerMonth& month) {
    ledger::expects(month.output_vat_minor >= 0 && month.input_vat_minor >= 0 &&
                        month.brought_forward_minor >= 0,
                    "a month's VAT is from 0 on");
    ProducerRefund result;
    for (const ProducerExports& goods : month.exports) {
        ledger::expects(goods.fob_minor >= 0 && goods.duty_free_material_minor >= 0 &&
                            !goods.refund.is_negative() && goods.refund <= goods.vat,
                        "exports are from 0 on and the refund rate is at most the VAT rate");
        const Decimal base =
            std::max(std::int64_t{0}, goods.fob_minor - goods.duty_free_material_minor);
        result.non_creditable_minor =
            tax_sum(result.non_creditable_minor, tax_of(base * (goods.vat - goods.refund)));
        result.quota_minor = tax_sum(result.quota_minor, tax_of(base * goods.refund));
    }
    const std::int64_t creditable = tax_less(month.input_vat_minor, result.non_creditable_minor);
    result.payable_minor =
        tax_less(tax_less(month.output_vat_minor, creditable), month.brought_forward_minor);
    const std::int64_t credit = std::max(std::int64_t{0}, -result.payable_minor);
    result.refund_minor = std::min(credit, result.quota_minor);
    result.offset_minor = result.quota_minor - result.refund_minor;
    result.carried_forward_minor = credit - result.refund_minor;
    return result;
}

std::int64_t deemed_income_tax(std::int64_t revenue_minor, const Rate& income_share,
                               const Rate& tax_rate) {
    ledger::expects(revenue_minor >= 0 && !income_share.is_negative() && !tax_rate.is_negative(),
                    "deemed income is of revenue from 0 on");
    return tax_of(Decimal(revenue_minor) * income_share * tax_rate);
}

}  // namespace rmbsim::sim
