#include "adapters/statements/camt_write.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/camt_balance.hpp"
#include "adapters/statements/camt_record.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/currency.hpp"
#include "ledger/iso_text.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {
namespace {

constexpr std::size_t id_most = 35, account_most = 34, digits_most = 18;

bool is_capital_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_capital_or_digit(char c) { return is_capital_letter(c) || (c >= '0' && c <= '9'); }

// At most so many characters of UTF-8.
std::string_view first_of(std::string_view utf8, std::size_t characters) {
    std::size_t at = 0;
    for (; at < utf8.size(); ++at)
        if ((static_cast<unsigned char>(utf8[at]) & 0xc0U) != 0x80 && characters-- == 0) break;
    return utf8.substr(0, at);
}

std::size_t characters_in(std::string_view utf8) {
    std::size_t count = 0;
    for (const char c : utf8) count += (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
    return count;
}

// [A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?
bool is_bic(std::string_view text) {
    if (text.size() != 8 && text.size() != 11) return false;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (i == 4 || i == 5 ? !is_capital_letter(text[i]) : !is_capital_or_digit(text[i]))
            return false;
    return true;
}

bool is_iban(std::string_view text) {
    if (text.size() < 5 || text.size() > 34 || !is_capital_letter(text[0]) ||
        !is_capital_letter(text[1]) || !is_digits(text.substr(2, 2)))
        return false;
    for (const char c : text.substr(4))
        if (!is_capital_or_digit(c) && !(c >= 'a' && c <= 'z')) return false;
    return true;
}

std::string day_and_midnight(ledger::ValueDate day) { return ledger::iso_date(day) + "T00:00:00"; }

std::string magnitude_text(std::int64_t minor, ledger::CurrencyId currency) {
    std::string text = ledger::to_text(minor, ledger::decimals_of(currency));
    if (text.starts_with('-')) text.erase(0, 1);
    return text;
}

bool fits(std::int64_t minor) {
    constexpr std::int64_t least = -999'999'999'999'999'999, most = 999'999'999'999'999'999;
    static_assert(digits_most == 18);
    return minor >= least && minor <= most;
}

std::optional<std::string> camt_fault_in(const Statement& statement, Format format) {
    if (!statement.currency) return "a statement without a currency cannot be written";
    if (statement.id.empty() || characters_in(statement.id) > id_most)
        return "the identification '" + statement.id + "' is empty or longer than 35";
    if (statement.account.id.empty() || characters_in(statement.account.id) > account_most)
        return "the account '" + statement.account.id + "' is empty or longer than 34";
    if (format == Format::camt053 && statement.balances.empty())
        return "a statement without a balance has no place in camt.053";
    for (const Balance& balance : statement.balances) {
        if (!fits(balance.minor)) return "a balance of more than 18 digits";
        if (!balance.date) return "a balance without a day has no place in camt";
        if (balance.kind == BalanceKind::other && balance.code.empty())
            return "a balance without a code";
    }
    for (const Entry& entry : statement.entries) {
        if (!fits(entry.minor)) return "a line of more than 18 digits";
        for (const std::string* reference :
             {&entry.end_to_end_id, &entry.servicer_reference, &entry.client_reference})
            if (characters_in(*reference) > id_most)
                return "the reference '" + *reference + "' is longer than 35";
    }
    return std::nullopt;
}

void write_agent(xml::Writer& xml, std::string_view name, std::string_view agent) {
    if (agent.empty()) return;
    xml.open(name);
    xml.open("FinInstnId");
    if (is_bic(agent))
        xml.leaf("BICFI", agent);
    else
        xml.leaf("Nm", first_of(agent, 140));
    xml.close();
    xml.close();
}

void write_account_id(xml::Writer& xml, std::string_view id, bool iban, std::string_view scheme) {
    xml.open("Id");
    if (iban && is_iban(id)) {
        xml.leaf("IBAN", id);
    } else {
        xml.open("Othr");
        xml.leaf("Id", first_of(id, account_most));
        if (!scheme.empty()) {
            xml.open("SchmeNm");
            xml.leaf("Prtry", first_of(scheme, 35));
            xml.close();
        }
        xml.close();
    }
    xml.close();
}

void write_day(xml::Writer& xml, std::string_view name,
               const std::optional<ledger::ValueDate>& day) {
    if (!day) return;
    xml.open(name);
    xml.leaf("Dt", ledger::iso_date(*day));
    xml.close();
}

void write_bank_code(xml::Writer& xml, const BankCode& code) {
    xml.open("BkTxCd");
    if (!code.domain.empty() && !code.family.empty() && !code.sub_family.empty()) {
        xml.open("Domn");
        xml.leaf("Cd", first_of(code.domain, 4));
        xml.open("Fmly");
        xml.leaf("Cd", first_of(code.family, 4));
        xml.leaf("SubFmlyCd", first_of(code.sub_family, 4));
        xml.close();
        xml.close();
    }
    if (!code.proprietary.empty()) {
        xml.open("Prtry");
        xml.leaf("Cd", first_of(code.proprietary, 35));
        xml.leaf_if("Issr", first_of(code.issuer, 35));
        xml.close();
    }
    xml.close();
}

std::string_view message_element(Format format) {
    return format == Format::camt052   ? "BkToCstmrAcctRpt"
           : format == Format::camt054 ? "BkToCstmrDbtCdtNtfctn"
                                       : "BkToCstmrStmt";
}

std::string_view name_space(Format format) {
    return format == Format::camt052   ? "urn:iso:std:iso:20022:tech:xsd:camt.052.001.08"
           : format == Format::camt054 ? "urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"
                                       : "urn:iso:std:iso:20022:tech:xsd:camt.053.001.08";
}

}  // namespace

CamtFile::CamtFile(Format format, const FileFacts& facts, std::string& out)
    : format_(format), facts_(facts), xml_(out) {}

void CamtFile::begin() {
    xml_.declaration();
    xml_.open("Document");
    xml_.attribute("xmlns", name_space(format_));
    xml_.open(message_element(format_));
    xml_.open("GrpHdr");
    xml_.leaf("MsgId",
              facts_.message_id.empty() ? "NOTPROVIDED" : first_of(facts_.message_id, id_most));
    xml_.leaf("CreDtTm", day_and_midnight(facts_.made_on));
    xml_.close();
}

void CamtFile::finish() {
    while (xml_.depth() > 0) xml_.close();
}

std::expected<void, std::string> CamtFile::write(const Statement& statement) {
    if (const auto fault = camt_fault_in(statement, format_)) return std::unexpected(*fault);
    xml_.open(record_of(format_));
    xml_.leaf("Id", statement.id);
    if (is_digits(statement.page) && statement.page.size() <= 5) {
        xml_.open(std::string(record_of(format_)) + "Pgntn");
        xml_.leaf("PgNb", statement.page);
        xml_.leaf("LastPgInd", "true");
        xml_.close();
    }
    if (is_digits(statement.number) && statement.number.size() <= digits_most)
        xml_.leaf("ElctrncSeqNb", statement.number);
    if (statement.date) xml_.leaf("CreDtTm", day_and_midnight(*statement.date));
    write_account(statement.account, std::string(ledger::code_of(*statement.currency)));
    if (format_ != Format::camt054)
        for (const Balance& balance : statement.balances) write_balance(balance);
    for (const Entry& entry : statement.entries) write_entry(entry);
    if (!statement.information.empty()) {
        const std::string name = "Addtl" + std::string(record_of(format_)) + "Inf";
        xml_.leaf(name, first_of(statement.information, 500));
    }
    xml_.close();
    return {};
}

void CamtFile::write_account(const Account& account, const std::string& currency) {
    xml_.open("Acct");
    write_account_id(xml_, account.id, account.scheme == "IBAN",
                     account.scheme == "IBAN" ? "" : account.scheme);
    xml_.leaf("Ccy", currency);
    xml_.leaf_if("Nm", first_of(account.name, 70));
    if (!account.owner.empty()) {
        xml_.open("Ownr");
        xml_.leaf("Nm", first_of(account.owner, 140));
        xml_.close();
    }
    write_agent(xml_, "Svcr", account.servicer);
    xml_.close();
}

void CamtFile::write_balance(const Balance& balance) {
    xml_.open("Bal");
    xml_.open("Tp");
    xml_.open("CdOrPrtry");
    if (balance.kind == BalanceKind::other)
        xml_.leaf("Prtry", first_of(balance.code, 35));
    else
        xml_.leaf("Cd", code_of(balance.kind));
    xml_.close();
    if (balance.is_intermediate) {
        xml_.open("SubTp");
        xml_.leaf("Cd", "INTM");
        xml_.close();
    }
    xml_.close();
    xml_.leaf("Amt", magnitude_text(balance.minor, balance.currency), "Ccy",
              ledger::code_of(balance.currency));
    xml_.leaf("CdtDbtInd", balance.minor < 0 ? "DBIT" : "CRDT");
    write_day(xml_, "Dt", balance.date);
    xml_.close();
}

void CamtFile::write_entry(const Entry& entry) {
    xml_.open("Ntry");
    xml_.leaf("Amt", magnitude_text(entry.minor, entry.currency), "Ccy",
              ledger::code_of(entry.currency));
    xml_.leaf("CdtDbtInd", entry.minor < 0 ? "DBIT" : "CRDT");
    if (entry.is_reversal) xml_.leaf("RvslInd", "true");
    xml_.open("Sts");
    xml_.leaf("Cd", entry.status == EntryStatus::booked    ? "BOOK"
                    : entry.status == EntryStatus::pending ? "PDNG"
                                                           : "INFO");
    xml_.close();
    write_day(xml_, "BookgDt", entry.booking_date);
    write_day(xml_, "ValDt", entry.value_date);
    xml_.leaf_if("AcctSvcrRef", entry.servicer_reference);
    write_bank_code(xml_, entry.code);
    write_details(entry);
    xml_.leaf_if("AddtlNtryInf", first_of(entry.information, 500));
    xml_.close();
}

void CamtFile::write_details(const Entry& entry) {
    const bool parties = !entry.counterparty.empty() || !entry.counterparty_account.empty();
    const bool references = !entry.end_to_end_id.empty() || !entry.client_reference.empty();
    if (!parties && !references && entry.counterparty_agent.empty() && entry.remittance.empty())
        return;
    const bool debit = entry.minor < 0;
    xml_.open("NtryDtls");
    xml_.open("TxDtls");
    if (references) {
        xml_.open("Refs");
        xml_.leaf_if("InstrId", entry.client_reference);
        xml_.leaf_if("EndToEndId", entry.end_to_end_id);
        xml_.close();
    }
    if (parties) {
        xml_.open("RltdPties");
        if (!entry.counterparty.empty()) {
            xml_.open(debit ? "Cdtr" : "Dbtr");
            xml_.open("Pty");
            xml_.leaf("Nm", first_of(entry.counterparty, 140));
            xml_.close();
            xml_.close();
        }
        if (!entry.counterparty_account.empty()) {
            xml_.open(debit ? "CdtrAcct" : "DbtrAcct");
            write_account_id(xml_, entry.counterparty_account, true, "");
            xml_.close();
        }
        xml_.close();
    }
    if (!entry.counterparty_agent.empty()) {
        xml_.open("RltdAgts");
        write_agent(xml_, debit ? "CdtrAgt" : "DbtrAgt", entry.counterparty_agent);
        xml_.close();
    }
    if (!entry.remittance.empty()) {
        xml_.open("RmtInf");
        for (std::string_view rest = entry.remittance; !rest.empty();) {
            const std::string_view line = rest.substr(0, rest.find('\n'));
            const std::string_view part = first_of(line, 140);
            xml_.leaf_if("Ustrd", part);
            rest.remove_prefix(part.size() == line.size() && line.size() < rest.size()
                                   ? line.size() + 1
                                   : part.size());
        }
        xml_.close();
    }
    xml_.close();
    xml_.close();
}

}  // namespace rmbsim::adapters::statements
