// The format of exports and their VAT refund. See table.hpp.
#include <array>
#include <string_view>

#include "adapters/yaml/table.hpp"
#include "adapters/yaml/tables_of_exports.hpp"

namespace rmbsim::adapters {
namespace {

using enum Shape;

constexpr std::array departure_fields = {
    Field{"id", id, yes, "Of the declaration 报关单.", "D-1"},
    Field{"on", date, yes, "Export date.", "2025-09-08"},
    Field{"value", amount, yes, "FOB, as declared.", "180000.00 USD"},
    Field{"invoices", amount, no, "Of suppliers, VAT excluded, in yuan. Default 0.", "800000.00"},
    Field{"sells_for", amount, no,
          "What the stores will sell the goods for, in their currency; needed where the refund "
          "rests on the sale.",
          "400000.00"},
};
constexpr Table departure_table{"departure", "Goods that leave in bulk.", departure_fields};

constexpr std::array<std::string_view, 2> enterprises = {"trader", "producer"};
constexpr std::array exporter_fields = {
    Field{"id", id, yes, "Name in this file.", "warehouse"},
    Field{"name", title, no, "Name for people.", ""},
    Field{"account", id, yes, "Where refunds arrive, in yuan; its owner exports.", "SZ.cny"},
    Field{"stores", id_or_ids, no, "That sell the goods.", "[store-us]"},
    Field{"mode", text, yes, "Supervision code, a row of reference/trade-modes.yaml.", "\"9810\""},
    Field{"goods", id, yes, "Refund class, a row of the same file.", "general-13"},
    Field{"enterprise", word, no, "trader: 外贸企业; producer: 生产企业 (免抵退). Default trader.",
          "trader", nullptr, enterprises},
    Field{"input_invoices", boolean, no, "Whether suppliers give VAT invoices. Default true.",
          "true"},
    Field{"cost_share", decimal, no,
          "Of parcels: suppliers' invoices, VAT excluded, as a share of sales, 0 to 1.", "0.55"},
    Field{"domestic_vat", amount, no, "Of a producer: output VAT a month, in yuan. Default 0.",
          "0.00"},
    Field{"filing_day", whole, no, "Of the month, 1 to 28. Default the filing period's last.",
          "10"},
    Field{
        "pre_refund", boolean, no,
        "Whether the refund is asked for on departure where the mode allows it 离境即退税; false: "
        "once sold. Default true.",
        "true"},
    Field{"reconciles", boolean, no,
          "Whether pre-refunds are reconciled 核算 each filing day; false: it is missed. Default "
          "true.",
          "true"},
    Field{"departures", list, no, "Of a mode that takes bulk, ascending.", "", &departure_table},
};
constexpr Table exporter_table{"exporter", "Who exports, in which mode.", exporter_fields};

constexpr std::array office_fields = {
    Field{"id", id, yes, "Names its book.", "tax-office"},
    Field{"name", title, no, "Name for people.", "{en: Tax office, zh: 国家税务局}"},
};
constexpr Table office_table{"tax_office", "Who refunds.", office_fields};

constexpr std::array exports_fields = {
    Field{"tax_office", mapping, yes, "Who refunds.", "{id: tax-office}", &office_table},
    Field{"exporters", list, yes, "Who exports.", "[]", &exporter_table},
};

}  // namespace

constinit const Table exports_table{"exports", "Exports and their VAT refund (出口退税).",
                                    exports_fields};

}  // namespace rmbsim::adapters
