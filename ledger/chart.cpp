#include "ledger/chart.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::ledger {
namespace {

using enum AccountType;

// clang-format off
constexpr std::array<ChartRow, chart_line_count> rows{{
    {"1002",    asset,     "Bank deposits",                    "银行存款"},
    {"1012",    asset,     "Cash in transit",                  "其他货币资金——在途资金"},
    {"1122",    asset,     "Accounts receivable",              "应收账款"},
    {"1221.01", asset,     "Receivable from marketplaces",     "其他应收款——平台应收"},
    {"1132",    asset,     "Interest receivable",              "应收利息"},
    {"1221",    asset,     "Intercompany current account",     "其他应收(付)款——资金池往来"},
    {"1601",    asset,     "Fixed assets",                     "固定资产"},
    {"2202",    liability, "Accounts payable",                 "应付账款"},
    {"2211",    liability, "Payroll payable",                  "应付职工薪酬"},
    {"2221",    liability, "Taxes payable",                    "应交税费"},
    {"2231",    liability, "Interest payable",                 "应付利息"},
    {"2232",    liability, "Dividends payable",                "应付股利"},
    {"2501",    liability, "Borrowings",                       "长期借款"},
    {"4104",    equity,    "Retained earnings, opening",       "利润分配——未分配利润"},
    {"6061.09", asset,     "Foreign exchange position",        "外汇买卖"},
    {"6001",    income,    "Revenue",                          "主营业务收入"},
    {"6603.01", income,    "Interest income",                  "财务费用——利息收入"},
    {"6603.02", expense,   "Interest expense",                 "财务费用——利息支出"},
    {"6603.03", expense,   "Bank fees",                        "财务费用——手续费"},
    {"6061",    expense,   "Foreign exchange cost",            "汇兑损益"},
    {"6601",    expense,   "Selling expense",                  "销售费用"},
    {"6403",    expense,   "Taxes and surcharges",             "税金及附加"},
    {"6602",    expense,   "Administrative expense",           "管理费用"},
    {"3001",    asset,     "Clearing account",                 "清算资金往来"},
    {"3002.01", liability, "Outward remittance in transit",    "汇出汇款"},
    {"2011",    liability, "Customer deposits",                "吸收存款"},
    {"6411",    expense,   "Interest expense",                 "利息支出"},
    {"6011",    income,    "Interest income",                  "利息收入"},
    {"6021",    income,    "Fee income",                       "手续费及佣金收入"},
    {"6061",    income,    "Foreign exchange result",          "汇兑损益"},
    {"3003",    asset,     "Foreign exchange position",        "外汇买卖"},
    {"6401",    expense,   "Cost of sales",                    "主营业务成本"},
    {"1221.02", asset,     "Netting current account",          "其他应收(付)款——轧差往来"},
    {"6061.02", expense,   "Netting rounding",                 "汇兑损益——轧差尾差"},
    {"3101",    asset,     "Derivatives",                      "衍生工具"},
    {"6101",    income,    "Fair value changes",               "公允价值变动损益"},
    {"2001",    liability, "Short-term borrowings",            "短期借款"},
    {"1012.09", asset,     "Term deposits",                    "其他货币资金——定期存款"},
    {"1303",    asset,     "Loans to customers",               "贷款"},
    {"2011.09", liability, "Customer term deposits",           "吸收存款——定期存款"},
    {"1221.03", asset,     "In-house bank current account",    "其他应收(付)款——内部银行往来"},
    {"6801",    expense,   "Income tax expense",               "所得税费用"},
    {"1002.99", asset,     "Valuation of foreign balances",    "银行存款——外币折算差额"},
    {"6061.03", expense,   "Unrealised exchange result",       "汇兑损益——未实现"},
    {"2012",    liability, "Balances of participants",         "同业及其他金融机构存放款项"},
    {"1003",    asset,     "Balances at the central bank",     "存放中央银行款项"},
    {"1221.04", asset,     "Held back by marketplaces",        "其他应收款——平台预留款"},
    {"1012.02", asset,     "Payouts in transit",               "其他货币资金——平台结算在途"},
    {"1012.03", asset,     "Balances at payment institutions", "其他货币资金——支付机构账户"},
    {"6601.01", expense,   "Referral fees",                    "销售费用——平台佣金"},
    {"6601.02", expense,   "Fulfilment fees",                  "销售费用——仓储配送"},
    {"6601.03", expense,   "Advertising",                      "销售费用——广告"},
    {"6601.04", expense,   "Subscription and storage",         "销售费用——店铺月费"},
    {"6711.01", expense,   "Chargebacks",                      "营业外支出——拒付损失"},
    {"1012.20", asset,     "Buyers' money",                    "其他货币资金——买家资金"},
    {"2241.20", liability, "Owed to sellers",                  "其他应付款——应付卖家款"},
    {"2241.21", liability, "Held back from sellers",           "其他应付款——卖家预留款"},
    {"2241.22", liability, "Payouts under way",                "其他应付款——结算在途"},
    {"6051.20", income,    "Marketplace fees",                 "其他业务收入——平台服务"},
    {"2221.20", liability, "Tax collected from buyers",        "应交税费——代收税款"},
    {"1012.21", asset,     "Safeguarded funds of clients",     "其他货币资金——客户备付金存款"},
    {"2241.23", liability, "Owed to clients",                  "其他应付款——客户备付金"},
    {"1002.21", asset,     "Own money",                        "银行存款——自有资金"},
    {"6051.21", income,    "Collection fees",                  "其他业务收入——收款服务"},
    {"6061.21", income,    "Result of exchanging for clients", "汇兑损益——兑换点差"},
    {"1221.06", asset,     "Receivables assigned",             "其他应收款——已转让应收款"},
    {"1012.10", asset,     "Reserve with a lender",            "其他货币资金——融资保证金"},
    {"1221.07", asset,     "Guarantee current account",        "其他应收(付)款——代偿款"},
    {"2011.10", liability, "Borrowers' reserves",              "吸收存款——保证金存款"},
    {"6702",    expense,   "Credit losses",                    "信用减值损失"},
    {"1122.06", asset,     "Electronic notes held",            "应收账款——电子债权凭证"},
    {"2202.06", liability, "Electronic notes issued",          "应付账款——电子债权凭证"},
    {"1221.40", asset,     "Export refund receivable",         "其他应收款——应收出口退税款"},
    {"2241.30", liability, "Export pre-refund to reconcile",   "其他应付款——出口预退税"},
    {"2221.01", liability, "Value-added tax",                  "应交税费——应交增值税"},
    {"4401",    expense,   "Export refunds granted",           "提退税金——出口退税"},
    {"1231",    asset,     "Pre-refunds outstanding",          "预退税款"},
    {"2206",    liability, "Export refunds owed",              "应退税款——出口退税"},
    {"1221.41", asset,     "Refunds to be recovered",          "应追回退税款"},
    {"1004",    asset,     "Treasury",                         "国库存款"},
    {"1012.11", asset,     "Money under smart contracts",      "其他货币资金——智能合约待付"},
    {"2011.11", liability, "Deposits under smart contracts",   "吸收存款——智能合约待付"},
    {"6117",    income,    "Other income",                     "其他收益"},
}};
// clang-format on

}  // namespace

const ChartRow& chart_row(ChartLine line) {
    expects(static_cast<std::uint8_t>(line) < rows.size(), "chart line is one of its enumerators");
    return rows[static_cast<std::size_t>(line)];
}

}  // namespace rmbsim::ledger
