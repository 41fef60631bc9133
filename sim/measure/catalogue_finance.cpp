// Receivables that are lent on.
#include <array>
#include <span>

#include "sim/measure/catalogue.hpp"
#include "sim/measure/catalogue_parts.hpp"

namespace rmbsim::sim {
namespace {

// clang-format off
constexpr std::array finance_rows{
    KpiEntry{"finance_cost", "ccy", "Cost of finance on receivables", "应收款融资成本",
             "6603.03 and 6603.02 by finance.charged: fees and interest of advances, accrued to the end, at each "
             "day's mid rate",
             "finance.charged 记入的 6603.03 与 6603.02：融资手续费与利息（计提至期末），按当日中间价折算",
             "settlement-rules §13"},
    KpiEntry{"finance_advanced", "ccy", "Advanced on receivables", "应收款融资放款额",
             "2001 or 1221.06 credited by finance.drawn, at each day's mid rate",
             "finance.drawn 贷记的 2001 或 1221.06，按当日中间价折算",
             "settlement-rules §13"},
    KpiEntry{"finance_guaranteed", "ccy", "Paid by the guarantee fund", "担保基金代偿净额",
             "1221.07 of the fund: finance.guaranteed less finance.recovered",
             "担保基金的 1221.07：finance.guaranteed 减 finance.recovered",
             "settlement-rules §13"},
    KpiEntry{"finance_lost", "ccy", "Lost by lenders", "融资方损失净额",
             "6702: finance.written_off less finance.recovered",
             "6702：finance.written_off 减 finance.recovered",
             "settlement-rules §13"},
    KpiEntry{"note_discount", "ccy", "Discount of electronic notes", "电子债权凭证贴现息",
             "6603.02 by note.discounted, at each day's mid rate",
             "note.discounted 记入的 6603.02，按当日中间价折算",
             "settlement-rules §13"},
};
// clang-format on

}  // namespace

std::span<const KpiEntry> finance_entries() { return finance_rows; }

}  // namespace rmbsim::sim
