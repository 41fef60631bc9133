// One Ntry while its elements come: what of it is kept, and what it must have.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/camt_elements.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::statements {

class CamtEntryReading {
  public:
    explicit CamtEntryReading(xml::Place place) : place_(place) { entry_.line = place.line; }

    void begin_child(std::string_view name) { has_bank_code_ |= name == "BkTxCd"; }
    void begin_transaction() { ++transactions_; }
    // `currency` is the element's attribute Ccy, where it has one.
    void take(EntryText what, std::string_view text, std::string_view currency, xml::Cursor& at);
    // nullopt: it has no amount or direction, which was refused.
    std::optional<Entry> finish(xml::Cursor& at);
    OrderCheck order{order_in_entry};

  private:
    struct Party {
        std::string name, account, agent;
    };

    void keep(std::string& to, std::string_view text) const;
    Entry entry_;
    xml::Place place_;
    std::optional<int> sign_;
    bool has_amount_ = false, has_status_ = false, has_bank_code_ = false, is_broken_ = false;
    std::size_t transactions_ = 0;
    Party debtor_, creditor_;
};

}  // namespace rmbsim::adapters::statements
