// What the mainland gives back of the VAT on goods that leave it (出口退税), and income tax on deemed
// profit where there are no input invoices.
//
// Units       minor units of the yuan; rates as fractions
// Rounding    each amount by itself, half_up; the part that is not refunded is the rest, so the parts of
//             an amount always add up to it
// Errors      negative input, or a refund rate above the VAT rate, breaks a contract (the loader has
//             judged them); an amount beyond int64 is AmountOverflow
// Source      settlement-rules §9.2: trading company (RECALLED, standard), producer (VERIFIED-2);
//             §9.4: deemed income (4 % VERIFIED-2, the rest RECALLED)
#pragma once

#include <cstdint>
#include <span>

#include "ledger/decimal.hpp"

namespace rmbsim::sim {

// A trading company 外贸企业: refund = amount on the invoices, VAT excluded, × refund rate, at most the
// VAT that they show; the rest goes to cost.
struct TraderRefund {
    std::int64_t refund_minor = 0;
    std::int64_t to_cost_minor = 0;
    friend bool operator==(const TraderRefund&, const TraderRefund&) = default;
};
TraderRefund trader_refund(std::int64_t invoice_net_minor, std::int64_t invoice_vat_minor,
                           const ledger::Rate& refund_rate);

// VAT on an invoice: net × rate; and the VAT within an amount that includes it.
std::int64_t vat_on(std::int64_t net_minor, const ledger::Rate& vat);
std::int64_t vat_within(std::int64_t gross_minor, const ledger::Rate& vat);

// A producer 生产企业, exempt-credit-refund 免抵退, by the month.
struct ProducerExports {  // goods of one rate
    std::int64_t fob_minor = 0;
    std::int64_t duty_free_material_minor = 0;  // in them; deducted before either rate is applied
    ledger::Rate vat = 0, refund = 0;
};

struct ProducerMonth {
    std::span<const ProducerExports> exports;
    std::int64_t output_vat_minor = 0;  // of sales at home
    std::int64_t input_vat_minor = 0;
    std::int64_t brought_forward_minor = 0;  // credit of the month before 上期留抵
};

struct ProducerRefund {
    std::int64_t non_creditable_minor = 0;  // N = FOB × (VAT - refund), to cost 不得免征和抵扣税额
    std::int64_t payable_minor = 0;  // P = output - (input - N) - brought forward; < 0: credit
    std::int64_t quota_minor = 0;    // Q = FOB × refund 免抵退税额
    std::int64_t refund_minor = 0;   // min(-P, Q) where P < 0
    std::int64_t offset_minor = 0;   // Q - refund 免抵税额
    std::int64_t carried_forward_minor = 0;  // -P - refund where P < 0
    friend bool operator==(const ProducerRefund&, const ProducerRefund&) = default;
};
ProducerRefund producer_refund(const ProducerMonth& month);

// Income tax on revenue × deemed income share × tax rate.
std::int64_t deemed_income_tax(std::int64_t revenue_minor, const ledger::Rate& income_share,
                               const ledger::Rate& tax_rate);

}  // namespace rmbsim::sim
