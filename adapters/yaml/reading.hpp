// One reading of a scenario or a policy file: the files opened, what was found wrong, and views that
// read mappings by their tables.
//
// Errors      a value of the wrong form is nullopt and was diagnosed by check_shape; amounts and
//             references are diagnosed here, where they are read
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tree.hpp"
#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {

struct Reading {
    InputFiles files;
    Diagnostics diagnostics;

    void error(const InputPosition& at, std::string message, std::string expected = "",
               std::string hint = "");
    void warning(const InputPosition& at, std::string message, std::string expected = "",
                 std::string hint = "");
    NamedAt named_at(const InputPosition& at) const;
};

// "did you mean 'x'?", or empty.
std::string did_you_mean(std::string_view text, const std::vector<std::string_view>& candidates);
std::string joined(const std::vector<std::string_view>& texts);

// Names of one kind of thing, in the file's order.
class IdIndex {
  public:
    explicit IdIndex(std::string kind) : kind_(std::move(kind)) {}
    void add(const Node* id,
             Reading& reading);  // a duplicate is diagnosed; nullptr keeps the place
    // The index, or no_index: diagnosed when `node` names nothing.
    std::uint32_t resolve(const Node* node, Reading& reading) const;
    std::uint32_t find(std::string_view id) const;  // no_index: none
    std::vector<std::string_view> names() const;

  private:
    std::string kind_;  // "account"
    std::map<std::string, std::pair<std::uint32_t, InputPosition>, std::less<>> by_id_;
    std::uint32_t count_ = 0;
};

class MappingView {
  public:
    MappingView(const Node& node, const Table& table, Reading& reading)
        : node_(&node), table_(&table), reading_(&reading) {}

    const Table& table() const { return *table_; }
    const InputPosition& at() const { return node_->at; }
    bool has(std::string_view key) const;              // written, and not null
    const Node* node(std::string_view key) const;      // nullptr: not written, null, or diagnosed
    InputPosition key_at(std::string_view key) const;  // of the key; without it, of the mapping

    std::string text(std::string_view key) const;  // empty: not written
    sim::Title title(std::string_view key) const;
    std::optional<bool> boolean(std::string_view key) const;
    std::optional<std::uint32_t> whole(std::string_view key, std::uint32_t most) const;
    std::optional<ledger::Decimal> decimal(std::string_view key) const;
    std::optional<ledger::Decimal> share(std::string_view key) const;  // diagnosed outside 0 … 1
    std::optional<ledger::ValueDate> date(std::string_view key) const;
    // Index of a word among its Field::words.
    std::optional<std::size_t> word(std::string_view key) const;
    template <class Enum>
    Enum word_or(std::string_view key, Enum otherwise) const {
        const auto index = word(key);
        return index ? static_cast<Enum>(*index) : otherwise;
    }

    // In the currency of its context; one that is written must be the same.
    std::optional<std::int64_t> minor(std::string_view key,
                                      std::optional<ledger::CurrencyId> currency) const;
    std::optional<ledger::Money> money(std::string_view key) const;  // the currency must be written

    std::optional<MappingView> child(std::string_view key) const;
    std::vector<MappingView> children(std::string_view key) const;
    std::vector<const Node*> items(std::string_view key) const;  // scalars of a list
    const std::vector<Entry>& entries(std::string_view key) const;
    MappingView view_of(const Node& node, std::string_view key) const;  // by that field's table

  private:
    const Field& field(std::string_view key) const;  // a key that the table lacks is a bug
    const Node* node_;
    const Table* table_;
    Reading* reading_;
};

// An amount as written, judged; what is wrong with it is diagnosed at its place.
std::optional<std::int64_t> read_minor(const Node& node, std::optional<ledger::CurrencyId> currency,
                                       Reading& reading);

}  // namespace rmbsim::adapters
