// explain payment ORDER: from the sale abroad to spendable money, every fee, reserve, statement, receipt and
// conversion with its date and its entry.
//
// Shared      up to the statement an order's money is its own; from there it moves with all sales of its store
//             and day, and an order that is not alone is told its share, pro rata to its net proceeds
#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/commerce_rows.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "ledger/decimal.hpp"
#include "ledger/rounding.hpp"
#include "sim/kernel/commerce_log.hpp"
#include "sim/kernel/directory.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr Words sale_step_words[] = {
    {"released from the reserve", "平台预留款释放"},
    {"in a statement, payout under way", "列入结算单,结算在途"},
    {"received", "到账"},
    {"received by a bank: above the payment institution's ceiling",
     "超支付机构单笔限额,由银行收款"},
    {"converted", "兑换"},
    {"spendable", "可用"},
};

constexpr std::size_t order_entries_shown = 12;

class OrderStory {
  public:
    OrderStory(JournalFile& file, const sim::OrderFact& order, Language language)
        : file_(file),
          directory_(file.directory()),
          order_(order),
          store_(directory_.stores[order.store]),
          cohort_(cohort_of(file.database(), order.store, order.sale_day)),
          to_(language) {}

    std::string told(std::string_view name) {
        const Language language = to_.language();
        to_.title(fmt::format("{} {}", Words{"order", "订单"}.in(language), name));
        to_.fact({"store", "网店"}, fmt::format("{} ({}), {}", store_.id,
                                                text_in(language, store_.name_en, store_.name_zh),
                                                store_.marketplace));
        to_.fact({"way home", "收款路径"},
                 fmt::format("{} ({})", store_.route,
                             text_in(language, store_.route_en, store_.route_zh)));
        to_.fact({"price", "售价"}, money(order_.price));
        to_.fact({"sold", "销售日"}, date_text(order_.sale_day));
        to_.fact({"shipped", "发货日"}, date_text(order_.shipped_day));
        to_.fact({"delivered", "妥投日"}, date_text(order_.delivered_day));
        tell_own_entries();
        tell_steps();
        return to_.text();
    }

  private:
    std::string money(std::int64_t minor) const {
        return fmt::format("{} {}", grouped(minor, store_.decimals), store_.currency);
    }

    void tell_own_entries() {
        const std::vector<std::uint32_t> ids = entries_of_order(file_.database(), order_);
        const std::vector<FoundEntry> entries =
            find_entries(file_, [&](std::uint32_t id, const ledger::EntryRow&, std::string_view) {
                return std::ranges::find(ids, id) != ids.end();
            });
        to_.heading({"its own entries", "本单分录"});
        tell_entries(to_, directory_, entries);
        tell_numbered(
            charges_of_day(file_.database(), order_),
            {"what the marketplace charged the store on that day", "平台当日向店铺收取的费用"});
    }

    void tell_numbered(const std::vector<std::uint32_t>& ids, Words heading) {
        if (ids.empty()) return;
        to_.heading(heading);
        tell_entries(
            to_, directory_,
            find_entries(file_, [&](std::uint32_t id, const ledger::EntryRow&, std::string_view) {
                return std::ranges::find(ids, id) != ids.end();
            }));
    }

    // Of what all sales of the day moved, the order's part.
    std::int64_t share_of(std::int64_t minor) const {
        if (cohort_.net == 0 || cohort_.orders <= 1) return minor;
        const auto whole = ledger::to_whole(
            ledger::Decimal(minor) * ledger::Decimal(order_.net) / ledger::Decimal(cohort_.net),
            ledger::Rounding::half_even);
        return whole.value_or(0);
    }

    void tell_steps() {
        const Language language = to_.language();
        const std::vector<sim::SaleStep> steps =
            steps_of(file_.database(), order_.store, order_.sale_day);
        const bool alone = cohort_.orders <= 1;
        to_.heading(alone ? Words{"on its way home", "回款过程"}
                          : Words{"on its way home, with all sales of that day in this store",
                                  "回款过程(与该店当日全部销售一起)"});
        if (steps.empty()) {
            to_.line(
                Words{"  nothing was released within the run", "  运行期内尚未释放"}.in(language));
            return;
        }
        TextTable table(
            alone ? std::vector{Align::left, Align::left, Align::right, Align::right, Align::left}
                  : std::vector{Align::left, Align::left, Align::right, Align::right, Align::right,
                                Align::left});
        for (const sim::SaleStep& step : steps) {
            std::vector<std::string> cells = {
                date_of_entry(step.entry),
                sale_step_words[static_cast<std::size_t>(step.kind)].in(language),
                money(step.minor),
                step.renminbi == 0 ? "" : fmt::format("{} CNY", grouped(step.renminbi, 2))};
            if (!alone) {
                const bool home = step.renminbi != 0;
                cells.push_back(fmt::format("{} {} {}", Words{"its share", "本单"}.in(language),
                                            grouped(share_of(home ? step.renminbi : step.minor),
                                                    home ? 2 : store_.decimals),
                                            home ? "CNY" : store_.currency));
            }
            cells.push_back(fmt::format("entry {}", step.entry));
            table.row(std::move(cells));
        }
        to_.table(table);
        std::vector<std::uint32_t> entries;  // with each fee and spread
        for (const sim::SaleStep& step : steps)
            if (step.kind >= sim::SaleStepKind::received) entries.push_back(step.entry);
        if (entries.size() <= order_entries_shown)
            tell_numbered(entries, {"with these entries", "对应分录"});
        for (const sim::SaleStep& step : steps)
            if (step.kind == sim::SaleStepKind::credited) credited_ += step.minor;
        if (alone && credited_ < order_.net)
            to_.line(fmt::format("  {}: {}",
                                 Words{"not on its way home: taken back, charged, or waiting",
                                       "未回款部分(退款、扣费或等待)"}
                                     .in(language),
                                 money(order_.net - credited_)));
    }

    std::string date_of_entry(std::uint32_t id) {
        if (const auto known = dates_.find(id); known != dates_.end()) return known->second;
        Statement row(file_.database(), "SELECT value_day FROM entry WHERE id = ?");
        row.bind(0, std::int64_t{id});
        return dates_[id] = row.step() ? date_text(static_cast<std::int32_t>(row.integer(0))) : "?";
    }

    JournalFile& file_;
    const sim::Directory& directory_;
    const sim::OrderFact& order_;
    const sim::StoreRow& store_;
    CohortSize cohort_;
    Explanation to_;
    std::int64_t credited_ = 0;
    std::map<std::uint32_t, std::string> dates_;
};

}  // namespace

std::optional<std::string> explain_order(JournalFile& file, const std::string& name,
                                         Language language) {
    const auto order = order_named(file.database(), file.directory(), name);
    if (!order || order->store >= file.directory().stores.size()) return std::nullopt;
    return OrderStory(file, *order, language).told(name);
}

}  // namespace rmbsim::adapters::sqlite
