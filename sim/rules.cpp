#include "sim/rules.hpp"

#include "ledger/contract.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::sim {

RuleRow rule_row(Rule rule) {
    switch (rule) {
        case Rule::opening:
            return {"opening", "Opening balance", "期初余额", ""};
        case Rule::receipt:
            return {"flow.receipt", "Receipt from outside the group", "集团外收款", ""};
        case Rule::payment:
            return {"flow.payment", "Payment to outside the group", "集团外付款", ""};
        case Rule::concentration:
            return {"sweep.concentration", "Concentration within one bank", "资金归集(行内)",
                    "企业会计准则解释第15号"};
        case Rule::funding:
            return {"sweep.funding", "Funding within one bank", "资金下拨(行内)",
                    "企业会计准则解释第15号"};
        case Rule::payment_sent:
            return {"payment.sent", "Payment sent, in transit", "付款发出(在途)", ""};
        case Rule::payment_settled:
            return {"payment.settled", "Payment settled", "付款到账", "企业会计准则解释第15号"};
        case Rule::payment_fee:
            return {"payment.fee", "Rail fee", "汇划手续费", ""};
        case Rule::fx_conversion:
            return {"fx.conversion", "Conversion at the header's bank", "主办银行兑换", ""};
        case Rule::interest_credited:
            return {"interest.credited", "Interest received", "存款利息入账", ""};
        case Rule::interest_charged:
            return {"interest.charged", "Interest charged", "透支利息扣收", ""};
        case Rule::interest_accrued:
            return {"interest.accrued", "Interest accrued to the run's end", "期末计提利息", ""};
        case Rule::intercompany_interest:
            return {"intercompany.interest", "Interest between group companies", "资金池内部计息",
                    "独立交易原则"};
        case Rule::intercompany_interest_paid:
            return {"intercompany.interest_paid", "Interest paid between group companies",
                    "内部利息划转", ""};
        case Rule::store_sales:
            return {"store.sales", "Online store: sales", "网店销售", ""};
        case Rule::store_fees:
            return {"store.fees", "Online store: marketplace fees", "平台费用", ""};
        case Rule::store_refunds:
            return {"store.refunds", "Online store: refunds", "退款", ""};
        case Rule::store_payout:
            return {"store.payout", "Marketplace payout", "平台结算款到账", ""};
        case Rule::sweep_returned:
            return {"sweep.returned", "Overnight sweep returned", "隔夜归集返还",
                    "pooling-practice §7"};
        case Rule::sweep_back_valued:
            return {"sweep.back_valued", "Past sweep corrected for a back-valued flow",
                    "起息日回溯更正", "pooling-practice §8"};
        case Rule::notional_interest:
            return {"notional.interest", "Interest of a notional pool, as apart", "名义资金池利息",
                    ""};
        case Rule::notional_advantage:
            return {"notional.advantage", "What the notional pool adds", "名义资金池收益", ""};
        case Rule::notional_allocation:
            return {"notional.allocation", "Allocation of a notional pool's interest",
                    "名义资金池利息分配", "独立交易原则"};
        case Rule::notional_allocation_paid:
            return {"notional.allocation_paid", "Allocation paid between group companies",
                    "名义资金池利息划转", ""};
        case Rule::netting_invoice:
            return {"netting.invoice", "Invoice between group companies", "集团内部往来入账", ""};
        case Rule::netting_assigned:
            return {"netting.assigned", "Item taken over by the netting centre", "轧差中心承接往来",
                    "pooling-practice §16"};
        case Rule::netting_converted:
            return {"netting.converted", "Position at the cycle rate", "轧差汇率折算",
                    "pooling-practice §16.2"};
        case Rule::netting_deal:
            return {"netting.deal", "Currency dealt at the bank", "轧差外汇交易",
                    "pooling-practice §16.1"};
        case Rule::netting_rounding:
            return {"netting.rounding", "Rounding residual of a netting cycle", "轧差尾差",
                    "pooling-practice §16.2"};
        case Rule::netting_settlement:
            return {"netting.settlement", "Settlement within one bank", "轧差结算(行内)",
                    "pooling-practice §16.2"};
        case Rule::hedge_revalued:
            return {"hedge.revalued", "Forward at fair value", "远期公允价值变动",
                    "CAS 22 (RECALLED)"};
        case Rule::hedge_placed:
            return {"hedge.placed", "Hedge placed", "套期建仓", ""};
        case Rule::hedge_settled:
            return {"hedge.settled", "Hedge settled at maturity", "套期到期交割", ""};
        case Rule::hedge_accrued:
            return {"hedge.accrued", "Interest of a hedge accrued to the run's end",
                    "套期存贷利息计提", ""};
        case Rule::settled_in_rmb:
            return {"flow.settled_in_rmb", "Foreign-currency invoice settled in renminbi",
                    "本币优先结算", "银发〔2025〕251号"};
        case Rule::paid_on_behalf:
            return {"in_house.paid", "Paid on behalf of a member", "代成员企业付款",
                    "pooling-practice §15"};
        case Rule::received_on_behalf:
            return {"in_house.received", "Received on behalf of a member", "代成员企业收款",
                    "pooling-practice §15"};
        case Rule::on_behalf_returned:
            return {"in_house.returned", "Returned, with its original value date",
                    "退汇(原起息日冲正)", "pooling-practice §15"};
        case Rule::in_house_transfer:
            return {"in_house.transfer", "Between in-house accounts", "内部账户划转",
                    "pooling-practice §15"};
        case Rule::account_fee:
            return {"fee.account", "Account fee of the month", "账户管理费",
                    "pooling-practice §13.5"};
        case Rule::pool_service_fee:
            return {"fee.pool_service", "Pool service fee of the month", "资金池服务费",
                    "pooling-practice §13.5"};
        case Rule::commitment_fee:
            return {"fee.commitment", "Commitment fee on the undrawn line", "承诺费",
                    "pooling-practice §13.5"};
        case Rule::sweep_fee:
            return {"fee.sweep", "Fee of a sweep", "归集手续费", "pooling-practice §13.5"};
        case Rule::entrusted_loan_fee:
            return {"fee.entrusted_loan", "Agent's fee of an entrusted loan", "委托贷款手续费",
                    "pooling-practice §12"};
        case Rule::stamp_duty:
            return {"tax.stamp_duty", "Stamp duty on a sweep's loan", "借款合同印花税",
                    "pool-rules §9"};
        case Rule::thin_capitalisation:
            return {"tax.thin_capitalisation", "Income tax on interest that is not deductible",
                    "资本弱化纳税调整", "财税〔2008〕121号"};
        case Rule::interest_adjusted:
            return {"interest.adjusted", "Interest corrected for a back-valued flow",
                    "起息日回溯利息调整", "pooling-practice §8"};
        case Rule::intercompany_interest_adjusted:
            return {"intercompany.interest_adjusted",
                    "Interest between group companies corrected for a back-valued flow",
                    "内部利息回溯调整", "pooling-practice §8"};
        case Rule::converted_at_place:
            return {"fx.converted_at_place", "Conversion where it is cheaper, onshore or offshore",
                    "结售汇(择地)", "pooling-practice §17"};
        case Rule::balance_revalued:
            return {"fx.balance_revalued", "Foreign balance at the period's end", "期末汇兑重估",
                    "CAS 19 (RECALLED)"};
        case Rule::settled_gross:
            return {"settlement.gross", "Settled payment by payment", "逐笔全额结算", ""};
        case Rule::settled_together:
            return {"settlement.set", "Settled together, net lines", "排队撮合同时结算",
                    "settlement-algorithms §4, §5"};
        case Rule::store_released:
            return {"store.released", "Reserve released to the seller", "平台预留款释放",
                    "settlement-rules §11.1"};
        case Rule::store_stated:
            return {"store.stated", "Marketplace statement", "平台结算单",
                    "settlement-rules §11.1"};
        case Rule::store_chargeback:
            return {"store.chargeback", "Chargeback", "拒付", "settlement-rules §11.3"};
        case Rule::collection_converted:
            return {"collection.converted", "Converted by a payment institution", "支付机构结汇",
                    "汇发〔2019〕13号"};
        case Rule::collection_dealt:
            return {"collection.dealt", "Collected money converted at a bank", "销售款银行兑换",
                    "汇发〔2020〕11号"};
        case Rule::collection_paid_out:
            return {"collection.paid_out", "Paid out by a payment institution", "支付机构付款",
                    "汇发〔2019〕13号"};
        case Rule::collection_over_limit:
            return {"collection.over_limit", "Above a payment institution's limit, to a bank",
                    "超支付机构单笔限额转银行", "汇发〔2019〕13号"};
        case Rule::trade_invoice:
            return {"trade.invoice", "Goods sold to the company abroad",
                    "货物贸易结算(境外关联公司)", "settlement-rules §12"};
        case Rule::settled_jointly:
            return {"settlement.joint", "Settled in several systems at once, all legs or none",
                    "同步交收", "settlement-algorithms §1, link group"};
        case Rule::settled_net:
            return {"settlement.net", "Net settlement of a cycle", "轧差净额结算",
                    "settlement-algorithms §5.6"};
        case Rule::liquidity_in:
            return {"settlement.funded", "Liquidity brought in", "注资", "settlement-rules §2.2"};
        case Rule::liquidity_out:
            return {"settlement.swept", "Liquidity taken out", "清零", "settlement-rules §2.2"};
        case Rule::positions_cleared:
            return {"settlement.positions", "Net positions paid over", "净额头寸清算",
                    "settlement-rules §3.2"};
        case Rule::payment_returned:
            return {"payment.returned", "Payment came back unsettled", "退汇",
                    "settlement-rules §2.4"};
        case Rule::finance_drawn:
            return {"finance.drawn", "Advance on a receivable", "应收款融资放款",
                    "settlement-rules §13"};
        case Rule::finance_charged:
            return {"finance.charged", "Fee and interest of an advance", "融资手续费与利息",
                    "settlement-rules §13"};
        case Rule::finance_repaid:
            return {"finance.repaid", "Advance repaid: fees, principal, interest", "融资还款",
                    "settlement-rules §13"};
        case Rule::finance_reserve_used:
            return {"finance.reserve_used", "Reserve pays for a refund or a default", "保证金抵扣",
                    "settlement-rules §15"};
        case Rule::finance_reserve_released:
            return {"finance.reserve_released", "Reserve released", "保证金释放",
                    "settlement-rules §13"};
        case Rule::finance_guaranteed:
            return {"finance.guaranteed", "Guarantee fund pays its share", "担保基金代偿",
                    "settlement-rules §13"};
        case Rule::finance_written_off:
            return {"finance.written_off", "Lender's loss on an advance", "融资损失核销",
                    "settlement-rules §13"};
        case Rule::finance_recovered:
            return {"finance.recovered", "Recovered after a default", "代偿与核销后收回",
                    "settlement-rules §13"};
        case Rule::note_issued:
            return {"note.issued", "Electronic note issued", "电子债权凭证开立", ""};
        case Rule::note_passed:
            return {"note.passed", "Electronic note passed on", "电子债权凭证转让", ""};
        case Rule::note_discounted:
            return {"note.discounted", "Electronic note discounted", "电子债权凭证贴现", ""};
        case Rule::note_paid:
            return {"note.paid", "Electronic note paid when due", "电子债权凭证兑付", ""};
        case Rule::export_invoiced:
            return {"export.invoiced", "VAT on suppliers' invoices", "进项税额",
                    "settlement-rules §9.2"};
        case Rule::output_vat:
            return {"export.output_vat", "VAT on sales at home", "内销销项税额",
                    "settlement-rules §9.2"};
        case Rule::export_refund_filed:
            return {"export.refund_filed", "Export VAT refund filed", "申报出口退税",
                    "settlement-rules §9.2"};
        case Rule::export_pre_refund_filed:
            return {"export.pre_refund_filed", "Refund on departure filed, before the sale",
                    "离境即退税(预退税)", "STA Announcement 2025 No. 3"};
        case Rule::export_vat_to_cost:
            return {"export.vat_to_cost", "VAT on exports that is not refunded",
                    "出口不予退税转成本", "settlement-rules §9.2"};
        case Rule::export_refund_paid:
            return {"export.refund_paid", "Export VAT refund received", "收到出口退税",
                    "settlement-rules §9.2"};
        case Rule::export_refund_confirmed:
            return {"export.reconciled", "Pre-refund reconciled with sales", "预退税核算",
                    "STA Announcement 2025 No. 3"};
        case Rule::export_refund_recovered:
            return {"export.recovered", "Export refund recovered", "追回已退税款",
                    "settlement-rules §9.3, §15"};
        case Rule::deemed_income_tax:
            return {"export.deemed_income_tax", "Income tax on the deemed profit of exempt exports",
                    "核定征收所得税(无票免税)", "STA Announcement 2019 No. 36"};
        case Rule::wallet_loaded:
            return {"ecny.loaded", "Bank account into digital yuan wallet", "兑入数字人民币",
                    "settlement-rules §6.1"};
        case Rule::wallet_unloaded:
            return {"ecny.unloaded", "Digital yuan wallet into bank account", "兑出数字人民币",
                    "settlement-rules §6.1"};
        case Rule::wallet_paid:
            return {"ecny.paid", "Paid from wallet to wallet", "数字人民币支付",
                    "settlement-rules §6.2"};
        case Rule::offline_settled:
            return {"ecny.offline", "Offline payment uploaded", "离线支付上传入账",
                    "settlement-rules §6.2"};
        case Rule::contract_funded:
            return {"ecny.contract_funded", "Deposit under a smart contract", "智能合约入金",
                    "settlement-rules §6.3"};
        case Rule::contract_released:
            return {"ecny.contract_released", "Released by a smart contract", "智能合约支付",
                    "settlement-rules §6.3"};
        case Rule::contract_refunded:
            return {"ecny.contract_refunded", "Back to its source from a smart contract",
                    "智能合约退回", "settlement-rules §6.3"};
    }
    ledger::break_contract("rule is one of its enumerators", std::source_location::current());
}

}  // namespace rmbsim::sim
