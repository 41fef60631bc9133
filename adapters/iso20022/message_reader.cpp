#include "adapters/iso20022/message_reader.hpp"

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
#include "adapters/iso20022/layout.hpp"
#include "adapters/text/encoding.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

std::string read_versions(const Layout& layout) {
    return fmt::format("{}.001.{:02d} to .{:02d}", layout.message, layout.from, layout.to);
}

}  // namespace

std::string all_messages() {
    std::string names;
    for (const Layout& layout : layouts())
        names += fmt::format("{}{}", names.empty() ? "" : ", ", layout.message);
    return names;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t\r\n";
    const std::size_t first = text.find_first_not_of(blank);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

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

}  // namespace rmbsim::adapters::iso20022
