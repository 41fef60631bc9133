// What a bank says of an account: balances and lines, the same from every format it comes in.
//
// Units       amounts in minor units of their own currency; above zero: in the account's favour (credit)
// Lines       1-based, in the file that was read; 0 for a statement that was made here
// Invariants  a reader hands out begin, its entries in order, end; findings are complete at end
// Formats     camt.052/053/054 (ISO 20022), MT940/MT942 (SWIFT), BAI2 (ANSI X9 TR); what a format cannot
//             carry is empty after it was read back
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/currency.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::statements {

enum class Format : std::uint8_t { camt052, camt053, camt054, mt940, mt942, bai2 };
std::string_view name_of(Format format);  // "camt053"
std::optional<Format> find_format(std::string_view name);

enum class BalanceKind : std::uint8_t {
    opening,            // OPBD, :60F:, 010
    previous_closing,   // PRCD
    closing,            // CLBD, :62F:, 015
    opening_available,  // OPAV, 040
    closing_available,  // CLAV, :64:, 045
    forward_available,  // FWAV, :65:
    interim_booked,     // ITBD
    interim_available,  // ITAV
    expected,           // XPCD
    other,              // told by its code alone
};
std::string_view name_of(BalanceKind kind);

struct Balance {
    BalanceKind kind = BalanceKind::other;
    bool is_intermediate = false;  // of a page: :60M:, :62M:, sub-type INTM
    std::optional<ledger::ValueDate> date;
    std::int64_t minor = 0;
    ledger::CurrencyId currency{};
    std::string code = {};  // as the file spells a kind that is `other`: "INFO", "100"
    std::uint32_t line = 0;
};
// Where it stood in a file is no part of what it says.
bool operator==(const Balance& a, const Balance& b);

enum class EntryStatus : std::uint8_t { booked, pending, information };

struct BankCode {  // why money moved, in whichever code the bank gave
    std::string domain = {}, family = {},
                sub_family = {};  // ISO external code set: PMNT, RCDT, BOOK
    std::string proprietary = {}, issuer = {};
    std::string swift_type = {};  // ":61:": NTRF
    std::string bai_type = {};    // "475"
    friend bool operator==(const BankCode&, const BankCode&) = default;
};

struct Entry {
    std::optional<ledger::ValueDate> booking_date, value_date;
    std::int64_t minor = 0;
    ledger::CurrencyId currency{};
    bool is_reversal = false;  // of an entry of the other direction; `minor` is what happens now
    EntryStatus status = EntryStatus::booked;
    BankCode code = {};
    std::string end_to_end_id = {};
    std::string servicer_reference = {};  // the bank's own
    std::string client_reference = {};    // the account owner's
    std::string counterparty = {}, counterparty_account = {}, counterparty_agent = {};
    std::string remittance = {};   // lines apart by LF
    std::string information = {};  // what the bank adds: posting text, additional entry information
    std::uint32_t line = 0;
};
bool operator==(const Entry& a, const Entry& b);

struct Account {
    std::string id;
    std::string scheme = {};  // "IBAN", or what the file says of another
    std::string owner = {}, name = {};
    std::string servicer = {};  // BIC or name
    friend bool operator==(const Account&, const Account&) = default;
};

// What does not add up, though the file could be read.
struct Finding {
    std::uint32_t line = 0;
    std::string text;
    friend bool operator==(const Finding&, const Finding&) = default;
};

struct Statement {
    Format format = Format::camt053;
    std::string message_id = {};  // of the file: MsgId
    std::string id = {};          // Stmt/Id, :20:
    std::string number = {};      // electronic sequence number, :28C: before the slash
    std::string page = {};        // :28C: after it
    Account account = {};
    std::optional<ledger::CurrencyId> currency = {};
    std::optional<ledger::ValueDate> date = {};  // of a report without a closing balance
    std::vector<Balance> balances = {};
    std::vector<Entry> entries =
        {};  // filled by those who collect; empty in what a reader hands out
    std::string information = {};
    std::vector<Finding> findings = {};
    std::uint32_t line = 0;
};

// Takes statements as they are read, so that a file of any size needs the memory of one entry.
struct StatementSink {
    virtual ~StatementSink() = default;
    virtual void begin(const Statement& head) = 0;
    virtual void entry(const Statement& head, Entry entry) = 0;
    virtual void end(const Statement& whole) = 0;
};

class Collector : public StatementSink {
  public:
    void begin(const Statement&) override { entries_.clear(); }
    void entry(const Statement&, Entry entry) override { entries_.push_back(std::move(entry)); }
    void end(const Statement& whole) override {
        statements.push_back(whole);
        statements.back().entries = std::move(entries_);
        entries_.clear();
    }
    std::vector<Statement> statements;

  private:
    std::vector<Entry> entries_;
};

}  // namespace rmbsim::adapters::statements
