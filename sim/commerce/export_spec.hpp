// Who exports in which mode, and what of it the tax office refunds: a scenario's `exports:` as plain data.
//
// Units       yuan in fen, except what the stores sell for: minor units of their currency
// Invariants  indices as in sim/scenario.hpp; an account is in onshore yuan; a mode that takes parcels has
//             stores and no departures, one that takes bulk has departures; departures ascend in `on`
// Source      settlement-rules §9
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "ledger/decimal.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/commerce/trade_mode.hpp"
#include "sim/written.hpp"

namespace rmbsim::sim {

struct DepartureSpec {  // goods in bulk, one declaration 报关单
    std::string id;
    ledger::ValueDate on{};            // export date of the declaration 出口日期
    ledger::Money value{};             // FOB, as declared
    std::int64_t invoices_minor = 0;   // of suppliers, VAT excluded
    std::int64_t sells_for_minor = 0;  // what the stores will sell them for; 0: no store sells them
    InputPosition at;
};

struct ExporterSpec {
    std::string id;
    Title name;
    std::uint32_t account = 0;            // where refunds arrive; its owner is the exporter
    std::vector<std::uint32_t> stores;    // Scenario::stores
    std::uint32_t mode = 0;               // TradeModes::modes
    std::uint32_t goods = 0;              // TradeModes::classes
    bool is_producer = false;             // 生产企业 (免抵退), else 外贸企业
    bool has_invoices = true;             // false: 无票免税, where the mode knows it
    bool takes_pre_refund = true;         // false: refunded once sold
    bool reconciles = true;               // false: the reconciliation 核算 is missed
    ledger::Rate cost_share = 0;          // of parcels: invoices without VAT, of sales
    std::int64_t domestic_vat_minor = 0;  // a producer's output VAT a month
    std::uint32_t filing_day = 0;         // of the month; 0: the last day of the filing period
    std::vector<DepartureSpec> departures;
    InputPosition at;
};

struct ExportsSpec {
    std::string office_id;  // names the tax office's book 国家税务局; empty: no exports
    Title office_name;
    TradeModes modes;
    std::vector<ExporterSpec> exporters;
};

}  // namespace rmbsim::sim
