// Cash idle, borrowed, offset, trapped and at hand.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array cash_rows{
    KpiEntry{"idle_cash_mean", "ccy", "Idle cash, daily mean", "闲置资金日均余额",
             "mean over calendar days of the sum of positive closing balances of 1002",
             "逐日历日 1002 正日终余额之和的平均数",
             "pooling-practice §20 Average idle cash, buffer 0"},
    KpiEntry{"idle_cash_beyond_buffers", "ccy", "Idle cash beyond buffers, daily mean",
             "超出备付的闲置资金日均余额",
             "mean over calendar days of the positive closing balances of 1002, each less what its "
             "link leaves on purpose (target, collar, upper bound, return point)",
             "逐日历日 1002 正日终余额减其归集规则有意留存额(目标、保留额、上限、回归点)后的平均数",
             "pooling-practice §20 Average idle cash"},
    KpiEntry{"idle_cash_ratio", "ratio", "Idle cash ratio", "闲置资金占比",
             "idle_cash_beyond_buffers / idle_cash_mean",
             "idle_cash_beyond_buffers / idle_cash_mean",
             "pooling-practice §20 Idle cash ratio"},
    KpiEntry{"overdraft_mean", "ccy", "Overdrafts, daily mean", "透支日均余额",
             "mean over calendar days of the sum of negative closing balances of 1002",
             "逐日历日 1002 负日终余额之和的平均数",
             "pooling-practice §20 Overdraft"},
    KpiEntry{"overdraft_days", "days", "Overdraft days", "透支天数",
             "days of each account whose closing balance of 1002 is below zero, summed over accounts",
             "各账户 1002 日终余额为负的天数之和",
             "pooling-practice §20 Overdraft days"},
    KpiEntry{"total_cash_end", "ccy", "Cash at the end", "期末资金余额",
             "sum of closing balances of 1002 on the last day",
             "末日 1002 日终余额之和",
             "pooling-practice §20"},
    KpiEntry{"external_borrowing_mean", "ccy", "External borrowing, daily mean", "外部借款日均余额",
             "mean over calendar days of overdrafts of 1002 and of loans 2001 and 2501 drawn",
             "逐日历日 1002 透支与 2001、2501 已提借款之和的平均数",
             "pooling-practice §20 External borrowing"},
    KpiEntry{"external_borrowing_peak", "ccy", "External borrowing, peak", "外部借款峰值",
             "highest closing sum of overdrafts of 1002 and of loans 2001 and 2501 drawn; the group's "
             "is of its companies on one day",
             "1002 透支与 2001、2501 已提借款日终之和的最高值；集团为同一日各成员之和",
             "pooling-practice §20 External borrowing"},
    KpiEntry{"offset_volume_mean", "ccy", "Idle cash against overdrafts, daily mean",
             "存透并存额日均数",
             "mean over calendar days of min(Σ positive, Σ negative closing balances of 1002)",
             "逐日历日 min(1002 正余额之和, 负余额之和) 的平均数",
             "pooling-practice §20 Offset volume"},
    KpiEntry{"offset_ratio", "ratio", "Self-funding rate", "自我融通率",
             "offset_volume_mean / overdraft_mean, before rounding",
             "offset_volume_mean / overdraft_mean(舍入前)",
             "pooling-practice §20 Offset ratio"},
    KpiEntry{"peak_intraday_need", "ccy", "Peak intraday need", "日间最大资金需求",
             "over all days the highest of -(sum of 1002 movements since the day's start); the "
             "group's nets its companies",
             "各日 -(日初以来 1002 变动累计) 的最高值；集团为轧抵各成员后",
             "pooling-practice §19, §20 Peak intraday need"},
    KpiEntry{"peak_intraday_at", "time", "Time of the peak intraday need", "日间最大资金需求时点",
             "time of the entry at which peak_intraday_need was reached, UTC",
             "达到 peak_intraday_need 的分录时间(UTC)",
             "pooling-practice §20 Peak intraday need"},
    KpiEntry{"bank_concentration", "index", "Bank concentration (HHI)", "银行集中度（HHI）",
             "Σ over banks of (share of idle_cash_mean kept there)²",
             "Σ(各银行占 idle_cash_mean 的份额)²",
             "pooling-practice §20 Bank concentration"},
    KpiEntry{"bank_exposure_peak", "ccy", "Highest exposure to a bank", "单一银行最高敞口",
             "highest closing sum of positive balances of 1002 at one bank",
             "单一银行 1002 正余额日终之和的最高值",
             "pooling-practice §20 Bank concentration, max exposure per bank"},
    KpiEntry{"structural_days", "days", "Longest one-sided pool position", "资金池往来最长单边天数",
             "longest run of days on which the company's sum of 1221 keeps one sign; the group's is "
             "the longest of a company",
             "成员 1221 合计余额连续同向的最长天数；集团为成员中最长者",
             "pooling-practice §20 Structural balances"},
    KpiEntry{"structural_balance", "ccy", "Structural pool position", "资金池结构性余额",
             "smallest |sum of 1221| during structural_days: what stayed lent or borrowed all along",
             "structural_days 期间 |1221 合计余额| 的最小值",
             "pooling-practice §20 Structural balances"},
    KpiEntry{"daily_outflow_mean", "ccy", "Payments a day, mean", "日均对外付款",
             "1002 credited by flow.payment, flow.settled_in_rmb and in_house.paid, per "
             "calendar day",
             "对外付款规则贷记 1002 的金额除以日历天数",
             "pooling-practice §20 Days cash on hand"},
    KpiEntry{"buffer_separate", "ccy", "Buffers kept apart", "分别持有的备付",
             "2.33 × Σ over companies of the deviation of a day's receipts less payments (99 % one-sided)",
             "2.33 × Σ各成员日净收付标准差（单侧99%）",
             "pooling-practice §18 Pooled precaution"},
    KpiEntry{"buffer_pooled", "ccy", "Buffer kept as one", "集中持有的备付",
             "2.33 × the deviation of the group's receipts less payments of a day: correlations as they were",
             "2.33 × 集团日净收付标准差（相关性按实际）",
             "pooling-practice §18 Pooled precaution"},
    KpiEntry{"buffer_release", "ccy", "Buffer that pooling can release", "集中可释放的备付",
             "buffer_separate - buffer_pooled",
             "buffer_separate 减 buffer_pooled",
             "pooling-practice §20 Buffer release"},
    KpiEntry{"trapped_cash_end", "ccy", "Trapped cash at the end", "期末受限资金",
             "sum of the positive balances that no link can move on the last day, by reason in the "
             "list of trapped cash",
             "末日各归集规则不能划转的正余额之和，原因见受限资金清单",
             "pooling-practice §20 Trapped cash"},
    KpiEntry{"trapped_cash_ratio", "ratio", "Trapped cash, of cash", "受限资金占比",
             "trapped_cash_end / sum of positive closing balances of 1002 on the last day",
             "trapped_cash_end / 末日 1002 正余额之和",
             "pooling-practice §20 Trapped cash, % of cash"},
    KpiEntry{"accessible_cash_end", "ccy", "Accessible cash at the end", "期末可用资金",
             "positive closing balances of 1002 on the last day, less trapped_cash_end, less what "
             "links leave on purpose in accounts that are not trapped",
             "末日 1002 正余额减 trapped_cash_end，再减未受限账户有意留存额",
             "pooling-practice §20 Accessible cash"},
    KpiEntry{"days_cash_on_hand", "days", "Days cash on hand", "可用资金可支付天数",
             "accessible_cash_end / daily_outflow_mean; in a run with sweeps",
             "accessible_cash_end / daily_outflow_mean；仅限有归集的运行",
             "pooling-practice §20 Days cash on hand"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> cash_entries() { return cash_rows; }

}  // namespace rmbsim::sim
