// A group of three companies for tests: two on the mainland, one in Hong Kong, all days but weekends
// open. Amounts in fen; every test changes what it is about.
#pragma once

#include <map>

#include "sim/scenario.hpp"
#include "sim/world/world.hpp"

namespace rmbsim::sim::testing {

inline ledger::ValueDate day(int year, unsigned month, unsigned dd) {
    return ledger::ValueDate{std::chrono::local_days{
        std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{dd}}};
}

inline ledger::Decimal decimal(const char* text) { return *ledger::Decimal::parse(text); }

enum Account : std::uint32_t { member, master, header, dollars };

inline Regime small_regime() {
    Regime regime;
    regime.id = "TEST-1";
    regime.instrument = "测试〔2026〕1号";
    regime.from = day(2025, 1, 1);
    regime.jurisdiction = "CN";
    const auto parameter = [&](const char* name, const char* value) {
        DatedValue dated;
        dated.name = name;
        dated.value = decimal(value);
        dated.from = day(2025, 1, 1);
        dated.citation.instrument = regime.instrument;
        regime.parameters.push_back(dated);
    };
    parameter("overseas_lending_multiple", "0.8");
    parameter("foreign_debt_multiple", "3.5");
    parameter("tenor_factor_short", "1.5");
    const auto quota = [&](const char* id, const char* multiple, bool inward, Concentration ratio) {
        QuotaRule rule;
        rule.id = id;
        rule.multiples = {multiple};
        rule.inward = rule.risk_weighted = inward;
        rule.concentration = ratio;
        regime.quotas.push_back(rule);
    };
    quota("overseas_lending_quota", "overseas_lending_multiple", false, Concentration::ol);
    quota("foreign_debt_quota", "foreign_debt_multiple", true, Concentration::fd);
    return regime;
}

// Monday 2026-01-05 to Friday 2026-01-16. Quota on lending: 0.8 × 10 % × 12,500,000.00 = 1,000,000.00.
inline Scenario small_group() {
    Scenario s;
    s.id = "small-group";
    s.from = day(2026, 1, 5);
    s.to = day(2026, 1, 16);
    s.seed = 1;
    const auto cny = ledger::currency("CNY"), usd = ledger::currency("USD");
    s.reporting_currency = cny;
    s.calendars.emplace_back("CN", day(2025, 1, 1), day(2026, 12, 31),
                             std::vector<Calendar::ExceptionalDay>{});
    s.calendars.emplace_back("HK", day(2025, 1, 1), day(2026, 12, 31),
                             std::vector<Calendar::ExceptionalDay>{});
    s.zones.emplace_back("Asia/Shanghai", std::vector<TimeZone::Offset>{{INT64_MIN / 2, 480}});
    const FxMarket onshore{.base = usd,
                           .series = {{.currency = cny, .quotes = {{0, decimal("7")}}}}};
    s.fx = FxTable(onshore, onshore);
    s.regime = small_regime();
    for (const char* id : {"su", "sz", "hk"}) {
        Entity entity;
        entity.id = id;
        entity.jurisdiction = std::string(id) == "hk" ? "HK" : "CN";
        entity.equity = {625'000'000, cny};
        s.entities.push_back(entity);
    }
    for (const char* id : {"bank-cn", "bank-hk"}) {
        Bank bank;
        bank.id = id;
        bank.jurisdiction = id == std::string("bank-hk") ? "HK" : "CN";
        bank.calendar = bank.jurisdiction == "HK" ? 1 : 0;
        s.banks.push_back(bank);
    }
    const auto account = [&](const char* id, std::uint32_t owner, std::uint32_t bank,
                             ledger::CurrencyId currency, ledger::Market market) {
        BankAccount a;
        a.id = id;
        a.owner = owner;
        a.bank = bank;
        a.currency = currency;
        a.market = market;
        a.overdraft_minor = 1'000'000'00;
        s.accounts.push_back(a);
    };
    account("SU.ops", 0, 0, cny, ledger::Market::onshore);
    account("SZ.master", 1, 0, cny, ledger::Market::onshore);
    account("HK.header", 2, 1, cny, ledger::Market::offshore);
    account("HK.usd", 2, 1, usd, ledger::Market::offshore);
    FxTerms dealing;
    dealing.id = "dealing";
    dealing.bank = 1;
    dealing.spread = decimal("0.002");
    s.fx_terms.push_back(dealing);
    RailSpec rail;
    rail.id = "cips";
    rail.kind = RailKind::cross_border;
    rail.calendars = {0, 1};
    rail.hours = {std::chrono::hours{8}, std::chrono::hours{17}};
    rail.latency = std::chrono::minutes{2};
    rail.fee_currency = cny;
    s.rails.push_back(rail);

    PoolSpec pool;
    pool.id = "group";
    pool.host = 1;
    for (std::uint32_t e = 0; e < 3; ++e) {
        MemberSpec member_spec;
        member_spec.entity = e;
        member_spec.overseas_lending_ratio = decimal("0.1");
        member_spec.foreign_debt_ratio = decimal("0.1");
        pool.members.push_back(member_spec);
    }
    for (const char* quota : {"overseas_lending_quota", "foreign_debt_quota"}) {
        PoolLimitSpec limit;
        limit.id = std::string(quota) == "overseas_lending_quota" ? "od-quota" : "fd-quota";
        limit.quota = quota;
        pool.limits.push_back(limit);
    }
    LinkSpec up;
    up.id = "su-up";
    up.child = member;
    up.header = master;
    up.depth = 2;
    up.at_times = {std::chrono::hours{16}};
    pool.links.push_back(up);
    LinkSpec abroad = up;
    abroad.id = "master-hk";
    abroad.child = master;
    abroad.header = header;
    abroad.depth = 1;
    abroad.at_times = {std::chrono::hours{16} + std::chrono::minutes{30}};
    abroad.rail = 0;
    abroad.limits = {0, 1};
    pool.links.push_back(abroad);
    s.pools.push_back(pool);
    return s;
}

// A flow at 10:00 local time.
inline void add_flow(Scenario& s, std::uint32_t account, ledger::ValueDate on, std::int64_t minor,
                     TimeOfDay at = std::chrono::hours{10}) {
    Flow flow;
    flow.account = account;
    flow.at = s.zones[0].instant(on, at).time_since_epoch().count();
    flow.minor = minor;
    flow.value_day = ledger::day_number(on);
    flow.kind = minor > 0 ? FlowKind::sales : FlowKind::suppliers;
    flow.name = static_cast<std::uint32_t>(s.flow_names.size());
    flow.line = flow.name + 2;
    s.flow_names.push_back("F-" + std::to_string(flow.name + 1));
    if (s.flow_files.empty()) s.flow_files.push_back("flows.csv");
    s.flows.push_back(flow);
}

inline std::int64_t closing(const RunResult& result, std::string_view account,
                            ledger::ValueDate on) {
    for (const BalanceSeries& series : result.balances)
        if (series.account == account)
            for (std::size_t i = 0; i < result.days.size(); ++i)
                if (result.days[i] == on) return series.minor[i];
    return INT64_MIN;
}

// Keeps what a store is given, and checks the books after every day.
struct Recording : Store {
    std::vector<ledger::SealedDay> seals;
    std::vector<Decision> decisions;
    std::map<std::uint32_t, std::int64_t> balances;
    std::vector<std::int64_t> lent;  // mainland's position after every entry that moved it
    Directory directory;             // a copy: it outlives the world
    std::uint32_t entries = 0;

    void begin(const RunFacts&, const Directory& names) override { directory = names; }
    void append(const DayRecord& day) override {
        seals.push_back(day.seal);
        decisions.insert(decisions.end(), day.decisions.begin(), day.decisions.end());
        ledger::for_each_entry(day.journal, [&](ledger::EntryId, const ledger::EntryRow&,
                                                std::span<const ledger::PostingRow> postings) {
            ++entries;
            bool moved = false;
            for (const ledger::PostingRow& p : postings) {
                balances[p.account.index] += p.minor;
                moved = moved || directory.accounts[p.account.index].cross_border;
            }
            if (moved) lent.push_back(position());
        });
    }
    void finish(const ledger::Digest&, std::span<const ledger::Chain>) override {}

    std::int64_t position() const {  // of mainland books with partners abroad
        std::int64_t sum = 0;
        for (const auto& [account, minor] : balances) {
            const AccountRow& row = directory.accounts[account];
            if (row.cross_border && directory.books[row.spec.book.index].jurisdiction == "CN")
                sum += minor;
        }
        return sum;
    }
};

inline RunResult run(const Scenario& s, Store* store = nullptr) {
    World world(s);
    return world.run(nullptr, store, {});
}

}  // namespace rmbsim::sim::testing
