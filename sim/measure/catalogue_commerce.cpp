// Online selling: how long money takes, what it costs to bring home, what is locked.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array commerce_rows{
    KpiEntry{"store_sales", "ccy", "Online store: sales", "网店销售额",
             "6001 of stores credited by store.sales",
             "store.sales 贷记的网店 6001",
             "settlement-rules §11"},
    KpiEntry{"store_fees", "ccy", "Online store: marketplace fees", "网店平台费用",
             "6601.01 to 6601.04 of stores, less fees given back with refunds",
             "网店 6601.01 至 6601.04，已减退款时退回的佣金",
             "settlement-rules §11.2"},
    KpiEntry{"store_refunds", "ccy", "Online store: refunds", "网店退款",
             "6001 of stores debited by store.refunds",
             "store.refunds 借记的网店 6001",
             "settlement-rules §11.3"},
    KpiEntry{"store_chargebacks", "ccy", "Online store: chargebacks", "网店拒付",
             "6711.01 of stores: prices charged back and the fees for them",
             "网店 6711.01：被拒付的货款与手续费",
             "settlement-rules §11.3"},
    KpiEntry{"store_payouts", "ccy", "Online store: payouts", "网店平台回款",
             "1012.02 credited as payouts arrive",
             "平台结算款到达时贷记的 1012.02",
             "settlement-rules §11.1"},
    KpiEntry{"days_to_yuan_mean", "days", "Days from sale to spendable money", "销售至可用资金天数",
             "Σ money × days from the day of its sale to the day it is booked on the seller's account / Σ money, "
             "at that day's mid rate",
             "Σ(金额×销售日至入账日天数)÷Σ金额，按入账日中间价",
             "settlement-rules §12"},
    KpiEntry{"days_to_yuan_p95", "days", "… 95 of 100 of the money within", "95%资金到账天数",
             "least number of days within which 95 % of the money came",
             "95% 的款项到账所需的最少天数",
             "settlement-rules §12"},
    KpiEntry{"collected_value", "ccy", "Money collected from sales", "已收回销售款",
             "Σ amounts converted, at the mid rate of that day and place, and what stays as received, at the mid of "
             "its receipt; before all fees and spreads",
             "Σ已兑换额(按兑换日兑换地中间价)加未兑换额(按到账日中间价)，未扣各项费用与点差",
             "settlement-rules §12"},
    KpiEntry{"collection_cost", "ccy", "Cost of collection and conversion", "收款与兑换成本",
             "Σ amounts converted at mid − what they brought (fee, spread, rail), plus fees for receipts",
             "Σ(按中间价折算的兑换额−实得)，含手续费、点差与汇划费，加收款手续费",
             "settlement-rules §11.2"},
    KpiEntry{"collection_cost_bp", "bp", "… of the money collected", "收款与兑换成本率",
             "collection_cost / collected_value × 10,000",
             "collection_cost÷collected_value×10000",
             "settlement-rules §11.2"},
    KpiEntry{"conversion_gain", "ccy", "Gain against converting on arrival", "较到账即兑的汇兑得失",
             "Σ converted at the day's mid − Σ at the mid of the day on which it had arrived",
             "Σ按兑换日中间价−Σ按到账日中间价",
             "settlement-rules §7"},
    KpiEntry{"reserve_locked_mean", "ccy", "Held back by marketplaces, daily mean", "平台预留款日均",
             "1221.04 of each evening at its mid rate / days",
             "每日 1221.04 余额按当日中间价之和÷天数",
             "settlement-rules §11.1"},
    KpiEntry{"cash_gap_worst", "ccy", "Cash gap at worst", "最大资金缺口",
             "lowest sum of the seller's 1002 on an evening, at its mid rate, below zero; else 0; group: of all "
             "sellers together",
             "卖家 1002 合计(按当日中间价)最低的一日低于零的金额，否则为 0；集团为全部卖家合计",
             "settlement-rules §12"},
    KpiEntry{"sellers_count", "count", "Sellers", "卖家数",
             "entities with a store",
             "有网店的主体数",
             "settlement-rules §12"},
    KpiEntry{"sellers_short_ratio", "ratio", "… that were short of money", "资金短缺卖家占比",
             "sellers whose cash_gap_worst is above 0 / sellers_count",
             "cash_gap_worst 大于 0 的卖家÷sellers_count",
             "settlement-rules §12"},
    KpiEntry{"chargeback_rate", "ratio", "Chargebacks, of the orders", "拒付率",
             "chargebacks / orders shipped",
             "拒付笔数÷发货订单数",
             "settlement-rules §11.3"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> commerce_entries() { return commerce_rows; }

}  // namespace rmbsim::sim
