// Proves ledger/chart.hpp, and the names that ledger/account.hpp and ledger/entry.hpp give.
#include "ledger/chart.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/account.hpp"
#include "ledger/contract.hpp"
#include "ledger/entry.hpp"
#include "ledger/rounding.hpp"
#include "ledger/spelling.hpp"

namespace rmbsim::ledger {
namespace {

TEST_CASE("a company's accounts carry the codes of 企业会计准则", "[ledger][chart]") {
    struct Row {
        ChartLine line;
        const char* code;
        AccountType type;
        const char* zh;
    };
    // clang-format off
    const auto row = GENERATE(values<Row>({
        {ChartLine::bank_deposit,          "1002",    AccountType::asset,     "银行存款"},
        {ChartLine::cash_in_transit,       "1012",    AccountType::asset,     "其他货币资金——在途资金"},
        {ChartLine::accounts_receivable,   "1122",    AccountType::asset,     "应收账款"},
        {ChartLine::platform_receivable,   "1221.01", AccountType::asset,     "其他应收款——平台应收"},
        {ChartLine::interest_receivable,   "1132",    AccountType::asset,     "应收利息"},
        {ChartLine::intercompany_current,  "1221",    AccountType::asset,     "其他应收(付)款——资金池往来"},
        {ChartLine::fixed_assets,          "1601",    AccountType::asset,     "固定资产"},
        {ChartLine::accounts_payable,      "2202",    AccountType::liability, "应付账款"},
        {ChartLine::payroll_payable,       "2211",    AccountType::liability, "应付职工薪酬"},
        {ChartLine::taxes_payable,         "2221",    AccountType::liability, "应交税费"},
        {ChartLine::interest_payable,      "2231",    AccountType::liability, "应付利息"},
        {ChartLine::dividends_payable,     "2232",    AccountType::liability, "应付股利"},
        {ChartLine::borrowings,            "2501",    AccountType::liability, "长期借款"},
        {ChartLine::opening_equity,        "4104",    AccountType::equity,    "利润分配——未分配利润"},
        {ChartLine::fx_position,           "6061.09", AccountType::asset,     "外汇买卖"},
        {ChartLine::revenue,               "6001",    AccountType::income,    "主营业务收入"},
        {ChartLine::interest_income,       "6603.01", AccountType::income,    "财务费用——利息收入"},
        {ChartLine::interest_expense,      "6603.02", AccountType::expense,   "财务费用——利息支出"},
        {ChartLine::bank_fees,             "6603.03", AccountType::expense,   "财务费用——手续费"},
        {ChartLine::fx_cost,               "6061",    AccountType::expense,   "汇兑损益"},
        {ChartLine::selling_expense,       "6601",    AccountType::expense,   "销售费用"},
        {ChartLine::tax_expense,           "6403",    AccountType::expense,   "税金及附加"},
        {ChartLine::other_expense,         "6602",    AccountType::expense,   "管理费用"},
        {ChartLine::bank_clearing,         "3001",    AccountType::asset,     "清算资金往来"},
        {ChartLine::remittance_in_transit, "3002.01", AccountType::liability, "汇出汇款"},
        {ChartLine::customer_deposit,      "2011",    AccountType::liability, "吸收存款"},
        {ChartLine::bank_interest_expense, "6411",    AccountType::expense,   "利息支出"},
        {ChartLine::bank_interest_income,  "6011",    AccountType::income,    "利息收入"},
        {ChartLine::bank_fee_income,       "6021",    AccountType::income,    "手续费及佣金收入"},
        {ChartLine::bank_fx_result,        "6061",    AccountType::income,    "汇兑损益"},
        {ChartLine::bank_fx_position,      "3003",    AccountType::asset,     "外汇买卖"},
        {ChartLine::derivative,            "3101",    AccountType::asset,     "衍生工具"},
        {ChartLine::fair_value_result,     "6101",    AccountType::income,    "公允价值变动损益"},
        {ChartLine::short_term_borrowings, "2001",    AccountType::liability, "短期借款"},
        {ChartLine::term_deposits,         "1012.09", AccountType::asset,     "其他货币资金——定期存款"},
        {ChartLine::bank_loans,            "1303",    AccountType::asset,     "贷款"},
        {ChartLine::bank_term_deposits,    "2011.09", AccountType::liability, "吸收存款——定期存款"},
        {ChartLine::platform_reserve,      "1221.04", AccountType::asset,     "其他应收款——平台预留款"},
        {ChartLine::payout_in_transit,     "1012.02", AccountType::asset,     "其他货币资金——平台结算在途"},
        {ChartLine::provider_balance,      "1012.03", AccountType::asset,     "其他货币资金——支付机构账户"},
        {ChartLine::referral_fees,         "6601.01", AccountType::expense,   "销售费用——平台佣金"},
        {ChartLine::fulfilment_fees,       "6601.02", AccountType::expense,   "销售费用——仓储配送"},
        {ChartLine::advertising_costs,     "6601.03", AccountType::expense,   "销售费用——广告"},
        {ChartLine::store_charges,         "6601.04", AccountType::expense,   "销售费用——店铺月费"},
        {ChartLine::chargeback_losses,     "6711.01", AccountType::expense,   "营业外支出——拒付损失"},
        {ChartLine::buyers_funds,          "1012.20", AccountType::asset,     "其他货币资金——买家资金"},
        {ChartLine::seller_payable,        "2241.20", AccountType::liability, "其他应付款——应付卖家款"},
        {ChartLine::seller_reserve,        "2241.21", AccountType::liability, "其他应付款——卖家预留款"},
        {ChartLine::payouts_under_way,     "2241.22", AccountType::liability, "其他应付款——结算在途"},
        {ChartLine::collected_tax,         "2221.20", AccountType::liability, "应交税费——代收税款"},
        {ChartLine::safeguarded_funds,     "1012.21", AccountType::asset,     "其他货币资金——客户备付金存款"},
        {ChartLine::client_funds,          "2241.23", AccountType::liability, "其他应付款——客户备付金"},
        {ChartLine::export_refund_receivable, "1221.40", AccountType::asset,  "其他应收款——应收出口退税款"},
        {ChartLine::export_pre_refund,     "2241.30", AccountType::liability, "其他应付款——出口预退税"},
        {ChartLine::value_added_tax,       "2221.01", AccountType::liability, "应交税费——应交增值税"},
        {ChartLine::treasury,              "1004",    AccountType::asset,     "国库存款"},
        {ChartLine::conditional_money,     "1012.11", AccountType::asset,     "其他货币资金——智能合约待付"},
        {ChartLine::conditional_deposit,   "2011.11", AccountType::liability, "吸收存款——智能合约待付"},
        {ChartLine::other_income,          "6117",    AccountType::income,    "其他收益"},
    }));
    // clang-format on
    const ChartRow& found = chart_row(row.line);
    CAPTURE(row.code);
    CHECK(found.code == row.code);
    CHECK(found.type == row.type);
    CHECK(found.zh == row.zh);
    CHECK_FALSE(found.en.empty());
}

TEST_CASE("no two lines of one kind of book share a code", "[ledger][chart]") {
    std::set<std::string_view> company, bank;
    for (std::uint8_t i = 0; i < chart_line_count; ++i) {
        const auto line = static_cast<ChartLine>(i);
        auto& codes = line < ChartLine::bank_clearing ? company : bank;
        CHECK(codes.insert(chart_row(line).code).second);
    }
    CHECK(company.size() + bank.size() == chart_line_count);
    CHECK_THROWS_AS(chart_row(static_cast<ChartLine>(chart_line_count)), ContractViolation);
}

TEST_CASE("every enumerator has a name of its own", "[ledger]") {
    const auto names = [](auto last) {
        std::vector<std::string> found;
        for (int i = 0; i <= static_cast<int>(last); ++i)
            found.emplace_back(name_of(static_cast<decltype(last)>(i)));
        return found;
    };
    CHECK(names(PostError::below_floor) ==
          std::vector<std::string>{"unknown_entry", "already_reversed", "no_postings",
                                   "unknown_account", "conflicting_client_id", "value_date_closed",
                                   "account_closed", "account_frozen", "unbalanced", "overflow",
                                   "reservation_not_pending", "below_floor"});
    CHECK(names(Rounding::ceiling) == std::vector<std::string>{"half_even", "half_up",
                                                               "toward_zero", "away_from_zero",
                                                               "floor", "ceiling"});
    CHECK(names(AccountType::expense) ==
          std::vector<std::string>{"asset", "liability", "equity", "income", "expense"});
    CHECK(names(AccountStatus::closed) == std::vector<std::string>{"open", "frozen", "closed"});
    CHECK(names(Market::offshore) == std::vector<std::string>{"onshore", "offshore"});
}

TEST_CASE("a near spelling is found, a far one is not guessed", "[ledger][spelling]") {
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance("header", "haeder") == 1);  // neighbours swapped are one slip
    CHECK(edit_distance("kitten", "sitting") == 3);
    const std::vector<std::string_view> keys{"header", "target", "threshold"};
    CHECK(nearest("heder", keys) == "header");
    CHECK(nearest("treshhold", keys) == "threshold");
    CHECK(nearest("colour", keys).empty());
    CHECK(nearest("", keys).empty());
    CHECK(nearest(std::string(1'000, 'x'), keys).empty());
}

}  // namespace
}  // namespace rmbsim::ledger
