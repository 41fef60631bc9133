// What ends: a transaction is handed out, a group or a message is held against its counts and sums.
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/iso20022/fields.hpp"
#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/message_reader.hpp"
#include "adapters/iso20022/message_sums.hpp"

namespace rmbsim::adapters::iso20022 {

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

}  // namespace rmbsim::adapters::iso20022
