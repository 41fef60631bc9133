// Recorded flows of all files that the scenario names, in one order.
#include <algorithm>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/flows.hpp"
#include "adapters/text/input_files.hpp"
#include "adapters/yaml/building.hpp"
#include "adapters/yaml/reading.hpp"
#include "adapters/yaml/tree.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

std::vector<FlowAccount> flow_accounts(const Building& b) {
    std::vector<FlowAccount> accounts;
    const auto& list = b.scenario.accounts;
    for (std::uint32_t i = 0; i < list.size(); ++i) {
        if (b.accounts.find(list[i].id) != i) continue;  // a duplicate, and diagnosed
        const std::uint32_t bank = list[i].bank;
        const std::uint32_t zone = bank == sim::no_index ? bank : b.scenario.banks[bank].zone;
        accounts.push_back({.id = list[i].id,
                            .index = i,
                            .currency = list[i].currency,
                            .zone = zone == sim::no_index || !b.account_currencies[i] ||
                                            !b.clocks.zone_knows(zone, b.scenario.from)
                                        ? nullptr
                                        : &b.scenario.zones[zone]});
    }
    return accounts;
}

}  // namespace

void build_flows(Building& b) {
    const std::vector<MappingView> views = b.root.children("flows");
    if (!b.has_period() || views.empty()) return;
    const std::vector<FlowAccount> accounts = flow_accounts(b);
    const FlowPeriod period{.from = b.scenario.from, .to = *b.period_end, .until = b.scenario.to};
    FlowBook book;
    std::vector<std::uint32_t> opened;
    for (const MappingView& view : views) {
        const Node* node = view.node("file");
        if (node == nullptr || node->kind != NodeKind::scalar) continue;
        const OpenedFile* file = b.open(*node, csv_bytes_max);
        if (file == nullptr) continue;
        if (std::find(opened.begin(), opened.end(), file->index) != opened.end()) {
            b.reading.error(node->at, fmt::format("flow file '{}' is named twice", node->text),
                            "each file once");
            continue;
        }
        opened.push_back(file->index);
        read_flows(*file, accounts, period, book, b.reading.diagnostics);
    }
    std::sort(book.flows.begin(), book.flows.end(), [](const sim::Flow& x, const sim::Flow& y) {
        return std::tie(x.at, x.account, x.file, x.line) <
               std::tie(y.at, y.account, y.file, y.line);
    });
    b.scenario.flows = std::move(book.flows);
    b.scenario.flow_names = std::move(book.names);
    b.scenario.flow_files = std::move(book.files);
    book.ids = {};  // views of the texts that go now
    for (const std::uint32_t file : opened) b.reading.files.forget_text(file);
}

}  // namespace rmbsim::adapters
