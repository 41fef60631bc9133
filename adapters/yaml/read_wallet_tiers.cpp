#include "adapters/yaml/read_wallet_tiers.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "adapters/text/input_files.hpp"
#include "adapters/yaml/ecny_tables.hpp"
#include "adapters/yaml/open_tree.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/shape_check.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "sim/ecny/wallet_rules.hpp"
#include "sim/policy/regime.hpp"
#include "sim/rail/rail_row.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::uint32_t interest_day_most = 28;  // every quarter's last month has it

class WalletTiersFile {
  public:
    WalletTiersFile(const Node& root, Reading& reading)
        : view_(root, wallet_tiers_table(), reading), reading_(reading) {}

    sim::WalletRules read() {
        for (const MappingView& row : view_.children("sources")) {
            sources_.add(row.node("id"), reading_);
            texts_[row.text("id")] = row.text("text");
        }
        sim::WalletRules rules;
        rules.zone = view_.text("zone");
        if (const auto deposit = view_.child("digital_deposit")) {
            rules.digital_deposit = in_force(*deposit);
            rules.document = document_of(*deposit);
        }
        if (const auto day = view_.child("interest_day")) {
            document_of(*day);
            rules.interest_day =
                static_cast<std::uint8_t>(day->whole("day", interest_day_most).value_or(0));
            if (day->node("day") != nullptr && rules.interest_day == 0)
                reading_.error(day->node("day")->at, "there is no day 0",
                               fmt::format("1 to {}", interest_day_most));
        }
        for (const MappingView& row : view_.children("wallet_tiers"))
            rules.tiers.push_back(tier(row));
        return rules;
    }

  private:
    std::string document_of(const MappingView& row) {
        sources_.resolve(row.node("source"), reading_);
        return texts_[row.text("source")];
    }

    sim::InForce in_force(const MappingView& row) {
        const auto from = row.date("from"), until = row.date("until");
        if (from && until && *until < *from)
            reading_.error(row.node("until")->at, "this version ends before it begins",
                           "from <= until");
        return {.from = from.value_or(ledger::ValueDate{}), .until = until};
    }

    sim::WalletLimit limit(const MappingView& row, const std::string& tier) {
        const auto most = row.money("most");
        if (most && (most->currency != ledger::currency("CNY") || most->minor < 0))
            reading_.error(row.node("most")->at, "a wallet's ceiling is not an amount of yuan",
                           "an amount from 0 on, such as 10000.00 CNY");
        return {.in_force = in_force(row),
                .per = row.word_or("per", sim::WalletLimitPer::item),
                .most_minor = most ? most->minor : 0,
                .document = document_of(row),
                .mark = row.word_or("mark", sim::Mark::assumption),
                .note = row.text("note"),
                .tier = tier};
    }

    sim::WalletTier tier(const MappingView& row) {
        tiers_.add(row.node("id"), reading_);
        sim::WalletTier made;
        made.id = row.text("id");
        made.name = row.title("name");
        made.opening = row.title("opening");
        for (const MappingView& one : row.children("interest"))
            made.interest.push_back({.in_force = in_force(one),
                                     .earns = one.boolean("earns").value_or(false),
                                     .document = document_of(one),
                                     .mark = one.word_or("mark", sim::Mark::assumption)});
        for (const MappingView& one : row.children("limits"))
            made.limits.push_back(limit(one, made.id));
        return made;
    }

    MappingView view_;
    Reading& reading_;
    IdIndex sources_{"source"}, tiers_{"wallet tier"};
    std::map<std::string, std::string> texts_;
};

}  // namespace

std::optional<sim::WalletRules> read_wallet_tiers(const std::filesystem::path& file,
                                                  const NamedAt& from, Reading& reading) {
    const std::optional<Node> root = open_tree(file, from, reading);
    if (!root || root->poisoned) return std::nullopt;
    check_shape(*root, wallet_tiers_table(), reading);
    if (root->kind != NodeKind::mapping) return std::nullopt;
    return WalletTiersFile(*root, reading).read();
}

}  // namespace rmbsim::adapters
