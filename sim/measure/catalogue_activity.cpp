// Sweeps, limits and payments: how many, how much, held back by what.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array activity_rows{
    KpiEntry{"sweep_count", "count", "Sweeps", "归集与下拨笔数",
             "decisions with outcome moved",
             "结果为“已划转”的决策数",
             "pooling-practice §20 Sweep activity"},
    KpiEntry{"sweep_value", "ccy", "Value swept", "归集与下拨金额",
             "Σ amounts of decisions with outcome moved, at the day's mid rate",
             "已划转决策的金额之和，按当日中间价折算",
             "pooling-practice §20 Sweep activity"},
    KpiEntry{"sweep_mean_size", "ccy", "Mean size of a sweep", "平均每笔划转金额",
             "sweep_value / sweep_count",
             "sweep_value / sweep_count",
             "pooling-practice §20 Sweep activity"},
    KpiEntry{"sweep_partial_count", "count", "Sweeps cut", "部分划转笔数",
             "decisions with outcome moved and an amount below the wish because a bound cut it; whole "
             "units and the smallest sweep cut nothing",
             "已划转但因约束而少于意愿额的决策数；取整与单笔下限不计",
             "pooling-practice §20 Sweep activity, partial"},
    KpiEntry{"sweep_partial_value", "ccy", "Value cut from sweeps", "部分划转未划金额",
             "Σ (wish - amount) of sweep_partial_count",
             "sweep_partial_count 各笔 (意愿额 - 实际额) 之和",
             "pooling-practice §20 Sweep activity, partial"},
    KpiEntry{"sweep_skipped_count", "count", "Sweeps not made", "未划转笔数",
             "decisions with the outcome named, where something was to be moved",
             "所列结果且有意愿额的决策数",
             "pooling-practice §20 Sweep activity, skipped and blocked by reason"},
    KpiEntry{"sweep_skipped_value", "ccy", "Value of sweeps not made", "未划转金额",
             "Σ wish of sweep_skipped_count, at the day's mid rate; tried again it counts again",
             "sweep_skipped_count 各笔意愿额之和，按当日中间价折算；重试重复计入",
             "pooling-practice §20 Sweep activity, skipped and blocked by reason"},
    KpiEntry{"sweep_blocked_value", "ccy", "Value held back by limits", "额度受阻金额",
             "Σ (wish - amount) of decisions that a limit's headroom cut or blocked; tried again it "
             "counts again",
             "因额度余量不足而削减或受阻的决策 (意愿额 - 实际额) 之和；重试重复计入",
             "pooling-practice §20 Value blocked by limit"},
    KpiEntry{"sweep_cost", "ccy", "Cost of sweeps", "划转成本",
             "6603.03 debited by sweep and payment rules, and stamp duty of sweeps in 6403",
             "归集、下拨与付款规则借记的 6603.03，及划转印花税 6403",
             "pooling-practice §20 Sweep cost"},
    KpiEntry{"sweep_cost_each", "ccy", "Cost per sweep", "每笔划转成本",
             "sweep_cost / sweep_count",
             "sweep_cost / sweep_count",
             "pooling-practice §20 Sweep cost, per sweep"},
    KpiEntry{"sweep_cost_per_million", "ccy", "Cost per million moved", "每百万划转成本",
             "sweep_cost × 1,000,000 / sweep_value",
             "sweep_cost × 1,000,000 / sweep_value",
             "pooling-practice §20 Sweep cost, per million moved"},
    KpiEntry{"limit_use_peak", "ratio", "Highest use of the limit", "额度最高使用率",
             "highest over days of (used + reserved) / cap; no cap, no ratio",
             "各日 (已用 + 预占) / 额度 的最高值；额度为零不计",
             "pooling-practice §20 Quota utilisation"},
    KpiEntry{"limit_headroom_min", "ccy", "Least headroom of the limit", "额度最小余量",
             "least over days of cap - (used + reserved)",
             "各日 额度 - (已用 + 预占) 的最小值",
             "pooling-practice §20 Quota headroom"},
    KpiEntry{"limit_days_above_80", "days", "Days above 80 % of the limit", "额度使用率超 80% 天数",
             "days on which (used + reserved) > 80 % of the cap at some instant",
             "当日任一时点 (已用 + 预占) 超过额度 80% 的天数",
             "pooling-practice §20 Quota utilisation, days > 80 %"},
    KpiEntry{"limit_first_bound", "date", "First day the limit bound", "额度首次受限日",
             "first day on which the limit cut or blocked a sweep",
             "额度首次削减或阻止划转的日期",
             "pooling-practice §20 Quota utilisation, first breach"},
    KpiEntry{"limit_blocked_value", "ccy", "Value the limit held back", "该额度受阻金额",
             "Σ over days of what the limit cut from wishes, in the limit's currency",
             "该额度逐日削减的意愿额之和，以额度币种计",
             "pooling-practice §20 Value blocked by limit"},
    KpiEntry{"flows_refused_count", "count", "Flows refused", "被拒收付笔数",
             "receipts and payments that the ledger, a limit or a check refused",
             "被账簿、额度或检查拒绝的收付笔数",
             "pooling-practice §20 Payment delay, share on time"},
    KpiEntry{"payment_delay_mean", "hours", "Payment delay, by value", "付款平均时滞（按金额）",
             "Σ (settled - sent) × value / Σ value of payments settled on rails",
             "已结算汇划的 Σ(到账时间 - 发出时间) × 金额 / Σ 金额",
             "pooling-practice §20 Payment delay"},
    KpiEntry{"payment_settled_ratio", "ratio", "Payments settled the same day, by value",
             "当日到账率（按金额）",
             "value settled within 24 hours of sending / value sent on rails",
             "发出后 24 小时内到账的金额 / 汇划发出金额",
             "pooling-practice §20 Payment delay, share on time"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> activity_entries() { return activity_rows; }

}  // namespace rmbsim::sim
