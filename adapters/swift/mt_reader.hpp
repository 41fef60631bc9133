// Reads the payments of one MT message after another: field by field (mt_fields.cpp) into the values of
// a transfer, message type by message type (read_mt.cpp).
//
// Errors      diagnosed at the field's line; a transfer with an error is not handed out
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/swift/mt_message.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::swift {

class MtReader {
  public:
    using Fields = std::span<const MtField>;

    MtReader(const std::string& shown, iso20022::Sink& sink, const iso20022::ReadOptions& options,
             Diagnostics& diagnostics)
        : shown_(shown), sink_(sink), options_(options), diagnostics_(diagnostics) {}

    void read(const MtMessage& message);
    iso20022::ReadResult result;

  private:
    void tell(std::uint32_t line, std::string message, std::string expected = {},
              Severity severity = Severity::error) {
        diagnostics_.add({.file = shown_,
                          .line = line,
                          .severity = severity,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = "SWIFT's message reference guide has the fields of " + name_});
    }
    const MtField* find(Fields fields, std::string_view tag) const {
        const auto found = std::find_if(fields.begin(), fields.end(), [&](const MtField& f) {
            return f.tag == tag || (tag.size() == 2 && f.tag.size() == 3 && f.tag.starts_with(tag));
        });
        return found == fields.end() ? nullptr : &*found;
    }
    const MtField* need(Fields fields, std::string_view tag, std::string_view what) {
        const MtField* field = find(fields, tag);
        if (field == nullptr)
            tell(fields.empty() ? message_->line : fields.front().line,
                 fmt::format("field {} ({}) is missing", tag, what), fmt::format(":{}:", tag));
        return field;
    }

    void check_characters(const MtMessage& message);
    std::string reference(const MtField* field);
    void value_date_amount(iso20022::CreditTransfer& t, const MtField& field);
    std::optional<std::string> day(std::string_view digits, const MtField& field);
    void amount(ledger::Money& into, std::string_view text, const MtField& field);
    void agent(iso20022::Agent& into, const MtField* field);
    void customer(iso20022::Party& party, iso20022::Account& account, const MtField* field);
    void structured_customer(iso20022::Party& party, std::string_view lines);
    void bank(iso20022::Party& party, iso20022::Account& account, const MtField* field);
    void set_account(iso20022::Account& account, std::string_view text, const MtField& field);
    void charges(iso20022::CreditTransfer& t, const MtField* field);
    void remittance(iso20022::CreditTransfer& t, const MtField* field);
    void hand_out(const iso20022::CreditTransfer& t, std::uint32_t line, std::size_t errors_before);
    void begin(const MtMessage& message);
    iso20022::CreditTransfer shared(const MtMessage& message) const;
    void read_103(const MtMessage& message);
    void read_202(const MtMessage& message);
    void read_101(const MtMessage& message);

    const std::string& shown_;
    iso20022::Sink& sink_;
    const iso20022::ReadOptions& options_;
    Diagnostics& diagnostics_;
    iso20022::MessageHead head_;
    std::string name_ = "MT103";
    const MtMessage* message_ = nullptr;
    bool repeated_ = false;
    std::size_t errors_before_ = 0;  // the message that is read
};

}  // namespace rmbsim::adapters::swift
