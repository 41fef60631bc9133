// The reader behind read_messages.hpp: it walks a message by the layout's paths and keeps what a
// transaction says until it ends.
//
// Parts       message_reader.cpp knows where in the file we are, message_values.cpp judges and keeps one
//             element's text, message_parts.cpp ends transactions, groups and messages
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/iso20022/element_tree.hpp"
#include "adapters/iso20022/fields.hpp"
#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/iso20022/message_sums.hpp"
#include "adapters/iso20022/read_messages.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "ledger/money.hpp"

namespace rmbsim::adapters::iso20022 {

std::string all_messages();  // that can be read, for an error's text
// Without blanks around it.
std::string_view trimmed(std::string_view text);

class MessageReader final : public xml::Handler {
  public:
    MessageReader(Sink& sink, const ReadOptions& options, Diagnostics& diagnostics)
        : sink_(sink), options_(options), diagnostics_(diagnostics) {}

    ReadResult result() const { return result_; }
    bool stood_in_file() const { return result_.messages > 0 || unknown_document_; }
    const std::string& outermost() const { return outermost_; }

    void start(const xml::Element& element, xml::Cursor& at) override;
    void end(std::string_view name, std::string_view text, xml::Cursor& at) override;
    void stray_text(std::string_view text, xml::Cursor& at) override;

  private:
    static constexpr int wrapper = -1;

    void start_outside(const xml::Element& element, xml::Cursor& at);
    void open_message(const Layout& layout, std::string_view name, xml::Cursor& at);
    void enter(int node, const xml::Element& element, xml::Cursor& at);
    void take(const Rule& rule, std::string_view text, xml::Cursor& at);
    std::string fault_of(const Rule& rule, std::string_view text) const;
    void begin_message_body(xml::Cursor& at);
    void finish_transaction(xml::Cursor& at);
    void finish_wide(xml::Cursor& at);
    void finish_group(xml::Cursor& at);
    void finish_message(xml::Cursor& at);
    void check_required(const std::vector<Required>& required, xml::Place place,
                        std::string_view below, xml::Cursor& at);
    std::optional<ledger::Money> money(Field field, bool must_fit, xml::Cursor& at);
    void hand_out(const Amounts& amounts);
    Draft& scope() {
        if (layout_->kind == Kind::business_header) return drafts_.business;
        if (in_transaction_) return drafts_.transaction;
        return in_group_ ? drafts_.group : drafts_.header;
    }
    std::string below_root(std::string_view path) const {
        return fmt::format("/Document/{}/{}", layout_->root, path);
    }
    std::string path_of(Field field) const {
        for (const Rule& rule : layout_->rules)
            if (rule.field == field) return below_root(rule.path);
        return below_root({});
    }
    void tell(xml::Place place, std::string message, std::string expected, xml::Cursor& at,
              Severity severity = Severity::error, std::string hint = {}) {
        if (severity == Severity::error) {
            at.refuse_at(place, std::move(message), std::move(expected), std::move(hint));
            return;
        }
        diagnostics_.add({.file = at.file(),
                          .line = place.line,
                          .column = place.column,
                          .severity = severity,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = std::move(hint)});
    }
    // The schema has said so already, there.
    bool told_here(xml::Place place) const {
        return !diagnostics_.items().empty() && diagnostics_.items().back().line == place.line &&
               diagnostics_.items().back().column == place.column &&
               diagnostics_.items().back().severity == Severity::error;
    }

    Sink& sink_;
    const ReadOptions& options_;
    Diagnostics& diagnostics_;
    ReadResult result_;
    std::map<const Layout*, ElementTree> trees_;

    // Where we are: one entry an open element; below an element that no rule names, only a count.
    std::vector<int> stack_;
    std::size_t passed_over_ = 0;
    const Layout* layout_ = nullptr;  // of the message or header that is open
    const ElementTree* tree_ = nullptr;
    std::size_t document_depth_ = 0;
    std::string outermost_, message_name_, space_;
    bool unknown_document_ = false;

    Drafts drafts_;
    std::string currency_;  // of the amount that is open
    bool in_group_ = false, in_transaction_ = false, begun_ = false, repeated_ = false;
    bool validated_ = false, body_seen_ = false, other_body_ = false;
    xml::Place message_place_{}, group_place_{}, transaction_place_{};
    std::size_t errors_before_transaction_ = 0;
    std::uint64_t told_in_message_ = 0;  // statuses and the like that were handed out
    MessageSums sums_, group_sums_;

    MessageHead head_;
    CreditTransfer transfer_;
    DirectDebit debit_;
    PaymentStatus status_;
    PaymentReturn return_;
    RecallRequest recall_;
    RecallAnswer answer_;
    ExpectedReceipt receipt_;
};

}  // namespace rmbsim::adapters::iso20022
