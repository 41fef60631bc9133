// The elements of a camt message that are read, and the order in which the schemas have them.
//
// Source      camt.052/053/054.001.02, .08 and .12, whose orders agree; unknown names are passed over
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <unordered_map>

namespace rmbsim::adapters::statements {

// Children of Stmt, Rpt and Ntfctn, in the order of every version from .02 to .14.
inline constexpr std::array<std::string_view, 22> order_in_statement{
    "Id",           "StmtPgntn",   "RptPgntn",       "NtfctnPgntn", "ElctrncSeqNb", "RptgSeq",
    "LglSeqNb",     "CreDtTm",     "FrToDt",         "CpyDplctInd", "RptgSrc",      "RptgPrd",
    "Acct",         "RltdAcct",    "Intrst",         "Bal",         "TxsSummry",    "Ntry",
    "AddtlStmtInf", "AddtlRptInf", "AddtlNtfctnInf", "SplmtryData"};

inline constexpr std::array<std::string_view, 19> order_in_entry{
    "NtryRef",       "Amt",    "CdtDbtInd", "RvslInd",      "Sts",         "BookgDt", "ValDt",
    "AcctSvcrRef",   "Avlbty", "BkTxCd",    "ComssnWvrInd", "AddtlInfInd", "AmtDtls", "Chrgs",
    "TechInptChanl", "Intrst", "CardTx",    "NtryDtls",     "AddtlNtryInf"};

enum class StatementText : std::uint8_t {
    id,
    number,
    page,
    created,
    to_date,
    iban,
    other_account,
    scheme,
    account_currency,
    account_name,
    owner,
    servicer_bic,
    servicer_name,
    total_count,
    total_sum,
    credit_count,
    credit_sum,
    debit_count,
    debit_sum,
    statement_information,
};

enum class BalanceText : std::uint8_t { code, proprietary, sub_type, amount, sign, date };

enum class EntryText : std::uint8_t {
    amount,
    sign,
    reversal,
    status,
    booking_date,
    value_date,
    servicer_reference,
    domain,
    family,
    sub_family,
    proprietary,
    issuer,
    entry_information,
    end_to_end_id,
    instruction_id,
    transaction_servicer_reference,
    debtor,
    creditor,
    debtor_account,
    creditor_account,
    debtor_agent,
    creditor_agent,
    remittance,
    structured_reference,
    transaction_information,
};

template <class Text>
struct CamtPath {  // below Stmt, Bal or Ntry
    std::string_view path;
    Text text;
};

inline constexpr std::array<CamtPath<StatementText>, 26> paths_in_statement{{
    {"/Id", StatementText::id},
    {"/ElctrncSeqNb", StatementText::number},
    {"/StmtPgntn/PgNb", StatementText::page},
    {"/RptPgntn/PgNb", StatementText::page},
    {"/NtfctnPgntn/PgNb", StatementText::page},
    {"/CreDtTm", StatementText::created},
    {"/FrToDt/ToDtTm", StatementText::to_date},
    {"/Acct/Id/IBAN", StatementText::iban},
    {"/Acct/Id/Othr/Id", StatementText::other_account},
    {"/Acct/Id/Othr/SchmeNm/Cd", StatementText::scheme},
    {"/Acct/Id/Othr/SchmeNm/Prtry", StatementText::scheme},
    {"/Acct/Ccy", StatementText::account_currency},
    {"/Acct/Nm", StatementText::account_name},
    {"/Acct/Ownr/Nm", StatementText::owner},
    {"/Acct/Svcr/FinInstnId/BICFI", StatementText::servicer_bic},
    {"/Acct/Svcr/FinInstnId/BIC", StatementText::servicer_bic},
    {"/Acct/Svcr/FinInstnId/Nm", StatementText::servicer_name},
    {"/TxsSummry/TtlNtries/NbOfNtries", StatementText::total_count},
    {"/TxsSummry/TtlNtries/Sum", StatementText::total_sum},
    {"/TxsSummry/TtlCdtNtries/NbOfNtries", StatementText::credit_count},
    {"/TxsSummry/TtlCdtNtries/Sum", StatementText::credit_sum},
    {"/TxsSummry/TtlDbtNtries/NbOfNtries", StatementText::debit_count},
    {"/TxsSummry/TtlDbtNtries/Sum", StatementText::debit_sum},
    {"/AddtlStmtInf", StatementText::statement_information},
    {"/AddtlRptInf", StatementText::statement_information},
    {"/AddtlNtfctnInf", StatementText::statement_information},
}};

inline constexpr std::array<CamtPath<BalanceText>, 7> paths_in_balance{{
    {"/Tp/CdOrPrtry/Cd", BalanceText::code},
    {"/Tp/CdOrPrtry/Prtry", BalanceText::proprietary},
    {"/Tp/SubTp/Cd", BalanceText::sub_type},
    {"/Amt", BalanceText::amount},
    {"/CdtDbtInd", BalanceText::sign},
    {"/Dt/Dt", BalanceText::date},
    {"/Dt/DtTm", BalanceText::date},
}};

inline constexpr std::array<CamtPath<EntryText>, 42> paths_in_entry{{
    {"/Amt", EntryText::amount},
    {"/CdtDbtInd", EntryText::sign},
    {"/RvslInd", EntryText::reversal},
    {"/Sts", EntryText::status},
    {"/Sts/Cd", EntryText::status},
    {"/Sts/Prtry", EntryText::status},
    {"/BookgDt/Dt", EntryText::booking_date},
    {"/BookgDt/DtTm", EntryText::booking_date},
    {"/ValDt/Dt", EntryText::value_date},
    {"/ValDt/DtTm", EntryText::value_date},
    {"/AcctSvcrRef", EntryText::servicer_reference},
    {"/BkTxCd/Domn/Cd", EntryText::domain},
    {"/BkTxCd/Domn/Fmly/Cd", EntryText::family},
    {"/BkTxCd/Domn/Fmly/SubFmlyCd", EntryText::sub_family},
    {"/BkTxCd/Prtry/Cd", EntryText::proprietary},
    {"/BkTxCd/Prtry/Issr", EntryText::issuer},
    {"/AddtlNtryInf", EntryText::entry_information},
    {"/NtryDtls/TxDtls/Refs/EndToEndId", EntryText::end_to_end_id},
    {"/NtryDtls/TxDtls/Refs/InstrId", EntryText::instruction_id},
    {"/NtryDtls/TxDtls/Refs/AcctSvcrRef", EntryText::transaction_servicer_reference},
    {"/NtryDtls/TxDtls/RltdPties/Dbtr/Nm", EntryText::debtor},
    {"/NtryDtls/TxDtls/RltdPties/Dbtr/Pty/Nm", EntryText::debtor},
    {"/NtryDtls/TxDtls/RltdPties/Dbtr/Agt/FinInstnId/Nm", EntryText::debtor},
    {"/NtryDtls/TxDtls/RltdPties/Dbtr/Agt/FinInstnId/BICFI", EntryText::debtor},
    {"/NtryDtls/TxDtls/RltdPties/Cdtr/Nm", EntryText::creditor},
    {"/NtryDtls/TxDtls/RltdPties/Cdtr/Pty/Nm", EntryText::creditor},
    {"/NtryDtls/TxDtls/RltdPties/Cdtr/Agt/FinInstnId/Nm", EntryText::creditor},
    {"/NtryDtls/TxDtls/RltdPties/Cdtr/Agt/FinInstnId/BICFI", EntryText::creditor},
    {"/NtryDtls/TxDtls/RltdPties/DbtrAcct/Id/IBAN", EntryText::debtor_account},
    {"/NtryDtls/TxDtls/RltdPties/DbtrAcct/Id/Othr/Id", EntryText::debtor_account},
    {"/NtryDtls/TxDtls/RltdPties/CdtrAcct/Id/IBAN", EntryText::creditor_account},
    {"/NtryDtls/TxDtls/RltdPties/CdtrAcct/Id/Othr/Id", EntryText::creditor_account},
    {"/NtryDtls/TxDtls/RltdAgts/DbtrAgt/FinInstnId/BICFI", EntryText::debtor_agent},
    {"/NtryDtls/TxDtls/RltdAgts/DbtrAgt/FinInstnId/BIC", EntryText::debtor_agent},
    {"/NtryDtls/TxDtls/RltdAgts/DbtrAgt/FinInstnId/Nm", EntryText::debtor_agent},
    {"/NtryDtls/TxDtls/RltdAgts/CdtrAgt/FinInstnId/BICFI", EntryText::creditor_agent},
    {"/NtryDtls/TxDtls/RltdAgts/CdtrAgt/FinInstnId/BIC", EntryText::creditor_agent},
    {"/NtryDtls/TxDtls/RltdAgts/CdtrAgt/FinInstnId/Nm", EntryText::creditor_agent},
    {"/NtryDtls/TxDtls/RmtInf/Ustrd", EntryText::remittance},
    {"/NtryDtls/TxDtls/RmtInf/Strd/CdtrRefInf/Ref", EntryText::structured_reference},
    {"/NtryDtls/TxDtls/RmtInf/Strd/CdtrRefInf/CdtrRef", EntryText::structured_reference},
    {"/NtryDtls/TxDtls/AddtlTxInf", EntryText::transaction_information},
}};

// Whether children of one parent come in their schema's order; complained of once a parent, because what
// follows a misplaced element is misplaced with it.
class OrderCheck {
  public:
    explicit OrderCheck(std::span<const std::string_view> order) : order_(order) {}
    // nullptr: in place; else the element that stood before it and should not have.
    const std::string_view* misplaced(std::string_view name) {
        const auto found = std::ranges::find(order_, name);
        if (found == order_.end() || complained_) return nullptr;
        const auto position = static_cast<std::size_t>(found - order_.begin());
        if (position < reached_) {
            complained_ = true;
            return &order_[reached_];
        }
        reached_ = position;
        return nullptr;
    }
    bool in_place() const { return !complained_; }

  private:
    std::span<const std::string_view> order_;
    std::size_t reached_ = 0;
    bool complained_ = false;
};

template <class Text>
using PathTable = std::unordered_map<std::string_view, Text>;

template <class Text, std::size_t n>
PathTable<Text> table_of(const std::array<CamtPath<Text>, n>& paths) {
    PathTable<Text> table;
    for (const auto& row : paths) table.emplace(row.path, row.text);
    return table;
}

}  // namespace rmbsim::adapters::statements
