// Export VAT refunds: how much, how late, how much of it has to be given back.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array export_rows{
    KpiEntry{"export_refund_paid", "ccy", "Export VAT refunded", "收到出口退税",
             "1002 debited by export.refund_paid",
             "出口退税到账借记的 1002",
             "settlement-rules §9.2"},
    KpiEntry{"export_refund_recovered", "ccy", "Export refunds recovered", "被追回的出口退税",
             "refunds that were not reconciled, or whose money was not received, by their deadline "
             "(export.recovered)",
             "逾期未核算或逾期未收汇而被追回的退税",
             "settlement-rules §9.3"},
    KpiEntry{"export_refund_unconfirmed", "ccy", "Pre-refunds not yet reconciled", "待核算出口预退税",
             "balance of 2241.30 at the run's end",
             "期末 2241.30 余额",
             "settlement-rules §9.3"},
    KpiEntry{"export_vat_to_cost", "ccy", "VAT on exports that is not refunded", "出口不予退税转成本",
             "6401 debited by export rules",
             "出口规则借记的 6401",
             "settlement-rules §9.2"},
    KpiEntry{"refund_days_outstanding", "days", "Days from export to refund", "退税在途天数",
             "Σ refund × (day it was paid - day its goods were exported) / Σ refund, of refunds paid; the "
             "export day of a month's goods is their mean by value",
             "已到账退税的 Σ 退税额 × (到账日 - 出口日) / Σ 退税额；按月汇总申报的货物，出口日取按价值的平均日",
             "settlement-rules §9.2, §12 step 10"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> export_entries() { return export_rows; }

}  // namespace rmbsim::sim
