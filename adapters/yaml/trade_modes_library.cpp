#include "adapters/yaml/trade_modes_library.hpp"

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/dated_rows.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/trade_mode_tables.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "sim/commerce/trade_mode.hpp"

namespace rmbsim::adapters {
namespace {

class TradeModesFile {
  public:
    TradeModesFile(const Node& root, Reading& reading)
        : view_(root, trade_modes_table(), reading), reading_(reading) {}

    sim::TradeModes read() {
        for (const MappingView& row : view_.children("sources")) {
            sources_.add(row.node("id"), reading_);
            made_.sources.push_back({row.text("id"), row.text("text"), row.text("url")});
        }
        for (const MappingView& row : view_.children("trade_modes"))
            made_.modes.push_back(mode(row));
        for (const MappingView& row : view_.children("refund_classes"))
            made_.classes.push_back(refund_class(row));
        calendar_rules();
        late_rules();
        return std::move(made_);
    }

  private:
    sim::Cited cited(const MappingView& row) { return cited_in(row, sources_, reading_); }
    sim::InForce in_force(const MappingView& row) { return in_force_in(row, reading_); }

    std::vector<MappingView> versions(const MappingView& of, std::string_view key,
                                      std::string_view also = {}) {
        auto rows = of.children(key);
        expect_one_beginning(rows, reading_, also);
        return rows;
    }

    std::uint32_t whole_within(const MappingView& row, std::string_view key, std::uint32_t least,
                               std::uint32_t most) {
        const auto number = row.whole(key, most);
        if (number && *number < least)
            reading_.error(row.node(key)->at, fmt::format("`{}` is {}", key, *number),
                           fmt::format("a whole number from {} to {}", least, most));
        return number.value_or(least);
    }

    sim::ModeTreatment treatment(const MappingView& row) {
        return {.in_force = in_force(row),
                .with_invoice = row.word_or("with_invoice", sim::VatTreatment::unknown),
                .without_invoice = row.word_or("without_invoice", sim::VatTreatment::unknown),
                .refund_from = row.word_or("refund_from", sim::RefundFrom::declaration),
                .cited = cited(row)};
    }

    sim::ExportCeiling ceiling(const MappingView& row) {
        const auto most = row.money("most");
        if (most && most->minor <= 0)
            reading_.error(row.node("most")->at, "nothing passes this ceiling",
                           "an amount above zero", "a mode that is closed ends with `until`");
        return {.in_force = in_force(row),
                .per = row.word_or("per", sim::CeilingPer::parcel),
                .most = most.value_or(ledger::Money{}),
                .cited = cited(row)};
    }

    sim::TradeMode mode(const MappingView& row) {
        const sim::Title name = row.title("name");
        modes_.add(row.node("id"), reading_);
        sim::TradeMode made{.id = row.text("id"),
                            .name_en = name.en,
                            .name_zh = name.zh,
                            .goods = row.word_or("goods", sim::ExportGoods::parcels),
                            .collector = row.word_or("collector", sim::ExportCollector::exporter),
                            .treatments = {},
                            .ceilings = {},
                            .cited = cited(row)};
        for (const MappingView& one : versions(row, "treatments"))
            made.treatments.push_back(treatment(one));
        for (const MappingView& one : versions(row, "ceilings"))
            made.ceilings.push_back(ceiling(one));
        return made;
    }

    sim::RefundRate refund_rate(const MappingView& row) {
        const auto vat = row.share("vat"), refund = row.share("refund");
        if (vat && *vat == ledger::Decimal(1))
            reading_.error(row.node("vat")->at, "`vat` is as much as the goods",
                           "a share from 0 to below 1", "13 % is written 0.13");
        else if (vat && refund && *vat < *refund)
            reading_.error(
                row.node("refund")->at,
                fmt::format("`refund` {} exceeds `vat` {}", refund->to_text(), vat->to_text()),
                "refund <= vat", "no more is refunded than was paid");
        return {.in_force = in_force(row),
                .vat = vat.value_or(ledger::Rate(0)),
                .refund = refund.value_or(ledger::Rate(0)),
                .cited = cited(row)};
    }

    sim::RefundClass refund_class(const MappingView& row) {
        const sim::Title name = row.title("name");
        classes_.add(row.node("id"), reading_);
        sim::RefundClass made{
            .id = row.text("id"), .name_en = name.en, .name_zh = name.zh, .rates = {}};
        for (const MappingView& one : versions(row, "rates"))
            made.rates.push_back(refund_rate(one));
        return made;
    }

    void calendar_rules() {
        for (const MappingView& row : versions(view_, "filing_periods"))
            made_.filing.push_back({.in_force = in_force(row),
                                    .last_day = whole_within(row, "last_day", 1, 28),
                                    .days_off_run = whole_within(row, "days_off_run", 1, 15),
                                    .cited = cited(row)});
        for (const MappingView& row : versions(view_, "claims"))
            made_.claims.push_back({.in_force = in_force(row),
                                    .month = whole_within(row, "month", 1, 12),
                                    .years_after = whole_within(row, "years_after", 0, 10),
                                    .cited = cited(row)});
        for (const MappingView& row : versions(view_, "refund_timing"))
            made_.timing.push_back({.in_force = in_force(row),
                                    .working_days = whole_within(row, "working_days", 0, 250),
                                    .cited = cited(row)});
    }

    void late_rules() {
        for (const MappingView& row : versions(view_, "pre_refunds", "mode")) {
            modes_.resolve(row.node("mode"), reading_);
            made_.pre_refunds.push_back({.in_force = in_force(row),
                                         .mode = row.text("mode"),
                                         .months_after = whole_within(row, "months_after", 0, 12),
                                         .month = whole_within(row, "month", 1, 12),
                                         .years_after = whole_within(row, "years_after", 1, 10),
                                         .claim_again = row.boolean("claim_again").value_or(false),
                                         .cited = cited(row)});
        }
        for (const MappingView& row : versions(view_, "receipts"))
            made_.receipts.push_back({.in_force = in_force(row),
                                      .month = whole_within(row, "month", 1, 12),
                                      .years_after = whole_within(row, "years_after", 1, 10),
                                      .claim_again = row.boolean("claim_again").value_or(false),
                                      .cited = cited(row)});
        for (const MappingView& row : versions(view_, "deemed_income"))
            made_.deemed_income.push_back({.in_force = in_force(row),
                                           .income = row.share("income").value_or(ledger::Rate(0)),
                                           .tax = row.share("tax").value_or(ledger::Rate(0)),
                                           .cited = cited(row)});
    }

    MappingView view_;
    Reading& reading_;
    IdIndex sources_{"source"}, modes_{"trade mode"}, classes_{"refund class"};
    sim::TradeModes made_;
};

}  // namespace

sim::TradeModes read_trade_modes(const Node& root, Reading& reading) {
    check_shape(root, trade_modes_table(), reading);
    if (root.kind != NodeKind::mapping) return {};
    return TradeModesFile(root, reading).read();
}

std::expected<sim::TradeModes, Diagnostics> load_trade_modes(const std::filesystem::path& file) {
    Reading reading;
    reading.diagnostics = Diagnostics("`rmbsim schema trade-modes` lists every key");
    const std::optional<Node> root = open_tree(file, {}, reading);
    if (!root || root->poisoned) return std::unexpected(std::move(reading.diagnostics));
    sim::TradeModes modes = read_trade_modes(*root, reading);
    if (reading.diagnostics.has_errors()) return std::unexpected(std::move(reading.diagnostics));
    return modes;
}

}  // namespace rmbsim::adapters
