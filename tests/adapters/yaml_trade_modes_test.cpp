// Proves adapters/yaml/trade_modes_library.hpp: what a file of trade modes may say, and where each mistake is told.
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"
#include "adapters/yaml/schema.hpp"
#include "adapters/yaml/trade_modes_library.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/policy/regime.hpp"
#include "tests/adapters/yaml_fixture.hpp"

namespace rmbsim::tests {
namespace {

const std::string small_modes = R"(sources:
  - {id: notice, text: A notice}
trade_modes:
  - id: "9610"
    name: {en: Parcels, zh: 包裹}
    goods: parcels
    collector: platform
    mark: VERIFIED-2
    source: notice
    treatments:
      - {from: 2014-02-10, until: 2018-09-30, with_invoice: refund, without_invoice: unknown, refund_from: declaration, mark: RECALLED, source: notice}
      - {from: 2018-10-01, with_invoice: refund, without_invoice: exempt, refund_from: declaration, mark: VERIFIED-2, source: notice}
    ceilings:
      - {from: 2014-02-10, per: parcel, most: 5000.00 CNY, mark: VERIFIED-2, source: notice}
refund_classes:
  - id: batteries
    name: Batteries
    rates:
      - {from: 2024-12-01, until: 2026-03-31, vat: "0.13", refund: "0.09", mark: VERIFIED-1, source: notice}
      - {from: 2026-04-01, vat: "0.13", refund: "0.06", mark: VERIFIED-1, source: notice}
filing_periods:
  - {from: 2019-01-01, last_day: 15, days_off_run: 3, mark: RECALLED, source: notice}
claims:
  - {from: 2012-07-01, month: 4, years_after: 1, mark: VERIFIED-2, source: notice}
refund_timing:
  - {from: 2023-01-01, working_days: 6, mark: VERIFIED-2, source: notice}
pre_refunds:
  - {from: 2025-01-27, mode: "9610", months_after: 1, month: 4, years_after: 1, claim_again: true, mark: VERIFIED-1, source: notice}
deemed_income:
  - {from: 2020-01-01, income: "0.04", tax: "0.25", mark: RECALLED, source: notice}
)";

auto loaded_modes(std::string_view text) {
    const ScenarioFolder folder;
    return adapters::load_trade_modes(folder.write("modes.yaml", text));
}

TEST_CASE("a file of trade modes is read as it is written", "[yaml][export]") {
    const auto loaded = loaded_modes(small_modes);
    if (!loaded) FAIL(to_text(loaded.error()));
    REQUIRE(loaded->modes.size() == 1);
    const sim::TradeMode& mode = loaded->modes[0];
    CHECK(mode.id == "9610");
    CHECK(mode.name_zh == "包裹");
    CHECK(mode.goods == sim::ExportGoods::parcels);
    CHECK(mode.collector == sim::ExportCollector::platform);
    CHECK(mode.treatments.at(1).without_invoice == sim::VatTreatment::exempt);
    CHECK(mode.ceilings.at(0).most.minor == 5'000'00);
    CHECK(mode.ceilings.at(0).per == sim::CeilingPer::parcel);
    CHECK(loaded->classes.at(0).rates.at(1).refund.to_text() == "0.06");
    CHECK(loaded->filing.at(0).last_day == 15);
    CHECK(loaded->filing.at(0).days_off_run == 3);
    CHECK(loaded->timing.at(0).working_days == 6);
    CHECK(loaded->pre_refunds.at(0).claim_again);
    CHECK(loaded->deemed_income.at(0).income.to_text() == "0.04");
    CHECK(loaded->receipts.empty());
}

TEST_CASE("a mistake in a file of trade modes is told at its place", "[yaml][export]") {
    const std::vector<TextMistake> mistakes = {
        // clang-format off
        {"a word that there is not", "goods: parcels", "goods: §letters", "'letters'"},
        {"a key that there is not", "collector: platform", "§collects: platform", "unknown key 'collects'"},
        {"a source that there is not", "most: 5000.00 CNY, mark: VERIFIED-2, source: notice", "most: 5000.00 CNY, mark: VERIFIED-2, source: §note", "there is no source 'note'"},
        {"a version that ends before it begins", "until: 2018-09-30", "until: §2014-02-09", "ends before it begins"},
        {"two treatments from one day", "{from: 2018-10-01", "{from: §2014-02-10", "two versions begin on 2014-02-10"},
        {"two rates from one day", "{from: 2026-04-01", "{from: §2024-12-01", "two versions begin on 2024-12-01"},
        {"a ceiling without its currency", "most: 5000.00 CNY", "most: §5000.00", "names no currency"},
        {"a ceiling of nothing", "most: 5000.00 CNY", "most: §0.00 CNY", "nothing passes this ceiling"},
        {"a refund above the VAT", "refund: \"0.06\"", "refund: §\"0.14\"", "`refund` 0.14 exceeds `vat` 0.13"},
        {"a rate in per cent", "vat: \"0.13\", refund: \"0.06\"", "vat: §\"13\", refund: \"0.06\"", "`vat` is 13"},
        {"VAT as high as the price", "vat: \"0.13\", refund: \"0.06\"", "vat: §\"1\", refund: \"0.06\"", "as much as the goods"},
        {"no last day", "last_day: 15", "last_day: §0", "`last_day` is 0"},
        {"a last day that February has not", "last_day: 15", "last_day: §29", "last_day"},
        {"a thirteenth month", "{from: 2012-07-01, month: 4", "{from: 2012-07-01, month: §13", "month"},
        {"a mode that there is not", "mode: \"9610\"", "mode: §\"9611\"", "there is no trade mode '9611'"},
        {"a share above one", "income: \"0.04\"", "income: §\"4\"", "`income` is 4"},
        // clang-format on
    };
    for (const TextMistake& mistake : mistakes) {
        const Marked marked = without_mark(with(small_modes, mistake.from, mistake.to));
        const auto loaded = loaded_modes(marked.text);
        CAPTURE(mistake.name, marked.line, marked.column, mistake.message);
        REQUIRE(!loaded);
        CAPTURE(to_text(loaded.error()));
        CHECK(says(loaded.error(), "modes.yaml", marked.line, marked.column, mistake.message));
    }
}

TEST_CASE("the reference trade modes are known by their keys and say where each row comes from",
          "[yaml][export]") {
    const auto file = usual_options().library / "reference/trade-modes.yaml";
    CHECK(adapters::kind_of(file) == adapters::FileKind::trade_modes);
    CHECK(content_of(usual_options().library / "schema/trade-modes.json") ==
          adapters::trade_modes_schema());
    const auto loaded = adapters::load_trade_modes(file);
    if (!loaded) FAIL(to_text(loaded.error()));
    for (const char* id : {"0110", "9610", "9710", "9810", "1210", "1039"}) {
        CAPTURE(id);
        const sim::TradeMode* mode = loaded->mode(id);
        REQUIRE(mode != nullptr);
        CHECK(!mode->name_zh.empty());
        CHECK(!mode->treatments.empty());
        CHECK(!mode->cited.source.empty());
    }
    // what nobody has read again is not shown as confirmed
    CHECK(!is_confirmed(loaded->receipts.at(0).cited.mark));
    CHECK(!is_confirmed(loaded->filing.at(0).cited.mark));
    CHECK(!is_confirmed(loaded->deemed_income.at(0).cited.mark));
}

}  // namespace
}  // namespace rmbsim::tests
