#include "adapters/swift/write_mt.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/iso20022/message.hpp"
#include "adapters/swift/charset.hpp"
#include "adapters/swift/mt_message.hpp"
#include "ledger/contract.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::swift {
namespace {

using namespace iso20022;

constexpr std::size_t line_width = 35;
constexpr std::size_t reference_width = 16;

class MtWriter {
  public:
    void blocks(const MessageHead& head, std::string_view type, const CreditTransfer& t,
                bool cover) {
        const auto bic = [](const Agent& own, const Agent& from_head) {
            return own.bic.empty() ? from_head.bic : own.bic;
        };
        out_.text += fmt::format("{{1:F01{}0000000000}}",
                                 terminal_of_bic(bic(t.instructing, head.instructing), 'A'));
        out_.text += fmt::format("{{2:I{}{}{}}}", type,
                                 terminal_of_bic(bic(t.instructed, head.instructed), 'X'),
                                 t.priority == "HIGH" ? 'U' : 'N');
        if (cover || !t.uetr.empty()) {
            out_.text += "{3:";
            if (cover) out_.text += "{119:COV}";
            if (!t.uetr.empty()) out_.text += fmt::format("{{121:{}}}", t.uetr);
            out_.text += '}';
        }
        out_.text += "{4:\r\n";
    }

    void field(std::string_view tag, std::string_view value) {
        out_.text += fmt::format(":{}:{}\r\n", tag, value);
    }

    MtWritten finish() {
        out_.text += "-}\r\n";
        return std::move(out_);
    }

    // Whatever the text: characters of set X, lines of `width`, at most `most` of them.
    std::string lines(std::string_view text, std::size_t most, std::string_view what,
                      std::size_t width = line_width) {
        const Transliterated plain = transliterate(text);
        if (plain.replaced > 0)
            out_.notes.push_back(
                fmt::format("{}: {} characters are not in SWIFT's set X", what, plain.replaced));
        std::string result;
        std::size_t count = 0, cut = 0;
        for (std::string_view left = plain.text; !left.empty();) {
            const std::size_t end = left.find('\n');
            const std::string_view line = left.substr(0, end);
            left.remove_prefix(end == std::string_view::npos ? left.size() : end + 1);
            if (line.empty()) continue;
            if (count == most) {
                cut += line.size();
                continue;
            }
            if (count > 0) result += "\r\n";
            result += line.substr(0, width);
            cut += line.size() - std::min(width, line.size());
            ++count;
        }
        if (cut > 0) out_.notes.push_back(fmt::format("{}: {} characters did not fit", what, cut));
        return result;
    }

    std::string reference(std::string_view text, std::string_view what) {
        std::string plain = transliterate(text).text;
        std::replace(plain.begin(), plain.end(), '\n', '.');
        plain.resize(std::min(plain.size(), reference_width));
        std::size_t twice = plain.find("//");
        for (; twice != std::string::npos; twice = plain.find("//")) plain[twice + 1] = '.';
        if (plain.starts_with('/')) plain.front() = '.';
        if (plain.ends_with('/')) plain.back() = '.';
        if (plain.empty()) plain = "NONREF";
        if (plain != text)
            out_.notes.push_back(fmt::format("{}: '{}' is written '{}'", what, text, plain));
        return plain;
    }

    std::string amount(ledger::Money money) {
        std::string text = ledger::to_text(money);
        const std::size_t point = text.find('.');
        if (point == std::string::npos)
            text += ',';
        else
            text[point] = ',';
        if (text.size() > 15)
            out_.notes.push_back(
                fmt::format("amount: '{}' has more than the 15 characters of MT", text));
        return std::string(ledger::code_of(money.currency)) + text;
    }

    static std::string day(std::string_view iso) {  // "2026-01-27" as "260127"
        ledger::expects(iso.size() >= 10, "a day of an MT message is a whole date");
        return fmt::format("{}{}{}", iso.substr(2, 2), iso.substr(5, 2), iso.substr(8, 2));
    }

    void agent(std::string_view tag, const Agent& agent, std::string_view what) {
        const std::string clearing = agent.member.empty() ? "" : "//CN" + agent.member + "\r\n";
        if (!agent.bic.empty())
            field(fmt::format("{}A", tag), clearing + agent.bic);
        else if (!agent.name.empty() || !clearing.empty())
            field(fmt::format("{}D", tag), clearing + lines(agent.name, 1, what));
    }

    void customer(std::string_view tag, std::string_view plain_option, const Party& party,
                  const Account& account, std::string_view what) {
        const std::string& number = account.iban.empty() ? account.other : account.iban;
        const std::string begin = number.empty() ? "" : "/" + lines(number, 1, what, 34) + "\r\n";
        if (party.name.empty() && !party.bic.empty()) {
            field(fmt::format("{}A", tag), begin + party.bic);
            return;
        }
        std::string text = lines(party.name.empty() ? "NOTPROVIDED" : party.name, 1, what);
        const std::string address = lines(party.address, 3, what);
        if (!address.empty()) text += "\r\n" + address;
        field(fmt::format("{}{}", tag, plain_option), begin + text);
    }

    void bank(std::string_view tag, const Party& party, const Account& account,
              std::string_view what) {
        const std::string& number = account.iban.empty() ? account.other : account.iban;
        const std::string begin = number.empty() ? "" : "/" + lines(number, 1, what, 34) + "\r\n";
        if (!party.bic.empty())
            field(fmt::format("{}A", tag), begin + party.bic);
        else
            field(fmt::format("{}D", tag), begin + lines(party.name, 1, what));
    }

    void charges(const CreditTransfer& t) {
        field("71A", t.charge_bearer == "DEBT" ? "OUR" : t.charge_bearer == "CRED" ? "BEN" : "SHA");
    }

  private:
    MtWritten out_;
};

}  // namespace

MtWritten write_mt103(const MessageHead& head, const CreditTransfer& t) {
    MtWriter out;
    out.blocks(head, "103", t, false);
    out.field("20", out.reference(t.instruction_id, "instruction id"));
    out.field("23B", "CRED");
    out.field("32A", MtWriter::day(t.settlement_date) + out.amount(t.amount));
    if (t.instructed_amount) out.field("33B", out.amount(*t.instructed_amount));
    out.customer("50", "K", t.debtor, t.debtor_account, "debtor");
    out.agent("52", t.debtor_agent, "debtor's bank");
    out.agent("56", t.intermediary, "intermediary");
    out.agent("57", t.creditor_agent, "creditor's bank");
    out.customer("59", "", t.creditor, t.creditor_account, "creditor");
    std::string details;
    if (!t.end_to_end_id.empty() && t.end_to_end_id != "NOTPROVIDED")
        details = "/ROC/" + out.lines(t.end_to_end_id, 1, "end-to-end id", line_width - 5);
    const std::string remittance = out.lines(t.remittance, details.empty() ? 4 : 3, "remittance");
    if (!details.empty() && !remittance.empty()) details += "\r\n";
    details += remittance;
    if (!details.empty()) out.field("70", details);
    out.charges(t);
    return out.finish();
}

MtWritten write_mt202(const MessageHead& head, const CreditTransfer& t) {
    MtWriter out;
    out.blocks(head, "202", t, t.underlying.has_value());
    out.field("20", out.reference(t.instruction_id, "instruction id"));
    out.field("21", out.reference(t.end_to_end_id, "end-to-end id"));
    out.field("32A", MtWriter::day(t.settlement_date) + out.amount(t.amount));
    if (t.debtor != Party{}) out.bank("52", t.debtor, t.debtor_account, "debtor");
    out.agent("56", t.intermediary, "intermediary");
    out.agent("57", t.creditor_agent, "creditor's bank");
    out.bank("58", t.creditor, t.creditor_account, "creditor");
    if (t.underlying) {
        const Underlying& under = *t.underlying;
        out.customer("50", "K", under.debtor, under.debtor_account, "underlying debtor");
        out.agent("52", under.debtor_agent, "underlying debtor's bank");
        out.agent("57", under.creditor_agent, "underlying creditor's bank");
        out.customer("59", "", under.creditor, under.creditor_account, "underlying creditor");
        const std::string remittance = out.lines(under.remittance, 4, "underlying remittance");
        if (!remittance.empty()) out.field("70", remittance);
    }
    return out.finish();
}

MtWritten write_mt101(const MessageHead& head, std::span<const CreditTransfer> transfers) {
    ledger::expects(!transfers.empty(), "an MT101 has a transaction");
    const CreditTransfer& first = transfers.front();
    MtWriter out;
    out.blocks(head, "101", first, false);
    out.field("20", out.reference(first.group_id.empty() ? head.message_id : first.group_id,
                                  "sender's reference"));
    out.field("28D", "1/1");
    out.customer("50", "H", first.debtor, first.debtor_account, "debtor");
    out.agent("52", first.debtor_agent, "debtor's bank");
    out.field("30", MtWriter::day(first.settlement_date));
    for (const CreditTransfer& t : transfers) {
        out.field("21", out.reference(t.end_to_end_id, "end-to-end id"));
        out.field("32B", out.amount(t.amount));
        out.agent("56", t.intermediary, "intermediary");
        out.agent("57", t.creditor_agent, "creditor's bank");
        out.customer("59", "", t.creditor, t.creditor_account, "creditor");
        const std::string remittance = out.lines(t.remittance, 4, "remittance");
        if (!remittance.empty()) out.field("70", remittance);
        out.charges(t);
    }
    return out.finish();
}

}  // namespace rmbsim::adapters::swift
