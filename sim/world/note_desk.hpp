// Electronic notes 电子债权凭证: issued for what a core company owes, passed along its suppliers,
// discounted at banks, paid when due.
//
// Books       issued: issuer Dr 2202, Cr 2202.06; holder Dr 1122.06, Cr 1122
//             passed: the holder's own debt is paid with it: Dr 2202, Cr 1122.06; the next as on issue
//             discounted: holder Dr 1002, 6603.02, Cr 1122.06; bank Dr 1303, Cr deposit, 6011
//             paid: issuer Dr 2202.06, Cr 1002; holder Dr 1002, Cr 1122.06, a bank Cr 1303
// Due         on the first open day of the issuer's bank; each part by itself, in order of making, as far
//             as the issuer's account goes; a part that is not paid is refused and stays on the books
// Units       minor units of the issuer's account
// Source      issue 6, point 5; pure rules: sim/finance/e_note.hpp, discount.hpp
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "ledger/id.hpp"
#include "sim/finance/e_note.hpp"
#include "sim/finance/finance_spec.hpp"
#include "sim/kernel/event.hpp"
#include "sim/measure/result.hpp"
#include "sim/rules.hpp"
#include "sim/world/desk.hpp"
#include "sim/world/recorder.hpp"

namespace rmbsim::sim {

class NoteDesk {
  public:
    explicit NoteDesk(Desk& desk);

    void schedule_first();
    void act(const Event& event);  // note_due: target is the note, detail its step
    std::vector<Kpi> kpis() const;

  private:
    struct Lines {  // of one holder or issuer
        ledger::AccountId notes{}, receivable{}, payable{}, issued{}, interest{};
    };
    struct BankLines {
        ledger::AccountId loans{}, income{}, clearing{};
    };
    struct Issued {
        Issued(const NoteSpec& of)
            : spec(&of), book({.tiers_max = of.tiers_max, .days_max = of.days_max}) {}
        const NoteSpec* spec;
        finance::NoteBook book;
        finance::NoteId root{};
        bool is_issued = false;
        std::map<std::uint32_t, std::uint32_t> account_of;  // a holder's
        std::map<std::uint32_t, Lines> lines;               // by account
        std::map<std::uint32_t, BankLines> banks;
    };

    std::uint32_t party_of_bank(std::uint32_t bank) const;
    Lines open_lines(std::uint32_t account, const NoteSpec& spec);
    BankLines open_bank(std::uint32_t bank, const NoteSpec& spec);
    void issue(Issued& note);
    void take_step(Issued& note, const NoteStep& step);
    void pass_on(Issued& note, const NoteStep& step);
    void discount(Issued& note, const NoteStep& step);
    void fall_due(Issued& note);
    void pay(Issued& note, finance::NoteId part);
    void post(Rule rule, const Issued& note, const EntryLines& lines);
    void refuse(const Issued& note, std::string_view what, std::string_view reason,
                std::int64_t minor);

    Desk& desk_;
    std::vector<Issued> notes_;
    std::map<std::uint32_t, std::int64_t> discounts_;  // by entity, in the reporting currency
};

}  // namespace rmbsim::sim
