#include "adapters/cli/import_payments.hpp"

#include <cstdint>
#include <fstream>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "adapters/cli/import_folder.hpp"
#include "adapters/cli/import_formats.hpp"
#include "adapters/cli/import_scenario.hpp"
#include "adapters/exports/text.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/payments/read_payments.hpp"
#include "adapters/payments/recognise.hpp"
#include "adapters/report/language.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::cli {
namespace {

class PaymentImporter : public Importer, private iso20022::Sink {
  public:
    explicit PaymentImporter(ImportFolder& into) : into_(into), rows_(into.open("payments.csv")) {
        rows_ << "file,line,message,message_id,group_id,instruction_id,end_to_end_id,"
                 "transaction_id,uetr,settlement_date,currency,amount,priority,charge_bearer,"
                 "debtor,debtor_account,debtor_agent,creditor,creditor_account,creditor_agent,"
                 "remittance\n";
    }

    void read(const ImportFile& file, Diagnostics& said) override {
        file_ = file.shown;
        said_ = &said;
        if (!file.rail.empty() && !scenario_)
            scenario_ = std::make_unique<ScenarioDraft>(into_, file.library, file.rail);
        payments::read_payment_file(
            file.path, file.shown, *this,
            {.schemas = file.schemas, .check_digits = Severity::error, .seen_messages = &seen_},
            said);
    }

    bool finish(Language language, std::string& printed) override {
        const bool zh = language == Language::zh;
        printed += std::to_string(count_) + (zh ? " 笔付款" : " payments");
        for (const auto& [code, minor] : sums_)
            printed += std::string(zh ? "," : ", ") + code + " " +
                       ledger::to_text(minor, ledger::decimals_of(ledger::currency(code)));
        printed += '\n';
        if (scenario_) {
            const std::string in_it = std::to_string(scenario_->finish());
            printed += zh ? "其中 " + in_it + " 笔写入 scenario.yaml,可直接 rmbsim run\n"
                          : in_it + " of them in scenario.yaml, which rmbsim run takes\n";
        }
        return true;
    }

  private:
    void on_transfer(const iso20022::MessageHead& head, const iso20022::CreditTransfer& transfer,
                     xml::Place place) override {
        ++count_;
        if (scenario_) scenario_->add(head, transfer, file_, place.line, *said_);
        const std::string code(ledger::code_of(transfer.amount.currency));
        const auto sum = ledger::checked_add(sums_[code], transfer.amount.minor);
        if (sum)
            sums_[code] = *sum;
        else
            said_->add({.file = file_,
                        .line = place.line,
                        .column = place.column,
                        .message = "the payments' sum leaves the range of 64 bits",
                        .expected = "payments that sum to less than 2^63 minor units",
                        .hint = {}});
        std::string row;
        const auto add = [&](std::string_view text) {
            if (!row.empty()) row += ',';
            exports::append_csv(row, text);
        };
        const auto number = [](const iso20022::Account& account) -> const std::string& {
            return account.iban.empty() ? account.other : account.iban;
        };
        const auto bank = [](const iso20022::Agent& agent) -> const std::string& {
            return !agent.bic.empty()      ? agent.bic
                   : !agent.member.empty() ? agent.member
                                           : agent.name;
        };
        const auto party = [](const iso20022::Party& who) -> const std::string& {
            return who.name.empty() ? who.bic : who.name;
        };
        add(file_);
        add(std::to_string(place.line));
        for (const std::string* text :
             {&head.message_name, &head.message_id, &transfer.group_id, &transfer.instruction_id,
              &transfer.end_to_end_id, &transfer.transaction_id, &transfer.uetr,
              &transfer.settlement_date, &code})
            add(*text);
        add(ledger::to_text(transfer.amount));
        for (const std::string* text :
             {&transfer.priority, &transfer.charge_bearer, &party(transfer.debtor),
              &number(transfer.debtor_account), &bank(transfer.debtor_agent),
              &party(transfer.creditor), &number(transfer.creditor_account),
              &bank(transfer.creditor_agent), &transfer.remittance})
            add(*text);
        row += '\n';
        rows_ << row;
    }

    ImportFolder& into_;
    std::ofstream& rows_;
    std::unique_ptr<ScenarioDraft> scenario_;  // with --rail
    std::string file_;
    Diagnostics* said_ = nullptr;
    std::set<std::string> seen_;  // MsgIds: a message that comes twice is told, and counted once
    std::uint64_t count_ = 0;
    std::map<std::string, std::int64_t> sums_;
};

}  // namespace

bool is_payment_file(std::string_view first) {
    return payments::holds_payments(payments::recognise(first));
}

std::unique_ptr<Importer> open_payments(ImportFolder& into) {
    return std::make_unique<PaymentImporter>(into);
}

}  // namespace rmbsim::adapters::cli
