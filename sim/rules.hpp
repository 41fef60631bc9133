// Why an entry exists: the simulator's posting rules, by name. ledger::RuleId indexes this list.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/id.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::sim {

enum class Rule : std::uint32_t {
    opening,
    receipt,
    payment,
    concentration,    // 归集, same bank
    funding,          // 下拨, same bank
    payment_sent,     // money leaves the account, in transit
    payment_settled,  // money arrives; the intercompany position moves
    payment_fee,
    fx_conversion,
    interest_credited,
    interest_charged,
    interest_accrued,  // at the run's end, not yet settled
    intercompany_interest,
    intercompany_interest_paid,
    store_sales,
    store_fees,
    store_refunds,
    store_payout,
    sweep_returned,      // an overnight sweep goes back
    sweep_back_valued,   // a past sweep corrected
    notional_interest,   // a pool's interest, as far as the participants had it alone
    notional_advantage,  // what the pool adds to it
    notional_allocation,
    notional_allocation_paid,
    netting_invoice,     // between two companies of a netting
    netting_assigned,    // an item becomes a claim on the centre and a debt to it
    netting_converted,   // into the member's own currency at the cycle rate
    netting_deal,        // the currency bought or sold at the bank
    netting_rounding,    // what rounding left with the centre
    netting_settlement,  // same bank, or a book transfer
    hedge_revalued,
    hedge_placed,
    hedge_settled,
    hedge_accrued,       // interest of a money-market hedge at the run's end
    settled_in_rmb,      // a flow invoiced in foreign currency
    paid_on_behalf,      // 代付
    received_on_behalf,  // 代收
    on_behalf_returned,
    in_house_transfer,    // between members' in-house accounts
    account_fee,          // 账户管理费, a month
    pool_service_fee,     // 资金池服务费, a month
    commitment_fee,       // 承诺费, on what is not drawn
    sweep_fee,            // 归集手续费
    entrusted_loan_fee,   // 委托贷款手续费
    stamp_duty,           // 印花税 on a sweep's loan
    thin_capitalisation,  // income tax on interest that is not deductible (资本弱化)
    interest_adjusted,    // capitalised before a back-valued flow was known
    intercompany_interest_adjusted,
    converted_at_place,     // 结售汇, onshore or offshore
    balance_revalued,       // 期末汇兑重估
    settled_gross,          // 逐笔全额结算
    settled_together,       // a simultaneous set, as net lines (撮合)
    settled_net,            // a cycle of a deferred net system (轧差净额结算)
    liquidity_in,           // 注资
    liquidity_out,          // 清零, or taken out
    positions_cleared,      // net positions paid over another system
    payment_returned,       // 退汇: it was not settled
    settled_jointly,        // legs of one deal in several systems (PvP 同步交收)
    store_released,         // from a marketplace's reserve to what the next statement pays
    store_stated,           // 结算
    store_chargeback,       // 拒付
    collection_converted,   // 支付机构结汇
    collection_dealt,       // 银行兑换
    collection_paid_out,    // 支付机构付款到卖家
    collection_over_limit,  // what a payment institution may not take goes to a bank
    trade_invoice,          // for the goods that a company abroad sells
    // receivables lent on, and electronic notes
    finance_drawn,             // 融资放款
    finance_charged,           // fee and interest owed to a lender
    finance_repaid,            // 融资还款, by the waterfall
    finance_reserve_used,      // 保证金抵扣
    finance_reserve_released,  // 保证金释放
    finance_guaranteed,        // 代偿, by a guarantee fund
    finance_written_off,       // what the lender loses
    finance_recovered,         // … and what comes back
    note_issued,               // 电子债权凭证开立
    note_passed,               // 转让
    note_discounted,           // 贴现
    note_paid,                 // 兑付
    // exports and their VAT refund
    export_invoiced,          // 进项税额
    output_vat,               // 内销销项税额
    export_refund_filed,      // 申报出口退税
    export_pre_refund_filed,  // 离境即退税
    export_vat_to_cost,       // 不予退税转成本
    export_refund_paid,       // 退税到账
    export_refund_confirmed,  // 核算
    export_refund_recovered,  // 追回
    deemed_income_tax,        // 核定征收
    wallet_loaded,            // 兑入数字人民币
    wallet_unloaded,          // 兑出至银行账户
    wallet_paid,              // 数字人民币支付
    offline_settled,          // 离线支付上传入账
    contract_funded,          // 智能合约入金
    contract_released,        // 条件达成,支付
    contract_refunded,        // 退回出资方, or expired
};
inline constexpr std::uint32_t rule_count = static_cast<std::uint32_t>(Rule::contract_refunded) + 1;

constexpr ledger::RuleId id_of(Rule rule) { return {static_cast<std::uint32_t>(rule)}; }
RuleRow rule_row(Rule rule);

}  // namespace rmbsim::sim
