#include "sim/measure/cash_kpis.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "ledger/chart.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/int128.hpp"
#include "ledger/money.hpp"
#include "ledger/overflow.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/mid_rates.hpp"
#include "sim/measure/movements.hpp"
#include "sim/measure/one_sided.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::sim {
namespace {

using ledger::ChartLine;
using ledger::Decimal;
using ledger::Int128;

constexpr int interest_days = 360;  // of the alternative rate, as money-market rates are quoted

struct Day {  // of a company or the group; none is negative
    Int128 idle = 0, overdrawn = 0, beyond_buffers = 0, loans = 0;
    Int128 pool = 0;  // signed: lent > 0
};

struct Cash {
    explicit Cash(std::size_t day_count) : of_day(day_count) {}
    std::vector<Day> of_day;
    std::map<std::uint32_t, std::vector<Int128>> at_bank;  // positive closings by bank's book
    std::int64_t overdraft_days = 0;
    Decimal earned = 0;  // 6603.01 with banks
};

// Sums that the group takes over from its companies, so that the table adds up.
struct Additive {
    std::int64_t beyond_buffers = 0, borrowing = 0, opportunity = 0, overdraft_days = 0;
};

class Reckoning {
  public:
    Reckoning(const Directory& directory, const Movements& movements, const MidRates& rates)
        : directory_(directory),
          rates_(rates),
          reporting_(ledger::currency(directory.reporting_currency)),
          group_(rates.days()) {
        for (std::uint32_t b = 0; b < directory.books.size(); ++b)
            if (directory.books[b].is_entity) companies_.try_emplace(b, rates.days());
        for (const LinkRow& link : directory.links)
            buffers_[link.child] = std::max(buffers_[link.child], link.buffer_minor);
        for (const AccountRow& account : directory.accounts)
            if (account.bank_account != UINT32_MAX &&
                !directory.books[account.spec.book.index].is_entity)
                bank_of_[account.bank_account] = account.spec.book.index;
        if (!directory.alternative_rate.empty())
            alternative_ = Decimal::parse(directory.alternative_rate);
        for (const Movement& movement : movements.all()) take(movements, movement);
    }

    void take_bank(const Movement& movement, const BalanceSeries& series) {
        const AccountRow& account = directory_.accounts[movement.account];
        Cash& cash = companies_.at(account.spec.book.index);
        const auto buffer = buffers_.find(series.account);
        const std::int64_t kept = buffer == buffers_.end() ? 0 : buffer->second;
        const auto bank = bank_of_.find(account.bank_account);
        for (Cash* of : {&cash, &group_}) {
            std::vector<Int128>* there = nullptr;  // listed also where it never holds anything
            if (bank != bank_of_.end()) {
                there = &of->at_bank[bank->second];
                there->resize(rates_.days());
            }
            for (std::size_t d = 0; d < series.minor.size(); ++d) {
                const std::int64_t worth = series.reporting_minor[d];
                Day& day = of->of_day[d];
                (worth > 0 ? day.idle : day.overdrawn) += worth > 0 ? worth : -Int128{worth};
                of->overdraft_days += series.minor[d] < 0 ? 1 : 0;
                if (there != nullptr && worth > 0) (*there)[d] += worth;
                if (series.minor[d] > kept)
                    day.beyond_buffers +=
                        rates_.reporting_minor(series.minor[d] - kept, movement.account, d + 1);
            }
        }
    }

    std::vector<Kpi> kpis() {
        std::vector<Kpi> of_companies;
        Additive sum;
        std::int64_t longest = 0;
        for (const auto& [book, cash] : companies_) {
            const std::string& code = directory_.books[book].code;
            const Additive own{.beyond_buffers = mean(cash, &beyond_buffers),
                               .borrowing = mean(cash, &borrowing),
                               .opportunity = opportunity(cash),
                               .overdraft_days = cash.overdraft_days};
            add(sum.beyond_buffers, own.beyond_buffers);
            add(sum.borrowing, own.borrowing);
            add(sum.opportunity, own.opportunity);
            sum.overdraft_days += own.overdraft_days;
            put(of_companies, code, cash, own);
            std::vector<Int128> pool;
            for (const Day& day : cash.of_day) pool.push_back(day.pool);
            const OneSided stretch = longest_one_sided(pool);
            longest = std::max(longest, stretch.days);
            of_companies.push_back(stated("structural_days", code, std::to_string(stretch.days)));
            of_companies.push_back(money("structural_balance", code, stretch.least));
        }
        std::vector<Kpi> all;
        put(all, "group", group_, sum);
        all.push_back(stated("structural_days", "group", std::to_string(longest)));
        for (const auto& [bank, closings] : group_.at_bank)
            all.push_back(money("bank_exposure_peak." + directory_.books[bank].code, "group",
                                std::ranges::max(closings)));
        all.insert(all.end(), of_companies.begin(), of_companies.end());
        return all;
    }

  private:
    static Int128 beyond_buffers(const Day& day) { return day.beyond_buffers; }
    static Int128 borrowing(const Day& day) { return day.overdrawn + day.loans; }
    static Int128 idle(const Day& day) { return day.idle; }
    static Int128 overdrawn(const Day& day) { return day.overdrawn; }
    static Int128 offset(const Day& day) { return std::min(day.idle, day.overdrawn); }
    using Part = Int128 (*)(const Day&);

    static void add(std::int64_t& sum, std::int64_t part) {
        sum = ledger::fitting(ledger::checked_add(sum, part), "an indicator's sum");
    }
    static Decimal total(const Cash& cash, Part part) {
        Int128 sum = 0;
        for (const Day& day : cash.of_day) sum += part(day);
        return Decimal::from_int128(sum);
    }
    Decimal minor_unit() const { return Decimal::from_minor(1, ledger::decimals_of(reporting_)); }
    std::int64_t mean(const Cash& cash, Part part) const {
        const Decimal day_count(static_cast<std::int64_t>(cash.of_day.size()));
        return rounded_indicator(total(cash, part) * minor_unit() / day_count, reporting_);
    }
    std::int64_t opportunity(const Cash& cash) const {
        if (!alternative_) return 0;
        return rounded_indicator(
            total(cash, &idle) * minor_unit() * *alternative_ / Decimal(interest_days) -
                cash.earned,
            reporting_);
    }
    Kpi money(std::string_view name, std::string_view entity, Int128 minor) const {
        const std::int64_t fits =
            rounded_indicator(Decimal::from_int128(minor) * minor_unit(), reporting_);
        return stated(name, entity, ledger::to_text({fits, reporting_}),
                      directory_.reporting_currency);
    }
    static std::string concentration(const Cash& cash) {
        Decimal squares = 0, all = 0;
        for (const auto& [bank, closings] : cash.at_bank) {
            Int128 sum = 0;
            for (const Int128 closing : closings) sum += closing;
            const Decimal there = Decimal::from_int128(sum);
            all = all + there;
            squares = squares + there * there;
        }
        return ratio_text(squares, all * all);
    }

    // Loans drawn, pool positions and what the money earned: by account, beside the bank balances.
    void take(const Movements& movements, const Movement& movement) {
        const AccountRow& account = directory_.accounts[movement.account];
        Cash& cash = companies_.at(account.spec.book.index);
        if (account.line == ChartLine::interest_income && account.partner_book == UINT32_MAX) {
            cash.earned = cash.earned - movements.worth(movement);
            return;
        }
        const bool loan = account.line == ChartLine::borrowings ||
                          account.line == ChartLine::short_term_borrowings;
        const bool pool = account.line == ChartLine::intercompany_current;
        if (!loan && !pool) return;
        const std::vector<std::int64_t> closings = movements.closings(movement);
        for (std::size_t d = 0; d < closings.size(); ++d) {
            const Int128 worth = rates_.reporting_minor(closings[d], movement.account, d + 1);
            if (pool) cash.of_day[d].pool += worth;
            if (!loan || worth > 0) continue;
            cash.of_day[d].loans -= worth;
            group_.of_day[d].loans -= worth;
        }
    }

    void put(std::vector<Kpi>& to, std::string_view entity, const Cash& cash,
             const Additive& own) const {
        Int128 peak = 0, exposed = 0;
        for (const Day& day : cash.of_day) peak = std::max(peak, borrowing(day));
        for (const auto& [bank, closings] : cash.at_bank)
            exposed = std::max(exposed, std::ranges::max(closings));
        to.push_back(money("idle_cash_beyond_buffers", entity, own.beyond_buffers));
        to.push_back(stated("idle_cash_ratio", entity,
                            ratio_text(total(cash, &beyond_buffers), total(cash, &idle))));
        if (alternative_) to.push_back(money("opportunity_cost", entity, own.opportunity));
        to.push_back(stated("overdraft_days", entity, std::to_string(own.overdraft_days)));
        to.push_back(money("external_borrowing_mean", entity, own.borrowing));
        to.push_back(money("external_borrowing_peak", entity, peak));
        to.push_back(money("offset_volume_mean", entity, mean(cash, &offset)));
        to.push_back(stated("offset_ratio", entity,
                            ratio_text(total(cash, &offset), total(cash, &overdrawn))));
        to.push_back(stated("bank_concentration", entity, concentration(cash)));
        to.push_back(money("bank_exposure_peak", entity, exposed));
    }

    const Directory& directory_;
    const MidRates& rates_;
    ledger::CurrencyId reporting_{};
    std::optional<Decimal> alternative_;
    std::map<std::string, std::int64_t> buffers_;     // by the child's code
    std::map<std::uint32_t, std::uint32_t> bank_of_;  // bank's book by bank account
    std::map<std::uint32_t, Cash> companies_;         // by book
    Cash group_;
};

}  // namespace

std::vector<Kpi> cash_kpis(const Directory& directory, const Movements& movements,
                           const MidRates& rates, const std::vector<BalanceSeries>& balances) {
    Reckoning reckoning(directory, movements, rates);
    auto series = balances.begin();  // one a movement of 1002, in their order
    for (const Movement& movement : movements.all())
        if (directory.accounts[movement.account].line == ChartLine::bank_deposit)
            reckoning.take_bank(movement, *series++);
    return reckoning.kpis();
}

}  // namespace rmbsim::sim
