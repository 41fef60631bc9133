#include "adapters/report/labels.hpp"

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/report/language.hpp"
#include "sim/measure/catalogue.hpp"

namespace rmbsim::adapters {
namespace {

// clang-format off
constexpr Label outcome_labels[] = {
    {"not_eligible",          "Not eligible under the regime",    "不符合准入条件"},
    {"calendar_closed",       "Stranded by calendar",             "非营业日"},
    {"past_cut_off",          "Past the cut-off",                 "已过截止时间"},
    {"account_blocked",       "Account blocked",                  "账户冻结"},
    {"nothing_to_move",       "Nothing to move",                  "无需划转"},
    {"direction_not_allowed", "Direction not allowed",            "不允许该方向"},
    {"flow_not_allowed",      "Flow not allowed by the regime",   "政策不允许该类划转"},
    {"blocked",               "Blocked",                          "受阻未划"},
    {"below_minimum",         "Below the minimum",                "低于最低划转额"},
    {"refused_by_ledger",     "Refused by the ledger",            "记账被拒"},
    {"moved",                 "Moved",                            "已划转"},
    {"rejected_by_bank",      "Rejected by the bank",             "银行退回指令"},
    {"no_balance",            "No statement, no balance",         "未收到对账单"},
    {"converted",             "Converted",                        "已兑换"},
};
constexpr Label bound_labels[] = {
    {"value_dated_surplus", "Value-dated surplus",              "起息口径可用盈余"},
    {"header_capacity",     "What the header can give",         "主账户可下拨余额"},
    {"limit_headroom",      "Headroom of the limit",            "剩余额度"},
    {"maximum",             "Largest sweep allowed",            "单笔上限"},
    {"unit",                "Whole units only",                 "划转单位取整"},
    {"minimum",             "Smallest sweep",                   "单笔下限"},
    {"sibling_share",       "Its share among siblings",         "同级分配份额"},
    {"onshore_price",       "Onshore (CNY), all in",            "境内（CNY）全价"},
    {"offshore_price",      "Offshore (CNH), all in",           "境外（CNH）全价"},
    {"offshore_not_allowed", "Forgone: offshore not allowed",   "放弃收益：不允许境外兑换"},
};
constexpr Label trapped_labels[] = {
    {"no_account_link", "no link to the pool",        "账户未纳入资金池"},
    {"quota",           "over the quota",             "超出额度"},
    {"fixed_method",    "left by a fixed sweep",      "定额归集后留存"},
    {"one_way",         "link runs one way",          "单向链路"},
    {"minimum_size",    "below the smallest sweep",   "低于最低划转额"},
    {"not_eligible",    "not eligible",               "不符合准入条件"},
    {"calendar",        "the last day was a holiday", "期末非营业日"},
};
constexpr Label method_labels[] = {
    {"zero_balance", "zero balance", "零余额"},
    {"target",       "target balance", "目标余额"},
    {"threshold",    "threshold", "限额归集"},
    {"fixed",        "fixed amount", "定额"},
};
constexpr Label flow_labels[] = {
    {"domestic_concentration",     "domestic concentration",      "境内归集"},
    {"domestic_funding",           "domestic funding",            "境内下拨"},
    {"overseas_lending",           "overseas lending",            "境外放款"},
    {"overseas_lending_repayment", "repayment of overseas lending", "境外放款收回"},
    {"foreign_debt_drawing",       "foreign debt drawing",        "外债借入"},
    {"foreign_debt_repayment",     "foreign debt repayment",      "外债偿还"},
};
constexpr Label reason_labels[] = {
    {"cut_by_limit",             "cut by the limit",                  "因额度被削减"},
    {"blocked_by_limit",         "blocked by the limit",              "因额度受阻"},
    {"admission_test_failed",    "the admission test failed",         "不符合准入条件"},
    {"admission_fact_not_given", "a fact for admission is not given", "准入所需信息未提供"},
    {"regime_not_in_force",      "the regime is not in force",        "政策尚未生效或已失效"},
    {"below_floor",              "the account's floor was reached",   "已达账户透支下限"},
    {"account_closed",           "the account is closed",             "账户已销户"},
    {"account_frozen",           "the account is frozen",             "账户冻结"},
    {"no_headroom",              "no headroom",                       "额度已用尽"},
    {"flow_not_allowed",         "the rules do not allow this flow",  "规则不允许该类划转"},
    {"round_trip",               "foreign debt may not go out again as lending", "外债资金不得再作境外放款(往返)"},
    {"rmb_not_in_pool",          "renminbi does not belong in this pool", "人民币不得归集入该资金池"},
    {"foreign_currency_not_in_pool", "foreign currency does not belong in this pool", "外币不得归集入该资金池"},
    {"fund_natures_mixed",       "money of different natures may not be mixed", "不同性质资金不得混用"},
    {"financing_cash_not_in_pool", "borrowed money may not come into the pool", "融资性现金流不得归集"},
    {"bank_loan_not_in_pool",    "a bank's foreign-currency loan may not come into the pool", "境内银行外汇贷款不得进入主账户"},
    {"member_left",              "the member has left the pool",      "成员企业已退出"},
    {"member_lost_trade_class_a", "the member is no longer class A",  "成员企业货物贸易分类已非A类"},
    {"excluded_sector",          "a sector that may not take part",   "行业不得参加资金池"},
    {"finance_company_is_not_host", "a finance company takes part only as host", "财务公司仅可作为主办企业"},
    {"bank_not_eligible",        "the bank is no longer a cooperating bank", "银行已不符合合作银行条件"},
    {"clean_up_window_over",     "the old pool's clean-up window is over", "旧资金池清理期已过"},
    {"no_regime",                "no regime holds",                   "无适用规则"},
    {"daylight_cap",             "the daylight line is used up",      "日间透支额度已用尽"},
    {"daylight_unpaid",          "daylight credit was not paid back by the end of the day", "日间透支日终未归还"},
    {"correction_without_cover", "a past sweep stays wrong: no cover today", "往日归集未更正:当日余额不足"},
    {"correction_not_posted",    "a past sweep stays wrong: an account takes no entry", "往日归集未更正:账户不可记账"},
    {"in_house_limit",           "the in-house account's limit",      "内部账户额度不足"},
    {"not_authorised",           "the member has not authorised the centre", "成员企业未授权集中收付"},
    {"not_eligible",             "not eligible",                      "不符合条件"},
    {"not_a_merchant",           "the wallet is not a merchant's",    "收款钱包未开通商户受理"},
    {"no_offline_agreement",     "no offline payments are agreed for the wallet", "钱包未开通离线支付"},
    {"over_item_limit",          "above the wallet's limit for one payment", "超过钱包单笔限额"},
    {"over_day_limit",           "above the wallet's limit for a day", "超过钱包日累计限额"},
    {"over_year_limit",          "above the wallet's limit for a year", "超过钱包年累计限额"},
    {"over_offline_limit",       "above the wallet's limit for offline payments", "超过钱包离线支付限额"},
    {"balance_too_small",        "the wallet holds less",             "钱包余额不足"},
    {"over_balance_cap",         "the wallet would hold more than its cap", "超过钱包余额上限"},
    {"above_order_ceiling",      "above what a payment institution may take in one order", "超过支付机构单笔限额"},
    {"above_year_ceiling",       "above the payment institution's ceiling of the year", "超过支付机构年度限额"},
    {"above_ceiling",            "above what the trade mode permits for one parcel", "超过监管方式单票限额"},
    {"no_treatment",             "the trade mode does not know such goods", "监管方式不适用"},
    {"already_assigned",         "the receivable is assigned to another lender", "应收款已转让给其他资金方"},
    {"facility_limit",           "the facility's limit is used up",   "融资额度已用尽"},
    {"concentration_limit",      "too much is owed by one debtor",    "超过单一债务人集中度限额"},
    {"dishonoured",              "the note was not paid when due",    "凭证到期未兑付"},
    {"already_settled",          "uploaded before: it settles once",  "已入账,重复上传不再记账"},
    {"contract_expired",         "the contract has expired",          "合约已到期"},
    {"payee_not_listed",         "the contract does not name this payee", "收款方不在合约白名单"},
    {"other_purpose",            "the contract is for another purpose", "用途与合约约定不符"},
    {"not_delivered",            "delivery is not proven for so much", "交付凭证不足"},
    {"delivered",                "what is delivered is not refunded", "已交付部分不得退回"},
    {"more_than_held",           "the contract holds less",           "合约内资金不足"},
};
// clang-format on

std::span<const Label> kpi_labels() {
    static const std::vector<Label> labels = [] {
        std::vector<Label> made;
        for (const sim::KpiEntry& row : sim::kpi_catalogue())
            made.push_back({row.name, row.en, row.zh});
        return made;
    }();
    return labels;
}

// "limit_use_peak.od-quota" is of a family: its words, then which one.
std::string of_family(LabelKind kind, std::string_view name, Language language) {
    const std::size_t dot = name.find('.');
    if (kind != LabelKind::kpi || dot == std::string_view::npos) return {};
    const std::string_view part = name.substr(dot + 1);
    const bool is_outcome =
        std::ranges::find(outcome_labels, part, &Label::name) != std::end(outcome_labels);
    return label_of(kind, name.substr(0, dot), language) + " · " +
           (is_outcome ? label_of(LabelKind::outcome, part, language) : std::string(part));
}

}  // namespace

std::span<const Label> labels_of(LabelKind kind) {
    switch (kind) {
        case LabelKind::kpi:
            return kpi_labels();
        case LabelKind::outcome:
            return outcome_labels;
        case LabelKind::bound:
            return bound_labels;
        case LabelKind::trapped:
            return trapped_labels;
        case LabelKind::method:
            return method_labels;
        case LabelKind::flow:
            return flow_labels;
        case LabelKind::reason:
            return reason_labels;
    }
    return {};
}

std::string label_of(LabelKind kind, std::string_view name, Language language) {
    for (const Label& label : labels_of(kind))
        if (label.name == name) return std::string(language == Language::zh ? label.zh : label.en);
    if (std::string text = of_family(kind, name, language); !text.empty()) return text;
    std::string text(name);
    std::ranges::replace(text, '_', ' ');
    return text;
}

}  // namespace rmbsim::adapters
