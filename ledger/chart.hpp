// Chart of accounts of a mainland company and of a bank's branch book.
//
// Source      企业会计准则——应用指南 附录《会计科目和主要账务处理》 account codes for companies;
//             intercompany pool positions under 企业会计准则解释第15号 (资金集中管理) are kept as one
//             signed current account per pair and currency, code 1221 for either sign.
//             Bank books use the codes for banks of the same appendix.
#pragma once

#include <cstdint>
#include <string_view>

#include "ledger/account.hpp"

namespace rmbsim::ledger {

enum class ChartLine : std::uint8_t {
    // companies
    bank_deposit,          // 1002 银行存款
    cash_in_transit,       // 1012 其他货币资金——在途资金
    accounts_receivable,   // 1122 应收账款
    platform_receivable,   // 1221.01 其他应收款——平台应收
    interest_receivable,   // 1132 应收利息
    intercompany_current,  // 1221 其他应收款/其他应付款——资金池往来
    fixed_assets,          // 1601 固定资产
    accounts_payable,      // 2202 应付账款
    payroll_payable,       // 2211 应付职工薪酬
    taxes_payable,         // 2221 应交税费
    interest_payable,      // 2231 应付利息
    dividends_payable,     // 2232 应付股利
    borrowings,            // 2501 长期借款
    opening_equity,        // 4104 利润分配——未分配利润 (opening balances)
    fx_position,           // 6061.09 外汇买卖 (position account; balances per currency)
    revenue,               // 6001 主营业务收入
    interest_income,       // 6603.01 财务费用——利息收入
    interest_expense,      // 6603.02 财务费用——利息支出
    bank_fees,             // 6603.03 财务费用——手续费
    fx_cost,               // 6061 汇兑损益
    selling_expense,       // 6601 销售费用 (marketplace fees)
    tax_expense,           // 6403 税金及附加 (VAT and withholding borne)
    other_expense,         // 6602 管理费用
    // banks
    bank_clearing,          // 3001 清算资金往来
    remittance_in_transit,  // 3002.01 汇出汇款
    customer_deposit,       // 2011 吸收存款
    bank_interest_expense,  // 6411 利息支出
    bank_interest_income,   // 6011 利息收入
    bank_fee_income,        // 6021 手续费及佣金收入
    bank_fx_result,         // 6061 汇兑损益
    bank_fx_position,       // 3003 外汇买卖
    // companies, again: indices are in journals, so new lines stand at the end
    cost_of_sales,     // 6401 主营业务成本 (bought from group companies)
    netting_current,   // 1221.02 其他应收款/其他应付款——轧差往来
    netting_rounding,  // 6061.02 汇兑损益——轧差尾差
    // hedges, in company and bank books
    derivative,             // 3101 衍生工具, asset or liability by its sign
    fair_value_result,      // 6101 公允价值变动损益
    short_term_borrowings,  // 2001 短期借款
    term_deposits,          // 1012.09 其他货币资金——定期存款
    bank_loans,             // 1303 贷款
    bank_term_deposits,     // 2011.09 吸收存款——定期存款
    in_house_current,       // 1221.03 其他应收款/其他应付款——内部银行往来
    income_tax_expense,     // 6801 所得税费用
    // foreign balances at a period's end
    balance_valuation,     // 1002.99 银行存款——外币折算差额
    unrealised_fx_result,  // 6061.03 汇兑损益——未实现
    // operators of payment systems
    participant_balance,  // 2012 同业及其他金融机构存放款项
    settlement_backing,   // 1003 存放中央银行款项
    // sellers
    platform_reserve,   // 1221.04 其他应收款——平台预留款
    payout_in_transit,  // 1012.02 其他货币资金——平台结算在途
    provider_balance,   // 1012.03 其他货币资金——支付机构账户
    referral_fees,      // 6601.01 销售费用——平台佣金
    fulfilment_fees,    // 6601.02 销售费用——仓储配送
    advertising_costs,  // 6601.03 销售费用——广告
    store_charges,      // 6601.04 销售费用——店铺月费
    chargeback_losses,  // 6711.01 营业外支出——拒付损失
    // marketplaces and acquirers
    buyers_funds,        // 1012.20 其他货币资金——买家资金
    seller_payable,      // 2241.20 其他应付款——应付卖家款
    seller_reserve,      // 2241.21 其他应付款——卖家预留款
    payouts_under_way,   // 2241.22 其他应付款——结算在途
    marketplace_income,  // 6051.20 其他业务收入——平台服务
    collected_tax,       // 2221.20 应交税费——代收税款
    // payment institutions
    safeguarded_funds,   // 1012.21 其他货币资金——客户备付金存款
    client_funds,        // 2241.23 其他应付款——客户备付金
    provider_own_funds,  // 1002.21 银行存款——自有资金
    provider_income,     // 6051.21 其他业务收入——收款服务
    provider_fx_result,  // 6061.21 汇兑损益——兑换点差
    // receivables lent on, and notes
    assigned_receivables,   // 1221.06 其他应收款——已转让应收款
    financing_reserve,      // 1012.10 其他货币资金——融资保证金
    guarantee_current,      // 1221.07 其他应收款/其他应付款——代偿款
    bank_reserve_deposits,  // 2011.10 吸收存款——保证金存款
    bank_credit_loss,       // 6702 信用减值损失
    note_receivable,        // 1122.06 应收账款——电子债权凭证
    note_payable,           // 2202.06 应付账款——电子债权凭证
    // exporters
    export_refund_receivable,  // 1221.40 其他应收款——应收出口退税款
    export_pre_refund,         // 2241.30 其他应付款——出口预退税
    value_added_tax,           // 2221.01 应交税费——应交增值税 (debit: 留抵)
    // the tax office; its codes are ours
    refunds_granted,          // 4401 提退税金——出口退税
    pre_refunds_outstanding,  // 1231 预退税款
    refunds_owed,             // 2206 应退税款
    recoveries_due,           // 1221.41 应追回退税款
    treasury,                 // 1004 国库存款
    // conditional payments of digital yuan, in company and bank books
    conditional_money,    // 1012.11 其他货币资金——智能合约待付
    conditional_deposit,  // 2011.11 吸收存款——智能合约待付
    other_income,         // 6117 其他收益 (subsidies, red packets)
};

struct ChartRow {
    std::string_view code;
    AccountType type;
    std::string_view en, zh;
};

const ChartRow& chart_row(ChartLine line);
inline constexpr std::uint8_t chart_line_count =
    static_cast<std::uint8_t>(ChartLine::other_income) + 1;

}  // namespace rmbsim::ledger
