// A scenario while it is being built: one function a part, in the order in which they are called.
//
// Invariants  a thing that is wrong still takes its place in its vector, so that indices of the
//             others stay right; the scenario is thrown away when anything was diagnosed
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/csv/calendars.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/reading.hpp"
#include "ledger/decimal.hpp"
#include "sim/netting/netting_spec.hpp"
#include "sim/pool/notional_spec.hpp"
#include "sim/pool/rate_terms.hpp"
#include "sim/rail/rail_library.hpp"
#include "sim/scenario.hpp"
#include "sim/settlement/rule_pack.hpp"

namespace rmbsim::adapters {

// What scenarios/calendars holds; read when the first calendar or zone is asked for.
class ReferenceClocks {
  public:
    ReferenceClocks(const std::filesystem::path& library, Reading& reading, sim::Scenario& scenario)
        : library_(library), reading_(reading), scenario_(scenario) {}

    // Indices into Scenario::calendars and Scenario::zones, or no_index: diagnosed.
    std::uint32_t calendar(const Node* id);
    std::uint32_t zone(const Node* name);
    std::uint32_t zone_named(std::string_view name, const InputPosition& at);

    struct Use {  // where a calendar was named first
        std::uint32_t calendar = 0;
        InputPosition at;
    };
    const std::vector<Use>& uses() const { return uses_; }
    // Before its first offset a zone cannot be asked.
    bool zone_knows(std::uint32_t zone, ledger::ValueDate date) const {
        return begins_[zone] <= std::int64_t{ledger::day_number(date) - 1} * 86'400'000;
    }

  private:
    void open_coverage(const InputPosition& at);
    void open_zones(const InputPosition& at);

    std::filesystem::path library_;
    Reading& reading_;
    sim::Scenario& scenario_;
    std::optional<std::map<std::string, Coverage>> coverage_;
    std::optional<std::map<std::string, std::vector<sim::TimeZone::Offset>>> zones_;
    std::map<std::string, std::uint32_t, std::less<>> calendar_index_, zone_index_;
    std::vector<Use> uses_;
    std::vector<sim::SimTimeMs> begins_;  // of each zone
};

inline constexpr std::chrono::days margin_before{10};  // value dates of what happened just before

struct SpanOfSeries {  // a dated series that was read: "SHIBOR 1W", and what named it
    std::string name;
    std::vector<std::int32_t> dates;
    InputPosition at;
};

struct Building {
    Building(const MappingView& top, const std::filesystem::path& file, const LoadOptions& given,
             Reading& where)
        : root(top),
          scenario_file(file),
          options(given),
          reading(where),
          clocks(given.library, where, scenario) {}

    MappingView root;
    std::filesystem::path scenario_file;
    const LoadOptions& options;
    Reading& reading;
    sim::Scenario scenario;
    ReferenceClocks clocks;
    std::optional<sim::RailLibrary> rail_library;  // read when a rail names a row
    std::optional<std::vector<sim::settlement::RulePack>> rule_packs;
    std::optional<ledger::ValueDate> period_end;  // as written, before --until

    IdIndex entities{"entity"}, banks{"bank"}, curves{"curve"}, terms{"interest terms"},
        accounts{"account"}, fx_terms{"FX terms"}, rails{"rail"}, pools{"pool"},
        marketplaces{"marketplace"}, providers{"provider"}, collection{"way of collection"},
        stores{"store"}, wallets{"wallet"};
    struct SaneRates {  // outside of it a rate is warned of
        ledger::Decimal least = ledger::Decimal::from_minor(-5, 2),
                        most = ledger::Decimal::from_minor(36, 2);
    } sane_rates;
    std::vector<SpanOfSeries> series;
    std::vector<InputPosition> regime_changes_at;  // of each of Scenario::regime_changes
    std::vector<std::optional<ledger::CurrencyId>> account_currencies;  // nullopt: diagnosed

    // The file that a node names: relative to the file it stands in, or in the library.
    std::filesystem::path path_of(const Node& node) const;
    const OpenedFile* open(const Node& node, std::size_t bytes_max);
    bool has_period() const { return scenario.from <= scenario.to && period_end.has_value(); }
    // Whether a zone can be asked about the period; where not, check_period() tells it.
    bool has_clock(std::uint32_t zone) const {
        return zone < scenario.zones.size() && has_period() &&
               clocks.zone_knows(zone, scenario.from - margin_before);
    }
};

void build_frame(Building& b);       // id, title, period, seed, zone, currency, variants
void build_market(Building& b);      // exchange rates and curves
void build_places(Building& b);      // entities and banks, with calendars and zones
void build_terms(Building& b);       // interest and FX terms
void build_sane_rates(Building& b);  // market.sane_rates
// A yearly rate outside them is warned of: 3.85 is more often 3.85 % than 385 %.
void warn_outside_sane_rates(Building& b, const MappingView& view, std::string_view key);
// `credit` or `debit` of interest terms: one rate (then no tiers), or tiers.
void read_rates(Building& b, const MappingView& terms, std::string_view key, sim::RateTerm& rate,
                sim::RateTiers& tiers);
void build_accounts(Building& b);
void build_wallets(Building& b);        // digital yuan; after the accounts, which they join
void build_wallet_orders(Building& b);  // and contracts; after the flows
void build_rails(Building& b);
void build_system(Building& b,
                  const MappingView& rail);  // of a rail of kind settlement, the last one
void build_payments(Building& b);            // payments of those rails
void build_rail_fault(Building& b, const MappingView& view);  // outages, recalls, hours
void build_policy(Building& b);                               // the regime with its overlays
void apply_policy_overlays(Building& b, const std::vector<std::filesystem::path>& paths);
std::optional<sim::Regime> read_named_regime(Building& b, const Node& name);
void check_regimes(Building& b);  // each against its dates and its area
void build_pools(Building& b);
void check_pools(Building& b);  // rings, two headers, depth; sorts the links
void build_tax(Building& b);
void build_fees(Building& b);  // fee_schedules; after the pools
void read_service_fee(Building& b, const MappingView& view, sim::PoolSpec& pool);
void read_arms_length(Building& b, const MappingView& terms, sim::InterestTerms& into);
void build_notional(Building& b);  // notional pools, each by itself
// What a notional pool must fulfil before a bank offsets: one bank, terms, agreements, the law.
void check_notional(Building& b, const MappingView& view, const sim::NotionalPoolSpec& pool);
// What the rules ask of companies, members, pools and links: build_membership.cpp
void read_entity_policy(Building& b, const MappingView& view, sim::Entity& entity);
sim::MemberPolicy read_member_policy(Building& b, const MappingView& view);
void read_pool_policy(Building& b, const MappingView& view, sim::PoolSpec& pool);
void read_pool_regime(Building& b, const MappingView& view, sim::PoolSpec& pool);
void read_link_policy(Building& b, const MappingView& view, sim::LinkSpec& link);
std::int64_t read_committed(Building& b, const MappingView& view);
void build_netting(Building& b);  // netting centres and their items
// What a netting must fulfil before it can settle: accounts, rates, rails, the law.
void check_netting(Building& b, const MappingView& view, const sim::NettingSpec& spec);
void build_on_behalf(Building& b);  // payments and receipts for members; after the flows
void build_flows(Building& b);
void build_conversions(Building& b);  // and revaluation
void build_hedges(Building& b);       // and settlement_currency
void build_faults(Building& b);
void build_marketplaces(Building& b);  // and payment institutions
void build_collection(Building& b);    // ways home; after accounts, rails and FX terms
void build_commerce(Building& b);      // stores
void build_orders(Building& b);        // orders that are written down
void build_districts(Building& b);     // sellers drawn from distributions; behind all other stores
// What stores and kinds of drawn stores share: orders, returns, days on which they stand still.
void read_store_terms(Building& b, const MappingView& view, sim::StoreSpec& store);
// Rates of a currency and of the renminbi in a market, or diagnosed.
void check_rate_of(Building& b, const MappingView& view, ledger::CurrencyId currency,
                   ledger::Market market);
void build_exports(Building& b);  // after stores and rates
void build_expectations(Building& b);
void build_financing(Building& b);   // advances on receivables; after the stores
void build_notes(Building& b);       // electronic notes
void check_period(Building& b);      // against calendars, rates and the regime
void check_currencies(Building& b);  // that every account can be valued

// The market of an account or a conversion at that bank, where none is written.
ledger::Market usual_market(const sim::Scenario& scenario, std::uint32_t bank);

}  // namespace rmbsim::adapters
