#include "tests/adapters/yaml_fixture.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ios>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>

#include <catch2/catch.hpp>

#include "adapters/text/diagnostic.hpp"
#include "adapters/yaml/load_scenario.hpp"

namespace rmbsim::tests {
namespace fs = std::filesystem;

ScenarioFolder::ScenarioFolder() {
    std::string name = (fs::temp_directory_path() / "rmbsim-yaml-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = name;
}

ScenarioFolder::~ScenarioFolder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
}

fs::path ScenarioFolder::write(const std::string& name, std::string_view text) const {
    const fs::path path = path_ / name;
    std::ofstream(path, std::ios::binary) << text;
    return path;
}

Marked without_mark(std::string_view text) {
    const std::size_t at = text.find(place_mark);
    if (at == std::string_view::npos) throw std::logic_error("no § in a test's text");
    Marked marked{.text = std::string(text)};
    marked.text.erase(at, place_mark.size());
    const std::string_view before = text.substr(0, at);
    marked.line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
    marked.column = 1;
    for (const char c : before.substr(line_start))
        if ((static_cast<unsigned char>(c) & 0xC0) != 0x80) ++marked.column;
    return marked;
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    if (at == std::string::npos || text.find(from, at + 1) != std::string::npos)
        throw std::logic_error("not once in the text: " + std::string(from));
    return text.replace(at, from.size(), to);
}

std::string content_of(const fs::path& path) {
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

std::string small_flows() {
    return "id,date,time,account,kind,amount,note\n"
           "F-1,2026-01-05,09:00,SZ.ops,sales,1000.50,\n"
           "F-2,2026-01-05,,HK.usd,suppliers,-20.00,\"parts, two boxes\"\n"
           "F-3,2026-01-02,16:30,SZ.ops,payroll,-300.00,\n";
}

std::string small_scenario() {
    return R"(# 一个小例子
scenario: small
title: {en: Small, zh: 小}
period: {from: 2026-01-01, to: 2026-01-31}
seed: 7
reporting_currency: CNY
policy: {regime: INT-251}
market:
  fx:
    offshore: {base: EUR, file: library:market/ecb_eur_reference.csv, columns: {EURUSD: USD, EURCNY: CNY}}
    onshore: {base: USD, file: library:market/safe_usdcny_central_parity.csv, columns: {USDCNY_parity: CNY}, others_from: offshore}
  curves:
    LPR: {file: library:market/lpr.csv, unit: percent, columns: {LPR_1Y: 1Y}}
  after_last: hold
entities:
  - {id: sz, jurisdiction: CN, equity: 1000000.00 CNY}
  - {id: hk, name: {en: Hong Kong, zh: 香港}, jurisdiction: HK}
  - {id: jp, jurisdiction: JP}
banks:
  - {id: bank-sz, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
  - {id: bank-hk, jurisdiction: HK, calendar: HK, time_zone: Asia/Hong_Kong}
interest_terms:
  - {id: demand, credit: {rate: 0.0005}, debit: {index: LPR, tenor: 1Y, margin: 0.0050}, day_count: ACT/360, settle: {every: quarter, day: 20}}
fx_terms:
  - {id: dealing, bank: bank-hk, spread: 0.0012}
accounts:
  - {id: SZ.ops, owner: sz, bank: bank-sz, currency: CNY, opening: 100.00, overdraft: 50.00, interest: demand}
  - {id: SZ.master, owner: sz, bank: bank-sz, currency: CNY, kind: domestic_master}
  - {id: HK.header, owner: hk, bank: bank-hk, currency: CNH, kind: overseas_header}
  - {id: HK.usd, owner: hk, bank: bank-hk, currency: USD, kind: collection}
rails:
  - {id: cips, kind: cross_border, calendars: [CN, HK], time_zone: Asia/Shanghai, hours: "08:30-17:00", latency: 90s, fee: 30.00 CNY}
pools:
  - id: group
    host: sz
    members:
      - {entity: sz, foreign_debt_ratio: 0.20, overseas_lending_ratio: 0.10}
      - {entity: hk}
      - {entity: jp}
    facts: {real_business_need: true, domestic_revenue_prior_year: 12000000000.00}
    limits:
      - {id: od-quota, quota: overseas_lending_quota}
    links:
      - {id: up, child: SZ.ops, header: SZ.master, method: target, target: 10.00, unit: 1.00, min_up: 5.00, max_up: 90.00, at: "16:00 Asia/Shanghai"}
      - {id: out, child: SZ.master, header: HK.header, method: zero_balance, at: "16:30 Asia/Shanghai", cut_off: "17:00 Asia/Shanghai", rail: cips, limits: [od-quota]}
      - {id: usd, child: HK.usd, header: HK.header, method: threshold, threshold: 20.00, at: "15:00", fx: dealing}
flows:
  - {file: flows.csv}
commerce:
  - {id: store, marketplace: amazon-us, account: HK.usd, orders_per_day: 9, order_value: {"0": 9.90, "0.5": 20.00, "1": 99.00}, season: [{from: 2026-01-10, to: 2026-01-12, percent: 80}], referral_fee: 0.15, delivery_days: [3, 9], first_statement: 2026-01-09}
compare:
  - {name: no-pool, baseline: true, set: {pools: []}}
expect:
  - {balance: SZ.ops, on: 2026-01-05, is: "10.00"}
  - {kpi: net_benefit, between: ["1.00", "2.00"]}
  - {limit: od-quota, never_above: "80000.00"}
  - {refused: {flow: F-9}, because: below_floor}
)";
}

adapters::LoadOptions usual_options() {
    adapters::LoadOptions options;
    options.library = fs::path(RMBSIM_SOURCE_DIR) / "scenarios";
    return options;
}

adapters::Diagnostics said_of(const std::string& scenario, const std::string& flows,
                              const adapters::LoadOptions& options) {
    const ScenarioFolder folder;
    folder.write("flows.csv", flows);
    const auto loaded = adapters::load_scenario(folder.write("scenario.yaml", scenario), options);
    return loaded ? loaded->warnings : loaded.error();
}

bool says(const adapters::Diagnostics& diagnostics, std::string_view file, std::uint32_t line,
          std::uint32_t column, std::string_view part_of_message) {
    return std::ranges::any_of(diagnostics.items(), [&](const adapters::Diagnostic& one) {
        return one.file.ends_with(file) && one.line == line && one.column == column &&
               one.message.find(part_of_message) != std::string::npos;
    });
}

void check_mistakes(const std::string& right, const std::vector<TextMistake>& mistakes) {
    for (const TextMistake& mistake : mistakes) {
        const Marked marked = without_mark(with(right, mistake.from, mistake.to));
        const adapters::Diagnostics said = said_of(marked.text);
        CAPTURE(mistake.name, marked.line, marked.column, mistake.message, to_text(said));
        CHECK(says(said, "scenario.yaml", marked.line, marked.column, mistake.message));
    }
}

}  // namespace rmbsim::tests
