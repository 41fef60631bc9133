// One Stmt, Rpt or Ntfctn while its elements come: handed to a sink line by line.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/statements/camt_elements.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::statements {

std::string_view record_of(Format format);  // "Stmt"

class CamtRecordReading {
  public:
    CamtRecordReading(Format format, std::string message_id, xml::Place place, StatementSink& sink);

    void take(StatementText what, std::string_view text, xml::Cursor& at);
    void add(Balance balance);
    void begin();           // before the first line
    void add(Entry entry);  // begun
    void finish(xml::Cursor& at);
    OrderCheck order{order_in_statement};

  private:
    struct Stated {  // a number of lines and their sum in TxsSummry
        std::optional<std::int64_t> count;
        std::string sum;
        std::uint32_t line = 0;
    };
    void compare(const Stated& stated, std::uint64_t count, std::optional<std::int64_t> minor,
                 const char* what);
    static void take_count(Stated& stated, std::string_view text, xml::Cursor& at);
    static void take_sum(Stated& stated, std::string_view text, xml::Cursor& at);

    StatementSink& sink_;
    Statement statement_;
    xml::Place place_;
    std::string created_, to_date_;
    Stated total_, credit_, debit_;
    Tally all_;  // of lines of any status, as TxsSummry counts
    bool has_balance_ = false, begun_ = false;
};

}  // namespace rmbsim::adapters::statements
