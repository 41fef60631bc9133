#include "adapters/sqlite/explain_parts.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "ledger/account.hpp"
#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "ledger/id.hpp"
#include "ledger/spelling.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/event.hpp"
#include "sim/rules.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::array kind_words{
    Words{"no event", "无事件"},
    Words{"policy change", "政策变更"},
    Words{"opening of the day", "日初"},
    Words{"flow due", "收付到期"},
    Words{"sweep due", "归集时点"},
    Words{"release by a rail", "通道放行"},
    Words{"arrival over a rail", "通道到账"},
    Words{"store's evening", "网店日结"},
    Words{"store's payout", "平台结算"},
    Words{"interest due", "结息"},
    Words{"close of the day", "日终"},
    Words{"end of the run", "运行结束"},
    Words{"return of an overnight sweep", "隔夜归集返还"},
    Words{"sweep sent again", "重发归集指令"},
    Words{"settlement of a notional pool", "名义资金池结息"},
    Words{"netting due", "轧差节点"},
    Words{"hedge due", "套期到期"},
    Words{"in-house payment due", "内部银行节点"},
    Words{"fee due", "收费到期"},
    Words{"conversion due", "结售汇时点"},
    Words{"day of a payment system", "支付系统营业日"},
    Words{"payment handed in", "支付指令提交"},
    Words{"session of a payment system", "支付系统场次"},
    Words{"release of queues", "排队放行"},
    Words{"resolution of queues", "排队撮合"},
    Words{"fault", "故障"},
    Words{"live submission", "实时提交"},
    Words{"customer's payment", "客户付款"},
    Words{"a correspondent is done", "代理行处理完毕"},
    Words{"notice of a settled leg", "一程结算通知"},
    Words{"liquidity brought in or taken out", "流动性调增或调减"},
    Words{"receipt of a marketplace's payout", "平台结算款到达"},
    Words{"conversion of collected money", "销售款兑换"},
    Words{"payout of a payment institution", "支付机构付款"},
    Words{"day of an electronic note", "电子债权凭证节点"},
    Words{"step of an export refund", "出口退税节点"},
    Words{"wallet or contract due", "数字人民币钱包或合约节点"},
    Words{"interest of a wallet", "数字人民币钱包结息"},
};
static_assert(kind_words.size() == sim::event_kind_count);

}  // namespace

About about_of(std::uint32_t rule) {
    if (rule >= sim::rule_count) return About::other;
    switch (static_cast<sim::Rule>(rule)) {
        case sim::Rule::receipt:
        case sim::Rule::payment:
        case sim::Rule::settled_in_rmb:
        case sim::Rule::paid_on_behalf:
        case sim::Rule::received_on_behalf:
        case sim::Rule::on_behalf_returned:
        case sim::Rule::wallet_loaded:
        case sim::Rule::wallet_unloaded:
        case sim::Rule::wallet_paid:
        case sim::Rule::offline_settled:
        case sim::Rule::contract_funded:
        case sim::Rule::contract_released:
        case sim::Rule::contract_refunded:
            return About::flow;
        case sim::Rule::concentration:
        case sim::Rule::funding:
        case sim::Rule::fx_conversion:
        case sim::Rule::sweep_returned:
        case sim::Rule::sweep_fee:
        case sim::Rule::entrusted_loan_fee:
        case sim::Rule::stamp_duty:
        case sim::Rule::converted_at_place:
            return About::decision;
        case sim::Rule::payment_sent:
        case sim::Rule::payment_settled:
        case sim::Rule::payment_fee:
        case sim::Rule::intercompany_interest_paid:
        case sim::Rule::settled_gross:
        case sim::Rule::settled_together:
        case sim::Rule::settled_net:
        case sim::Rule::settled_jointly:
        case sim::Rule::payment_returned:
            return About::payment;
        case sim::Rule::store_sales:
        case sim::Rule::store_refunds:
        case sim::Rule::store_chargeback:
            return About::order;
        case sim::Rule::opening:
        case sim::Rule::interest_credited:
        case sim::Rule::interest_charged:
        case sim::Rule::interest_accrued:
        case sim::Rule::intercompany_interest:
        case sim::Rule::store_fees:
        case sim::Rule::store_payout:
        case sim::Rule::sweep_back_valued:
        case sim::Rule::notional_interest:
        case sim::Rule::notional_advantage:
        case sim::Rule::notional_allocation:
        case sim::Rule::notional_allocation_paid:
        case sim::Rule::netting_invoice:
        case sim::Rule::netting_assigned:
        case sim::Rule::netting_converted:
        case sim::Rule::netting_deal:
        case sim::Rule::netting_rounding:
        case sim::Rule::netting_settlement:
        case sim::Rule::hedge_revalued:
        case sim::Rule::hedge_placed:
        case sim::Rule::hedge_settled:
        case sim::Rule::hedge_accrued:
        case sim::Rule::in_house_transfer:
        case sim::Rule::account_fee:
        case sim::Rule::pool_service_fee:
        case sim::Rule::commitment_fee:
        case sim::Rule::thin_capitalisation:
        case sim::Rule::interest_adjusted:
        case sim::Rule::intercompany_interest_adjusted:
        case sim::Rule::balance_revalued:
        case sim::Rule::liquidity_in:
        case sim::Rule::liquidity_out:
        case sim::Rule::positions_cleared:
        case sim::Rule::store_released:
        case sim::Rule::store_stated:
        case sim::Rule::collection_converted:
        case sim::Rule::collection_dealt:
        case sim::Rule::collection_paid_out:
        case sim::Rule::collection_over_limit:
        case sim::Rule::trade_invoice:
        case sim::Rule::finance_drawn:
        case sim::Rule::finance_charged:
        case sim::Rule::finance_repaid:
        case sim::Rule::finance_reserve_used:
        case sim::Rule::finance_reserve_released:
        case sim::Rule::finance_guaranteed:
        case sim::Rule::finance_written_off:
        case sim::Rule::finance_recovered:
        case sim::Rule::note_issued:
        case sim::Rule::note_passed:
        case sim::Rule::note_discounted:
        case sim::Rule::note_paid:
        case sim::Rule::export_invoiced:
        case sim::Rule::output_vat:
        case sim::Rule::export_refund_filed:
        case sim::Rule::export_pre_refund_filed:
        case sim::Rule::export_vat_to_cost:
        case sim::Rule::export_refund_paid:
        case sim::Rule::export_refund_confirmed:
        case sim::Rule::export_refund_recovered:
        case sim::Rule::deemed_income_tax:
            return About::other;
    }
    return About::other;
}

std::string cause_of(const ledger::EntryRow& row, std::string_view client_id, Language language) {
    switch (about_of(row.rule)) {
        case About::flow:
            if (!client_id.empty()) return fmt::format("flow {}", client_id);
            break;
        case About::decision:
            if (row.subject != 0) return fmt::format("decision {}", row.subject);
            break;
        case About::payment:
            return fmt::format("payment P-{}", row.subject);
        case About::order:
            if (!client_id.empty()) return fmt::format("order {}", client_id);
            break;
        case About::other:
            break;
    }
    const std::string kind = row.kind < kind_words.size() ? kind_words[row.kind].in(language)
                                                          : fmt::format("kind {}", row.kind);
    return fmt::format("{} (origin {}, nth {})", kind, row.origin, row.nth);
}

std::string rule_text(const sim::Directory& directory, std::uint32_t rule, Language language) {
    if (rule >= directory.rules.size()) return fmt::format("rule {}", rule);
    const sim::RuleRow& row = directory.rules[rule];
    std::string text = fmt::format("{}: {}", row.code, text_in(language, row.en, row.zh));
    if (!row.document.empty()) text += fmt::format(" [{}]", row.document);
    return text;
}

std::string book_text(const sim::Directory& directory, ledger::BookId book, Language language) {
    const sim::BookRow& row = directory.books[book.index];
    return fmt::format("{} ({})", row.code, text_in(language, row.name_en, row.name_zh));
}

std::string account_name(const sim::AccountRow& account, Language language) {
    const ledger::ChartRow& line = ledger::chart_row(account.line);
    return std::string(language == Language::zh ? line.zh : line.en);
}

void tell_postings(Explanation& to, const sim::Directory& directory, const FoundEntry& entry) {
    TextTable table(
        {Align::left, Align::left, Align::right, Align::right, Align::left, Align::left});
    const bool zh = to.language() == Language::zh;
    table.row({zh ? "账簿" : "book", zh ? "账户" : "account", zh ? "借方" : "debit",
               zh ? "贷方" : "credit", "", ""});
    for (const ledger::PostingRow& p : entry.postings) {
        const sim::AccountRow& account = directory.accounts[p.account.index];
        const ledger::AccountSpec& spec = account.spec;
        const int decimals = ledger::decimals_of(spec.currency);
        const std::string debit = p.minor >= 0 ? grouped(p.minor, decimals) : "";
        // The amount without its sign, which stands in the column; the smallest int64 has no opposite.
        const std::string credit = p.minor < 0 ? grouped(p.minor, decimals).substr(1) : "";
        table.row({directory.books[spec.book.index].code, spec.code, debit, credit,
                   std::string(ledger::display_code(spec.currency, spec.market)),
                   account_name(account, to.language())});
    }
    to.table(table);
}

void tell_entries(Explanation& to, const sim::Directory& directory,
                  std::span<const FoundEntry> entries) {
    for (const FoundEntry& entry : entries) {
        to.line(fmt::format("entry {}  {}  {}", entry.id, time_text(entry.row.time_ms),
                            rule_text(directory, entry.row.rule, to.language())));
        tell_postings(to, directory, entry);
    }
}

std::uint32_t bank_account_named(const sim::Directory& directory, std::string_view id) {
    for (std::uint32_t i = 0; i < directory.accounts.size(); ++i) {
        const sim::AccountRow& account = directory.accounts[i];
        if (account.line != ledger::ChartLine::bank_deposit) continue;
        const std::string_view code = account.spec.code;
        const auto prefix = ledger::chart_row(account.line).code.size() + 1;
        if (code.size() > prefix && code.substr(prefix) == id) return i;
    }
    return UINT32_MAX;
}

std::string did_you_mean(std::string_view text, const std::vector<std::string>& known,
                         Language language) {
    const std::vector<std::string_view> names(known.begin(), known.end());
    const std::string_view near = ledger::nearest(text, names);
    if (near.empty()) return "";
    return fmt::format(
        fmt::runtime(language == Language::zh ? ";是否指 {}?" : "; did you mean {}?"), near);
}

}  // namespace rmbsim::adapters::sqlite
