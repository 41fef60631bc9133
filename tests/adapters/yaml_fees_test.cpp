// The fee schedules of a scenario file, and the taxes on loans: what is read, and what is said of mistakes.
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "ledger/decimal.hpp"
#include "sim/fees/fee_spec.hpp"
#include "sim/scenario.hpp"
#include "sim/tax/tax_spec.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests::yaml_fees {
namespace {

std::string charged_scenario() {
    const std::string text =
        with(small_scenario(), "    host: sz\n",
             "    host: sz\n    service_fee: {account: SZ.master, month: 300.00}\n");
    return text + R"(fee_schedules:
  - id: tariff
    bank: bank-sz
    currency: CNY
    accounts: [SZ.ops, SZ.master]
    account_month: 50.00
    sweep: {tiers: [{from: 0.00, to: 100000.00, fixed: 5.00}, {from: 100000.00, per_mille: 0.05}], max: 20.00}
    entrusted_loan: {per_mille: 0.1, min: 10.00, max: 90.00}
    commitment: {rate: 0.0025, day_count: ACT/365F}
tax: {stamp_duty: {borne_by: lender}, thin_capitalisation: [{entity: sz, income_tax_rate: 0.15}]}
)";
}

}  // namespace

TEST_CASE("fee schedules and taxes on loans are read as they are written", "[adapters][yaml]") {
    const ScenarioFolder folder;
    folder.write("flows.csv", small_flows());
    const auto loaded =
        adapters::load_scenario(folder.write("scenario.yaml", charged_scenario()), usual_options());
    if (!loaded) FAIL(to_text(loaded.error()));
    const sim::Scenario& s = loaded->scenario;
    REQUIRE(s.fee_schedules.size() == 1);
    const sim::FeeSchedule& tariff = s.fee_schedules[0];
    CHECK(tariff.accounts.size() == 2);
    CHECK(tariff.account_month_minor == 50'00);
    REQUIRE(tariff.sweep.tiers.size() == 2);
    CHECK(tariff.sweep.tiers[0].fixed_minor == 5'00);
    CHECK(tariff.sweep.tiers[1].from_minor == 100'000'00);
    CHECK(tariff.sweep.tiers[1].per_mille == ledger::Decimal::parse("0.05"));
    CHECK(tariff.sweep.max_minor == 20'00);
    CHECK(tariff.entrusted_loan.min_minor == 10'00);
    REQUIRE(tariff.commitment);
    CHECK(tariff.commitment->day_count == ledger::DayCount::act_365_fixed);
    REQUIRE(s.pools[0].service_fee);
    CHECK(s.pools[0].service_fee->month_minor == 300'00);
    CHECK(s.tax.stamp_duty == sim::StampDutyPayers::lender);
    REQUIRE(s.tax.thin_capitalisation.size() == 1);
    CHECK(s.tax.thin_capitalisation[0].income_tax_rate == ledger::Decimal::parse("0.15"));
}

TEST_CASE("a schedule that names no account has all of its bank and currency", "[adapters][yaml]") {
    const ScenarioFolder folder;
    folder.write("flows.csv", small_flows());
    const auto loaded = adapters::load_scenario(
        folder.write("scenario.yaml",
                     with(charged_scenario(), "    accounts: [SZ.ops, SZ.master]\n", "")),
        usual_options());
    if (!loaded) FAIL(to_text(loaded.error()));
    CHECK(loaded->scenario.fee_schedules[0].accounts.size() == 2);
}

TEST_CASE("a mistake in a fee schedule is told at its line and column", "[adapters][yaml]") {
    struct Mistake {
        std::string_view name, from, to, message;
    };
    // clang-format off
    const auto mistake = GENERATE(values<Mistake>({
        {"an unknown account", "[SZ.ops, SZ.master]", "[SZ.ops, §SZ.mister]", "there is no account 'SZ.mister'"},
        {"an account twice", "[SZ.ops, SZ.master]", "[SZ.ops, §SZ.ops]", "account 'SZ.ops' has fee schedule 'tariff' already"},
        {"an account elsewhere", "[SZ.ops, SZ.master]", "[SZ.ops, §HK.header]", "account 'HK.header' is not at bank-sz"},
        {"another currency", "currency: CNY\n    accounts: [SZ", "currency: HKD\n    accounts: [§SZ", "account 'SZ.ops' is in CNY, its fees in HKD"},
        {"an unknown bank", "bank: bank-sz\n    currency", "bank: §bank-su\n    currency", "there is no bank 'bank-su'"},
        {"a negative fee", "account_month: 50.00", "account_month: §-50.00", "`account_month` is -50.00: a negative fee"},
        {"a negative share", "{per_mille: 0.1,", "{per_mille: §-0.1,", "`per_mille` is -0.1: a negative fee"},
        {"more than the amount itself", "{per_mille: 0.1,", "{per_mille: §1500,", "`per_mille` is 1500: more than the whole amount"},
        {"a rate in percent", "rate: 0.0025", "rate: §36", "`rate` is 36, outside the sane range"},
        {"a currency without an account", "currency: CNY\n    accounts: [SZ.ops, SZ.master]\n", "currency: §USD\n", "fee schedule 'tariff' charges nothing: bank 'bank-sz' has no account in USD"},
        {"a negative rate", "rate: 0.0025", "rate: §-0.0025", "`rate` is -0.0025: a negative fee"},
        {"the least above the most", "min: 10.00, max: 90.00", "min: §100.00, max: 90.00", "`min` is 100.00, above `max`, 90.00"},
        {"a gap below", "{from: 0.00, to", "{from: §1.00, to", "a gap: the first tier begins at 1.00"},
        {"a gap between", "{from: 100000.00, per", "{from: §200000.00, per", "a gap: tier 1 ends at 100000.00, tier 2 begins at 200000.00"},
        {"tiers that overlap", "{from: 100000.00, per", "{from: §90000.00, per", "an overlap: tier 1 ends at 100000.00, tier 2 begins at 90000.00"},
        {"tiers out of order", "{from: 100000.00, per", "{from: §0.00, per", "tier 2 begins at 0.00, not above 0.00, where tier 1 begins"},
        {"an end of the last tier", "per_mille: 0.05}]", "to: §900000.00, per_mille: 0.05}]", "a gap: the last tier ends at 900000.00"},
        {"a price beside tiers", "sweep: {tiers:", "sweep: §{fixed: 1.00, tiers:", "`sweep` has both tiers and a price of its own"},
        {"no price", "entrusted_loan: {per_mille: 0.1, ", "entrusted_loan: §{", "`entrusted_loan` names no price"},
        {"a pool that corrects past sweeps", "    host: sz\n", "    host: sz\n    back_value: {mode: delta_all_days}\n", ""},
        {"a service fee that nobody pays", "service_fee: {account: SZ.master", "service_fee: {account: §SZ.m", "there is no account 'SZ.m'"},
        {"a negative service fee", "month: 300.00", "month: §-300.00", "`month` is -300.00: a negative fee"},
        {"a company abroad", "{entity: sz, income", "{entity: §hk, income", "entity 'hk' is not on the mainland"},
        {"a company twice", "income_tax_rate: 0.15}", "income_tax_rate: 0.15}, {entity: §sz, income_tax_rate: 0.25}", "entity 'sz' is listed twice"},
        {"a tax above all", "income_tax_rate: 0.15", "income_tax_rate: §15", "`income_tax_rate` is 15"},
        {"an unknown payer", "borne_by: lender", "borne_by: §bank", "'bank'"},
    }));
    // clang-format on
    if (mistake.message.empty()) {  // told where the fee stands, not where the pool does
        const Marked marked = without_mark(
            with(with(charged_scenario(), mistake.from, mistake.to), "    sweep:", "    §sweep:"));
        const adapters::Diagnostics said = said_of(marked.text);
        CAPTURE(to_text(said));
        CHECK(says(said, "scenario.yaml", marked.line, marked.column,
                   "`sweep` is charged in pool 'group', which corrects past sweeps"));
        return;
    }
    const Marked marked = without_mark(with(charged_scenario(), mistake.from, mistake.to));
    const adapters::Diagnostics said = said_of(marked.text);
    CAPTURE(mistake.name, marked.line, marked.column, to_text(said));
    CHECK(says(said, "scenario.yaml", marked.line, marked.column, mistake.message));
}

}  // namespace rmbsim::tests::yaml_fees
