// What a run earned and cost, and what a structure brought against its baseline.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array result_rows{
    KpiEntry{"interest_external", "ccy", "Interest with banks", "银行利息净额",
             "-(6603.01 + 6603.02 with banks), each entry at its value date's mid rate",
             "-(6603.01 + 6603.02，对手为银行)，逐笔按起息日中间价折算",
             "pooling-practice §20 Net interest"},
    KpiEntry{"interest_intercompany", "ccy", "Interest within the group", "集团内部利息净额",
             "-(6603.01 + 6603.02 with a partner company)",
             "-(6603.01 + 6603.02，对手为集团成员)",
             "pooling-practice §13.3"},
    KpiEntry{"fx_cost", "ccy", "FX spread", "汇兑点差",
             "-6061: dealt rate against mid, as converted; a dealt amount is rounded against the "
             "customer: received down, paid up to the minor unit",
             "-6061：成交价与中间价之差；成交金额按不利于客户的方向取整到最小货币单位：收入舍去，支出进位",
             "pooling-practice §20 FX conversion cost"},
    KpiEntry{"tax_cost", "ccy", "Withholding tax and VAT", "预提所得税及增值税",
             "-(6403 + 6801): VAT, withholding tax, stamp duty, tax on interest not deducted",
             "-(6403 + 6801)：增值税、预提所得税、印花税及不得扣除利息的所得税",
             "pool-rules §9"},
    KpiEntry{"bank_fees", "ccy", "Bank fees", "银行手续费",
             "-6603.03: fees of rails, sweeps, accounts and lines",
             "-6603.03：汇划、归集、账户与额度费用",
             "pooling-practice §20 Sweep cost"},
    KpiEntry{"interest_disallowed", "ccy", "Interest not deductible", "不得税前扣除利息",
             "related interest of the year x max(0, 1 - standard ratio / (mean related debt / mean "
             "equity)); its tax stands in 6801",
             "年度关联利息 × max(0, 1 - 标准比例 / (平均关联债资 / 平均权益))；其税额列 6801",
             "pool-rules §9; pooling-practice §20 Tax drag"},
    KpiEntry{"interest_net", "ccy", "Interest, net", "利息净额",
             "interest_external + interest_intercompany",
             "interest_external + interest_intercompany",
             "pooling-practice §20"},
    KpiEntry{"net_result", "ccy", "Net result after tax and fees", "资金净损益（税费后）",
             "interest_net + fx_cost + tax_cost + bank_fees, and hedge_result where there are hedges",
             "interest_net + fx_cost + tax_cost + bank_fees，有套期时加 hedge_result",
             "pooling-practice §20 After-tax NIB"},
    KpiEntry{"opportunity_cost", "ccy", "Opportunity cost of idle cash", "闲置资金机会成本",
             "idle_cash_mean × days × alternative_rate / 360, less 6603.01 with banks",
             "idle_cash_mean × 天数 × alternative_rate / 360，减 6603.01(对手为银行)",
             "pooling-practice §20 Opportunity cost of idle cash"},
};
constexpr std::array difference_rows{
    KpiEntry{"net_benefit", "ccy", "Net benefit after tax and fees", "净收益（税费后）",
             "net_result - net_result of the baseline, on identical flows",
             "net_result 减基准方案的 net_result，收付相同",
             "pooling-practice §20 Net interest benefit, after tax and fees"},
    KpiEntry{"net_interest_benefit", "ccy", "Net interest benefit", "利息净收益",
             "interest_net - interest_net of the baseline",
             "interest_net 减基准方案的 interest_net",
             "pooling-practice §20 Net interest benefit"},
    KpiEntry{"net_interest_benefit_bp", "bp", "Net interest benefit, of volume", "利息净收益率",
             "net_interest_benefit × 365 / days, in bp of the baseline's idle_cash_mean + overdraft_mean",
             "net_interest_benefit × 365 / 天数，占基准方案 idle_cash_mean + overdraft_mean 的基点数",
             "pooling-practice §20 Net interest benefit, bp of average volume"},
    KpiEntry{"tax_drag", "ccy", "Tax drag", "税负损耗",
             "tax_cost of the baseline - tax_cost",
             "基准方案的 tax_cost 减 tax_cost",
             "pooling-practice §20 Tax drag"},
    KpiEntry{"tax_drag_ratio", "ratio", "Tax drag, of interest benefit", "税负损耗占利息净收益",
             "tax_drag / net_interest_benefit",
             "tax_drag / net_interest_benefit",
             "pooling-practice §20 Tax drag, % of NIB"},
    KpiEntry{"overdraft_avoided", "ccy", "Overdrafts avoided", "减少的透支",
             "overdraft_mean of the baseline - overdraft_mean",
             "基准方案的 overdraft_mean 减 overdraft_mean",
             "pooling-practice §20 Overdraft avoided"},
    KpiEntry{"overdraft_days_avoided", "days", "Overdraft days avoided", "减少的透支天数",
             "overdraft_days of the baseline - overdraft_days",
             "基准方案的 overdraft_days 减 overdraft_days",
             "pooling-practice §20 Overdraft avoided"},
    KpiEntry{"external_borrowing_reduced", "ccy", "External borrowing reduced", "减少的外部借款",
             "external_borrowing_mean of the baseline - external_borrowing_mean",
             "基准方案的 external_borrowing_mean 减 external_borrowing_mean",
             "pooling-practice §20 External borrowing reduced"},
    KpiEntry{"external_borrowing_peak_reduced", "ccy", "Facility that can be cancelled",
             "可取消的授信",
             "external_borrowing_peak of the baseline - external_borrowing_peak: every day covered",
             "基准方案的 external_borrowing_peak 减 external_borrowing_peak：覆盖全部日期",
             "pooling-practice §20 Facility that can be cancelled"},
    KpiEntry{"structure_return", "ratio", "Return on the structure", "结构投资回报率",
             "(net_benefit × 365 / days - yearly cost) / set-up cost, both of structure_costs",
             "(net_benefit × 365 / 天数 - 年运行成本) / 建设成本，取自 structure_costs",
             "pooling-practice §20 RoI of structure"},
    KpiEntry{"structure_payback", "months", "Payback", "投资回收期",
             "12 × set-up cost / (net_benefit × 365 / days - yearly cost)",
             "12 × 建设成本 / (net_benefit × 365 / 天数 - 年运行成本)",
             "pooling-practice §20 Payback"},
    KpiEntry{"structure_npv", "ccy", "Net present value of the structure", "结构净现值",
             "Σ over the years of (net_benefit × 365 / days - yearly cost) / (1 + discount rate)^year, "
             "less the set-up cost",
             "Σ(net_benefit × 365 / 天数 - 年运行成本) / (1 + 贴现率)^年，减建设成本",
             "pooling-practice §20 NPV"},
    KpiEntry{"participation_losers", "count", "Companies worse off", "受损成员数",
             "companies with net_benefit below zero",
             "net_benefit 为负的成员数",
             "pooling-practice §20 Participation result"},
    KpiEntry{"participation_loss", "ccy", "Loss of those worse off", "受损成员合计损失",
             "sum of net_benefit below zero over companies",
             "各成员 net_benefit 负数之和",
             "pooling-practice §20 Participation result"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> result_entries() { return result_rows; }
std::span<const KpiEntry> difference_entries() { return difference_rows; }

}  // namespace rmbsim::sim
