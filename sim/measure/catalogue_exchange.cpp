// Currency and hedges, netting, payments on behalf, online stores.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array exchange_rows{
    KpiEntry{"fx_volume", "ccy", "Currency converted", "兑换金额",
             "half of Σ |6061.09| by fx.conversion, fx.converted_at_place and netting.deal, at the "
             "day's mid rate",
             "fx.conversion、fx.converted_at_place 与 netting.deal 的 Σ|6061.09| 之半，按当日中间价折算",
             "pooling-practice §20 FX conversion cost"},
    KpiEntry{"fx_cost_bp", "bp", "FX spread, of the amount converted", "汇兑点差率",
             "6061 by the rules of fx_volume × 10,000 / fx_volume",
             "fx_volume 各规则的 6061 × 10,000 / fx_volume",
             "pooling-practice §20 FX conversion cost, bp"},
    KpiEntry{"fx_exposure_net", "ccy", "Net currency exposure", "外币净敞口",
             "Σ over currencies other than the reporting one of |receipts - payments - hedges|, at the run's last mid rate; the "
             "group nets its companies first. Of one currency: 1002 by flow.receipt less "
             "flow.payment, less 6061.09 by hedge.placed and hedge.settled",
             "报告货币以外各币种 |收 - 付 - 套期| 之和，按期末中间价折算；集团先轧抵成员。单一币种：1002 由 "
             "flow.receipt 减 flow.payment，再减 hedge.placed、hedge.settled 的 6061.09",
             "pooling-practice §17"},
    KpiEntry{"natural_hedge_ratio", "ratio", "Natural hedge ratio", "自然对冲率",
             "1 - Σ|receipts - payments| / Σ(receipts + payments), by currency other than the "
             "reporting one, at the run's last mid rate",
             "1 - Σ|收 - 付| / Σ(收 + 付)，按报告货币以外的币种，以期末中间价折算",
             "pooling-practice §17, §20"},
    KpiEntry{"hedge_result", "ccy", "Result of hedges", "套期损益",
             "-6101: contract price less the mid at maturity, or the fair value at the end; and what "
             "the mid's move gained on 2001 and 1012.09 of money-market hedges in foreign currency, "
             "and on 6061.09 since the near leg of a swap",
             "-6101：合约价减到期中间价，或期末公允价值；另加货币市场套期外币 2001、1012.09 "
             "及掉期近端以来 6061.09 因中间价变动的损益",
             "pooling-practice §17"},
    KpiEntry{"unrealised_fx", "ccy", "Unrealised exchange result", "未实现汇兑损益",
             "-6061.03 at the end: foreign balances at the last mid less what they cost, by moving "
             "average",
             "期末 -6061.03：外币余额按期末中间价减移动平均成本",
             "CAS 19 (RECALLED), pooling-practice §17"},
    KpiEntry{"conversion_count", "count", "Conversions", "结售汇笔数",
             "entries by fx.converted_at_place",
             "fx.converted_at_place 分录数",
             "pooling-practice §17 CNY/CNH basis, §9"},
    KpiEntry{"conversion_offshore_count", "count", "Conversions offshore (CNH)",
             "境外（CNH）结售汇笔数",
             "of these, at the offshore price",
             "其中按境外价成交的笔数",
             "pooling-practice §17 CNY/CNH basis, §9"},
    KpiEntry{"conversion_value", "ccy", "Value converted", "结售汇金额",
             "converted, at the onshore mid",
             "兑换金额，按境内中间价",
             "pooling-practice §17 CNY/CNH basis, §9"},
    KpiEntry{"conversion_place_gain", "ccy", "Gained by the place of conversion", "择地结售汇收益",
             "Σ all-in amount at the place chosen against onshore",
             "Σ 所选地全价与境内全价之差",
             "pooling-practice §17 CNY/CNH basis, §9"},
    KpiEntry{"conversion_place_forgone", "ccy", "Forgone: offshore not allowed",
             "未获准境外结售汇所放弃收益",
             "Σ offshore all in better than onshore, where offshore is not allowed",
             "Σ 境外全价优于境内而未获准之差",
             "pooling-practice §17 CNY/CNH basis, §9"},
    KpiEntry{"foreign_invoiced_value", "ccy", "Invoiced in foreign currency", "外币计价收付",
             "flows under settlement_currency at their value date's mid rate",
             "settlement_currency 项下收付，按起息日中间价折算",
             "pool-rules §2.4 RMB first"},
    KpiEntry{"rmb_settled_value", "ccy", "Settled in renminbi", "改用人民币结算金额",
             "of these, entries by flow.settled_in_rmb, at mid",
             "其中 flow.settled_in_rmb 分录，按中间价",
             "pool-rules §2.4 RMB first"},
    KpiEntry{"rmb_settled_count", "count", "Flows settled in renminbi", "改用人民币结算笔数",
             "entries by flow.settled_in_rmb",
             "flow.settled_in_rmb 分录数",
             "pool-rules §2.4 RMB first"},
    KpiEntry{"fx_cost_avoided", "ccy", "FX spread avoided", "节省的汇兑点差",
             "rmb_settled_value × half the spread of the policy's FX terms; the concession is in "
             "fx_cost",
             "rmb_settled_value × 所用汇兑条款点差之半；让价计入 fx_cost",
             "pooling-practice §20 FX conversion cost, avoided"},
    KpiEntry{"quota_room_used", "ccy", "Quota used by loans", "贷款占用额度",
             "Σ loans drawn less repaid × (tenor_factor + fx_factor when in foreign currency)",
             "Σ(提款 - 还款) × (期限因子 + 外币时的汇率因子)",
             "pool-rules §6, factors of the regime"},
    KpiEntry{"quota_room_saved", "ccy", "Quota saved by renminbi", "人民币节省的额度",
             "Σ loans drawn less repaid in renminbi × fx_factor",
             "Σ 人民币(提款 - 还款) × 汇率因子",
             "pool-rules §2.4, §6, factors of the regime"},
    KpiEntry{"netting_gross", "ccy", "Netting: items", "轧差前总额",
             "sum of the items settled, at cycle rates",
             "已结算往来之和，按周期汇率折算",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_net", "ccy", "Netting: net amounts", "轧差后净额",
             "sum of the members' nets above zero, at cycle rates",
             "成员正净额之和，按周期汇率折算",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_compression", "ratio", "Netting compression", "轧差压缩率",
             "1 - netting_net / netting_gross",
             "1 - netting_net / netting_gross",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_payments", "count", "Netting: payments", "轧差付款笔数",
             "transfers that settled the items: with the centre, or one an item",
             "结算所用划转笔数：与中心之间，或每项一笔",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_payment_reduction", "ratio", "Netting: payments saved", "付款笔数减少率",
             "1 - netting_payments / items settled",
             "1 - netting_payments / 已结算往来笔数",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_fx_volume", "ccy", "Netting: currency exchanged", "轧差兑换金额",
             "currency exchanged by members and centre to settle the items, at cycle rates",
             "成员与中心为结算而兑换的金额，按周期汇率折算",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"netting_fx_volume_avoided", "ccy", "Netting: exchange avoided", "轧差避免的兑换",
             "currency that debtors and creditors would exchange alone, less netting_fx_volume",
             "债务人与债权人各自兑换的金额减 netting_fx_volume",
             "pooling-practice §20 Netting compression, §16.2"},
    KpiEntry{"on_behalf_count", "count", "Flows on behalf of members", "代收代付笔数",
             "flows that a centre paid or received for members",
             "中心代成员收付的笔数",
             "pooling-practice §15"},
    KpiEntry{"on_behalf_value", "ccy", "Value on behalf of members", "代收代付金额",
             "their amounts, at the last day's mid rate",
             "其金额，按末日中间价折算",
             "pooling-practice §15"},
    KpiEntry{"on_behalf_refused", "count", "On behalf: refused", "代收代付被拒笔数",
             "flows and internal payments that a check refused",
             "检查所拒的收付与内部付款笔数",
             "pooling-practice §15"},
    KpiEntry{"on_behalf_in_own_name", "count", "Paid in the member's own name", "成员自行收付笔数",
             "flows that the member's own account paid, because its country forbids on-behalf flows",
             "因所在国家或地区禁止代收代付而由成员自有账户办理的笔数",
             "pooling-practice §15"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> exchange_entries() { return exchange_rows; }

}  // namespace rmbsim::sim
