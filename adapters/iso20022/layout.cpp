#include "adapters/iso20022/layout.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/iso20022/layout_rules.hpp"

namespace rmbsim::adapters::iso20022 {

std::optional<MessageName> parse_message_name(std::string_view name) {
    const auto digits = [](std::string_view text) {
        return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    };
    if (name.size() != 15 || name[4] != '.' || name.substr(8, 5) != ".001." ||
        !digits(name.substr(5, 3)) || !digits(name.substr(13)))
        return std::nullopt;
    return MessageName{name.substr(0, 8), (name[13] - '0') * 10 + (name[14] - '0')};
}

const std::vector<Layout>& layouts() {
    static const std::vector<Layout> all = [] {
        std::vector<Layout> both = transfer_layouts(), answers = answer_layouts();
        for (Layout& layout : answers) both.push_back(std::move(layout));
        return both;
    }();
    return all;
}

const Layout* find_layout(std::string_view message) {
    const auto& all = layouts();
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Layout& l) { return l.message == message; });
    return found == all.end() ? nullptr : &*found;
}

const Layout& business_header_layout() {
    static const Layout header = [] {
        Layout l{.message = "head.001",
                 .title = "business application header",
                 .from = 1,
                 .to = 4,
                 .root = "AppHdr",
                 .kind = Kind::business_header};
        RuleList r(l.rules);
        r.value("Fr/FIId/FinInstnId/BICFI", Field::business_from, Form::bic);
        r.value("To/FIId/FinInstnId/BICFI", Field::business_to, Form::bic);
        r.text("Fr/FIId/FinInstnId/ClrSysMmbId/MmbId", Field::business_from_member);
        r.text("To/FIId/FinInstnId/ClrSysMmbId/MmbId", Field::business_to_member);
        r.text("BizMsgIdr", Field::business_id);
        r.text("MsgDefIdr", Field::business_message);
        r.text("BizSvc", Field::business_service);
        r.value("CreDt", Field::business_created, Form::instant);
        l.head_required = {{"BizMsgIdr", {Field::business_id}},
                           {"MsgDefIdr", {Field::business_message}},
                           {"CreDt", {Field::business_created}}};
        return l;
    }();
    return header;
}

}  // namespace rmbsim::adapters::iso20022
