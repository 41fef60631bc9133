#include "adapters/iso20022/read_messages.hpp"

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/iso20022/checks.hpp"
#include "adapters/iso20022/element_tree.hpp"
#include "adapters/iso20022/fields.hpp"
#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/message_sums.hpp"
#include "adapters/text/encoding.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

// Schemas set no bound to remittance lines; memory does.
constexpr std::size_t lines_bytes_max = 65'536;

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

std::string read_versions(const Layout& layout) {
    return fmt::format("{}.001.{:02d} to .{:02d}", layout.message, layout.from, layout.to);
}

std::string all_messages() {
    std::string names;
    for (const Layout& layout : layouts())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", layout.message);
    return names;
}

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

void MessageReader::start(const xml::Element& element, xml::Cursor& at) {
    if (passed_over_ > 0) {
        ++passed_over_;
        return;
    }
    if (layout_ == nullptr) {
        start_outside(element, at);
        return;
    }
    if (stack_.back() == wrapper) {  // inside Document, above the message's own element
        body_seen_ = true;
        if (element.name != layout_->root) {
            at.refuse(fmt::format("{}: <{}> is not the element of {}", at.path(), element.name,
                                  message_name_),
                      fmt::format("<{}>", layout_->root));
            passed_over_ = 1;
            other_body_ = true;
            return;
        }
        enter(tree_->root(), element, at);
        return;
    }
    const int node =
        element.space == space_ ? tree_->child(stack_.back(), element.name) : ElementTree::none;
    if (node == ElementTree::none) {
        passed_over_ = 1;
        return;
    }
    enter(node, element, at);
}

void MessageReader::start_outside(const xml::Element& element, xml::Cursor& at) {
    if (outermost_.empty())
        outermost_ = element.space.empty()
                         ? fmt::format("<{}>", element.name)
                         : fmt::format("<{}> of namespace '{}'", element.name, element.space);
    const bool document = element.name == "Document";
    const bool header = element.name == "AppHdr";
    if (!document && !header) {
        stack_.push_back(wrapper);
        return;
    }
    space_ = element.space;
    if (!element.space.starts_with(xml::iso20022_space)) {
        unknown_document_ = true;
        at.refuse(
            fmt::format("<{}> has {}, which is not one of ISO 20022", element.name,
                        element.space.empty() ? std::string("no namespace")
                                              : fmt::format("the namespace '{}'", element.space)),
            fmt::format("xmlns=\"{}pacs.008.001.08\" or another message", xml::iso20022_space));
        passed_over_ = 1;
        return;
    }
    const std::string_view name = element.space.substr(xml::iso20022_space.size());
    const auto parsed = parse_message_name(name);
    const Layout* layout = nullptr;
    if (parsed) layout = header ? &business_header_layout() : find_layout(parsed->message);
    if (layout == nullptr || (header && parsed->message != layout->message)) {
        unknown_document_ = true;
        at.refuse(fmt::format("'{}' is not a payment message that is read", name), all_messages());
        passed_over_ = 1;
        return;
    }
    if (parsed->version < layout->from || parsed->version > layout->to) {
        unknown_document_ = true;
        at.refuse(fmt::format("'{}' is not a version of {} ({}) that is read", name,
                              layout->message, layout->title),
                  read_versions(*layout));
        passed_over_ = 1;
        return;
    }
    open_message(*layout, name, at);
    validated_ = options_.schemas != nullptr && options_.schemas->has(element.space);
    if (header)
        enter(tree_->root(), element, at);
    else
        stack_.push_back(wrapper);
}

void MessageReader::open_message(const Layout& layout, std::string_view name, xml::Cursor& at) {
    layout_ = &layout;
    tree_ = &trees_.try_emplace(&layout, layout).first->second;
    document_depth_ = at.depth();
    message_place_ = at.place();
    if (layout.kind == Kind::business_header) {
        drafts_.business.clear();
        return;
    }
    message_name_ = name;
    drafts_.header.clear();
    drafts_.group.clear();
    drafts_.transaction.clear();
    sums_ = {};
    group_sums_ = {};
    told_in_message_ = 0;
    begun_ = repeated_ = in_group_ = in_transaction_ = body_seen_ = other_body_ = false;
    ++result_.messages;
}

void MessageReader::enter(int node, const xml::Element& element, xml::Cursor& at) {
    stack_.push_back(node);
    const ElementTree::Node& known = (*tree_)[node];
    if (known.rule != nullptr && known.rule->form == Form::amount)
        currency_ = element.attribute("Ccy").value_or(std::string_view{});
    if ((known.roles & ElementTree::group) != 0) {
        in_group_ = true;
        drafts_.group.clear();
        group_sums_ = {};
        group_place_ = at.place();
    }
    if ((known.roles & ElementTree::transaction) != 0) {
        if (!begun_) begin_message_body(at);
        in_transaction_ = true;
        drafts_.transaction.clear();
        transaction_place_ = at.place();
        errors_before_transaction_ = diagnostics_.error_count();
    }
}

void MessageReader::end(std::string_view, std::string_view text, xml::Cursor& at) {
    if (passed_over_ > 0) {
        --passed_over_;
        return;
    }
    if (stack_.empty()) return;  // a Document that was refused
    const int node = stack_.back();
    stack_.pop_back();
    if (layout_ == nullptr) return;
    if (node != wrapper) {
        const ElementTree::Node& known = (*tree_)[node];
        if (known.rule != nullptr && known.children.empty()) take(*known.rule, text, at);
        if (known.rule != nullptr && !known.children.empty() && !trimmed(text).empty())
            take(*known.rule, text, at);  // ReqdExctnDt, which was a day before it held one
        if ((known.roles & ElementTree::transaction) != 0) finish_transaction(at);
        if ((known.roles & ElementTree::wide) != 0) finish_wide(at);
        if ((known.roles & ElementTree::group) != 0) finish_group(at);
    }
    if (at.depth() != document_depth_) return;
    if (layout_->kind != Kind::business_header)
        finish_message(at);
    else if (!validated_)
        check_required(layout_->head_required, message_place_, "/AppHdr/", at);
    layout_ = nullptr;
}

void MessageReader::stray_text(std::string_view text, xml::Cursor& at) {
    if (layout_ == nullptr || passed_over_ > 0 || validated_) return;
    std::string begin(trimmed(text).substr(0, 20));
    while (first_not_utf8(begin)) begin.pop_back();
    at.refuse(fmt::format("{}: text '{}' stands between elements", at.path(), begin),
              "elements only");
}

std::string MessageReader::fault_of(const Rule& rule, std::string_view text) const {
    switch (rule.form) {
        case Form::text:
        case Form::lines:
            if (text.empty()) return "is empty";
            if (rule.longest > 0 && text.size() > rule.longest &&
                count_characters(text) > rule.longest)
                return fmt::format("has {} characters, {} are allowed", count_characters(text),
                                   rule.longest);
            return {};
        case Form::count:
            if (text.empty() || text.size() > 15 ||
                text.find_first_not_of("0123456789") != std::string_view::npos)
                return fmt::format("'{}' is not a number of up to 15 digits", text);
            return {};
        case Form::decimal:
            return decimal_of(text) ? std::string{}
                                    : fmt::format("'{}' is not a decimal number", text);
        case Form::amount:
            return {};  // when it is used, by what it is used for
        case Form::date:
            return fault_of_date(text);
        case Form::instant:
            return fault_of_instant(text);
        case Form::bic:
            return fault_of_bic(text);
        case Form::iban:
            return fault_of_iban(text);
        case Form::lei:
            return fault_of_lei(text);
        case Form::uetr:
            return fault_of_uetr(text);
    }
    return {};
}

void MessageReader::take(const Rule& rule, std::string_view raw, xml::Cursor& at) {
    const bool free_text = rule.form == Form::text || rule.form == Form::lines;
    const std::string_view text = free_text ? raw : trimmed(raw);
    const xml::Place place = at.place();
    if (std::string fault = fault_of(rule, text); !fault.empty() && !told_here(place)) {
        const bool digits = is_check_digit_fault(fault);
        tell(place, fmt::format("{}: {}", at.path(), fault), {}, at,
             digits ? options_.check_digits : Severity::error,
             digits ? "compare it with the paper it was copied from" : "");
    }
    Draft& into = scope();
    if (rule.form == Form::lines) {
        if (into.get(rule.field).size() + text.size() > lines_bytes_max) {
            if (!told_here(place))
                tell(place, fmt::format("{}: more lines than are kept", at.path()),
                     fmt::format("at most {} bytes of them in one payment", lines_bytes_max), at);
            return;
        }
        into.add_line(rule.field, text, place);
        return;
    }
    into.set(rule.field, text, place);
    if (rule.form == Form::amount) into.set(after(rule.field, 1), currency_, place);
}

void MessageReader::check_required(const std::vector<Required>& required, xml::Place place,
                                   std::string_view below, xml::Cursor& at) {
    for (const Required& wanted : required) {
        bool there = false;
        for (const Field field : wanted.any_of)
            there = there || drafts_.has(field) || drafts_.business.has(field);
        if (!there)
            tell(place, fmt::format("{}{} is missing", below, wanted.path),
                 fmt::format("<{}>", wanted.path.substr(wanted.path.rfind('/') + 1)), at);
    }
}

// The header has been read: what comes now is handed out, unless it came before.
void MessageReader::begin_message_body(xml::Cursor& at) {
    begun_ = true;
    if (!validated_) check_required(layout_->head_required, message_place_, below_root(""), at);
    head_.message_name = message_name_;
    fill(head_, drafts_);
    if (head_.business && head_.business->message_name != message_name_)
        tell(drafts_.business.place(Field::business_message),
             fmt::format("/AppHdr/MsgDefIdr says '{}', the Document is {}",
                         head_.business->message_name, message_name_),
             "the name of the message in the envelope", at, Severity::warning);
    if (drafts_.header.has(Field::total)) sums_.total = money(Field::total, true, at);
    if (options_.seen_messages == nullptr || head_.message_id.empty()) return;
    if (options_.seen_messages->insert(head_.message_id).second) return;
    repeated_ = true;
    ++result_.repeated;
    tell(drafts_.header.place(Field::message_id),
         fmt::format("message '{}' was read before; it is not taken again", head_.message_id),
         "a MsgId of its own for each message", at, Severity::warning);
}

// must_fit: an amount that moves money is an error if it cannot be kept; one that only informs is not.
std::optional<ledger::Money> MessageReader::money(Field field, bool must_fit, xml::Cursor& at) {
    const Draft& holder = drafts_.holder(field);
    if (!holder.has(field)) return std::nullopt;
    auto parsed = money_of(holder.get(field), holder.get(after(field, 1)));
    if (parsed) return *parsed;
    tell(holder.place(field), fmt::format("{}: the amount {}", path_of(field), parsed.error()),
         "a decimal number with its ISO 4217 currency", at,
         must_fit ? Severity::error : Severity::warning);
    return std::nullopt;
}

void MessageReader::finish_transaction(xml::Cursor& at) {
    ++result_.transactions;
    if (!validated_)
        check_required(layout_->transaction_required, transaction_place_,
                       below_root(layout_->transaction) + "/", at);
    Amounts amounts;
    const bool moves = drafts_.transaction.has(Field::amount);
    const auto amount = moves ? money(Field::amount, true, at) : std::nullopt;
    if (amount) amounts.amount = *amount;
    if (drafts_.transaction.has(Field::instructed_amount))
        amounts.instructed = money(Field::instructed_amount, false, at);
    if (drafts_.transaction.has(Field::original_amount))
        amounts.original = money(Field::original_amount, false, at);
    // A recall counts and sums what it asks back.
    const auto& counted = layout_->kind == Kind::recall ? amounts.original : amount;
    sums_.add(counted);
    group_sums_.add(counted);
    if (amount && sums_.total && sums_.total->currency != amount->currency)
        tell(drafts_.transaction.place(Field::amount),
             fmt::format("{}: the amount is in {}, the message's total in {}",
                         path_of(Field::amount), ledger::code_of(amount->currency),
                         ledger::code_of(sums_.total->currency)),
             "one currency in a message that has a total", at);
    if (diagnostics_.error_count() == errors_before_transaction_ && !repeated_) hand_out(amounts);
    in_transaction_ = false;
    drafts_.transaction.clear();
}

void MessageReader::hand_out(const Amounts& amounts) {
    ++result_.handed_out;
    ++told_in_message_;
    const xml::Place place = transaction_place_;
    switch (layout_->kind) {
        case Kind::transfer:
            fill(transfer_, drafts_, amounts);
            sink_.on_transfer(head_, transfer_, place);
            break;
        case Kind::direct_debit:
            fill(debit_, drafts_, amounts);
            sink_.on_direct_debit(head_, debit_, place);
            break;
        case Kind::status:
            fill(status_, drafts_);
            sink_.on_status(head_, status_, place);
            break;
        case Kind::payment_return:
            fill(return_, drafts_, amounts);
            sink_.on_return(head_, return_, place);
            break;
        case Kind::recall:
            fill(recall_, drafts_, amounts);
            sink_.on_recall(head_, recall_, place);
            break;
        case Kind::recall_answer:
            fill(answer_, drafts_, amounts);
            sink_.on_recall_answer(head_, answer_, place);
            break;
        case Kind::expected_receipt:
            fill(receipt_, drafts_, amounts);
            sink_.on_expected_receipt(head_, receipt_, place);
            break;
        case Kind::business_header:
            break;
    }
}

// What is said of a whole original message or of one of its groups.
void MessageReader::finish_wide(xml::Cursor& at) {
    if (!begun_) begin_message_body(at);
    if (!drafts_.has(Field::group_status) || repeated_) return;
    const xml::Place place = drafts_.holder(Field::group_status).place(Field::group_status);
    if (layout_->kind == Kind::status) {
        fill_wide(status_, drafts_);
        sink_.on_status(head_, status_, place);
    } else if (layout_->kind == Kind::recall) {
        if (drafts_.get(Field::group_status) != "true" && drafts_.get(Field::group_status) != "1")
            return;
        fill_wide(recall_, drafts_);
        sink_.on_recall(head_, recall_, place);
    } else {
        fill_wide(answer_, drafts_);
        sink_.on_recall_answer(head_, answer_, place);
    }
    ++told_in_message_;
}

void MessageReader::finish_group(xml::Cursor& at) {
    in_group_ = false;
    // pain.002: the status of one PmtInf; pacs.002 has told its groups' by their own end.
    if (layout_->kind == Kind::status && layout_->group != layout_->wide &&
        drafts_.group.has(Field::group_status))
        finish_wide(at);
    const std::string path = below_root(layout_->group);
    for (const std::string& fault : group_sums_.faults(drafts_.group.get(Field::group_count),
                                                       drafts_.group.get(Field::group_sum)))
        tell(group_place_, fmt::format("{}: {}", path, fault), "counts and sums that add up", at);
}

void MessageReader::finish_message(xml::Cursor& at) {
    if (!body_seen_)
        tell(message_place_, fmt::format("/Document: <{}> is missing", layout_->root), {}, at);
    if (!body_seen_ || other_body_) return;
    if (!begun_) begin_message_body(at);
    if (layout_->kind == Kind::recall_answer && told_in_message_ == 0 && !repeated_ &&
        drafts_.header.has(Field::confirmation)) {
        fill_wide(answer_, drafts_);
        sink_.on_recall_answer(head_, answer_, message_place_);
    }
    const Field first = drafts_.header.has(Field::count) ? Field::count : Field::control_sum;
    for (const std::string& fault :
         sums_.faults(drafts_.header.get(Field::count), drafts_.header.get(Field::control_sum)))
        tell(drafts_.header.place(first), fmt::format("{}: {}", below_root("GrpHdr"), fault),
             "counts and sums that add up", at);
    if (const std::string fault = sums_.total_fault(); !fault.empty())
        tell(drafts_.header.place(Field::total), fmt::format("{}: {}", below_root("GrpHdr"), fault),
             "a total that adds up", at);
    if (!repeated_) sink_.on_message(head_);
    drafts_.business.clear();
}

// After the reading: a file without any message is told so, once.
ReadResult finished(const MessageReader& reader, bool whole, const std::string& shown,
                    Diagnostics& diagnostics) {
    ReadResult result = reader.result();
    result.whole = whole;
    if (!whole || reader.stood_in_file()) return result;
    diagnostics.add(
        {.file = shown,
         .message = "no ISO 20022 message in it; its outermost element is " + reader.outermost(),
         .expected = "a <Document> of one of " + all_messages(),
         .hint = "scenarios/reference/iso20022 has the schemas of the messages"});
    result.whole = false;
    return result;
}

}  // namespace

ReadResult read_message_text(std::string_view bytes, const std::string& shown, Sink& sink,
                             const ReadOptions& options, Diagnostics& diagnostics) {
    MessageReader reader(sink, options, diagnostics);
    const bool whole =
        xml::read_text(bytes, shown, reader, {.schemas = options.schemas}, diagnostics);
    return finished(reader, whole, shown, diagnostics);
}

ReadResult read_message_file(const std::filesystem::path& path, const std::string& shown,
                             Sink& sink, const ReadOptions& options, Diagnostics& diagnostics) {
    MessageReader reader(sink, options, diagnostics);
    const bool whole =
        xml::read_file(path, shown, reader, {.schemas = options.schemas}, diagnostics);
    return finished(reader, whole, shown, diagnostics);
}

}  // namespace rmbsim::adapters::iso20022
