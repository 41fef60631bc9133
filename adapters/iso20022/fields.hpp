// The fields of one message as they are read, in three scopes, and the values made of them.
//
// Memory      a draft is emptied and filled again for each transaction; its texts keep their memory
// Scopes      get(): the transaction's, else its group's, else the message's; own(): the transaction's
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/iso20022/layout.hpp"
#include "adapters/iso20022/message.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::iso20022 {

class Draft {
  public:
    bool has(Field field) const { return !text_[at(field)].empty(); }
    std::string_view get(Field field) const { return text_[at(field)]; }
    xml::Place place(Field field) const { return place_[at(field)]; }

    void set(Field field, std::string_view text, xml::Place place) {
        if (!text.empty()) note(field);
        text_[at(field)].assign(text);
        place_[at(field)] = place;
    }
    void add_line(Field field, std::string_view line, xml::Place place) {
        std::string& text = text_[at(field)];
        if (text.empty()) {
            set(field, line, place);
        } else {
            text += '\n';
            text += line;
        }
    }
    void clear() {
        for (const Field field : filled_) text_[at(field)].clear();
        filled_.clear();
    }

  private:
    static std::size_t at(Field field) { return static_cast<std::size_t>(field); }
    void note(Field field) {
        if (text_[at(field)].empty()) filled_.push_back(field);
    }
    std::array<std::string, field_count> text_;
    std::array<xml::Place, field_count> place_{};
    std::vector<Field> filled_;
};

struct Drafts {
    Draft header, group, transaction, business;

    const Draft& holder(Field field) const {
        if (transaction.has(field)) return transaction;
        return group.has(field) ? group : header;
    }
    bool has(Field field) const { return holder(field).has(field); }
    std::string_view get(Field field) const { return holder(field).get(field); }
    std::string_view own(Field field) const { return transaction.get(field); }
};

// The values; amounts are parsed by money_of() and given by the caller, who tells what is wrong with them.
struct Amounts {
    ledger::Money amount{};
    std::optional<ledger::Money> instructed, original;
};
void fill(MessageHead& head, const Drafts& from);
void fill(CreditTransfer& transfer, const Drafts& from, const Amounts& amounts);
void fill(DirectDebit& debit, const Drafts& from, const Amounts& amounts);
void fill(PaymentStatus& status, const Drafts& from);
void fill(PaymentReturn& payment_return, const Drafts& from, const Amounts& amounts);
void fill(RecallRequest& request, const Drafts& from, const Amounts& amounts);
void fill(RecallAnswer& answer, const Drafts& from, const Amounts& amounts);
void fill(ExpectedReceipt& receipt, const Drafts& from, const Amounts& amounts);

// What a group or a whole message says of itself (GrpSts, GrpCxl …).
void fill_wide(PaymentStatus& status, const Drafts& from);
void fill_wide(RecallRequest& request, const Drafts& from);
void fill_wide(RecallAnswer& answer, const Drafts& from);

}  // namespace rmbsim::adapters::iso20022
