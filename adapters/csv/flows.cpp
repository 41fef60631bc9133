#include "adapters/csv/flows.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "adapters/csv/flow_kinds.hpp"
#include "adapters/csv/reader.hpp"
#include "adapters/csv/values.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/text/input_files.hpp"
#include "ledger/currency.hpp"
#include "ledger/money.hpp"
#include "ledger/spelling.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/scenario.hpp"

namespace rmbsim::adapters {
namespace {

struct Columns {
    std::size_t id, date, time, account, kind, amount;
};

std::optional<Columns> columns_of(CsvReader& csv) {
    const auto id = csv.column("id"), date = csv.column("date"), time = csv.column("time"),
               account = csv.column("account"), kind = csv.column("kind"),
               amount = csv.column("amount");
    if (!id || !date || !time || !account || !kind || !amount) return std::nullopt;
    return Columns{*id, *date, *time, *account, *kind, *amount};
}

class FlowFileReading {
  public:
    FlowFileReading(const OpenedFile& file, const std::vector<FlowAccount>& accounts,
                    const FlowPeriod& period, FlowBook& book, Diagnostics& diagnostics)
        : file_(file),
          accounts_(accounts),
          period_(period),
          book_(book),
          csv_(file.text, file.shown, diagnostics),
          file_index_(static_cast<std::uint16_t>(book.files.size())) {
        book_.files.push_back(file.shown);
        for (std::uint32_t i = 0; i < accounts.size(); ++i) by_id_.emplace(accounts[i].id, i);
    }

    void read_all() {
        const std::optional<Columns> columns = columns_of(csv_);
        if (!columns) return;
        const auto lines =
            static_cast<std::size_t>(std::count(file_.text.begin(), file_.text.end(), '\n'));
        book_.flows.reserve(book_.flows.size() + lines);
        book_.names.reserve(book_.names.size() + lines);
        book_.ids.reserve_more(lines);
        while (csv_.next()) read_line(*columns);
        if (csv_.is_hopeless())
            csv_.error_at(0, fmt::format("too many errors; {} is given up here", file_.shown));
    }

  private:
    void read_line(const Columns& at) {
        const auto fields = csv_.fields();
        const bool id_is_good = check_id(at.id);
        const auto date = read_date(at.date);
        const auto time = read_time(at.time);
        const FlowAccount* account = read_account(at.account);
        const auto kind = read_kind(at.kind);
        const auto minor =
            account == nullptr ? std::nullopt : read_amount(at.amount, *account, kind);
        if (!id_is_good || !date || !time || account == nullptr || !kind || !minor) return;
        if (account->zone == nullptr || *date > period_.until) return;
        book_.flows.push_back({.at = instant_of(*account->zone, *date, *time),
                               .account = account->index,
                               .kind = *kind,
                               .minor = *minor,
                               .value_day = ledger::day_number(*date),
                               .name = static_cast<std::uint32_t>(book_.names.size()),
                               .line = csv_.line(),
                               .file = file_index_});
        book_.names.emplace_back(fields[at.id]);
    }

    bool check_id(std::size_t column) {
        std::string_view id = csv_.fields()[column];
        if (id.empty()) {
            csv_.error_at(column, "the flow has no id",
                          "a name that no other flow has, such as F-12");
            return false;
        }
        const char* const begin = file_.text.data();
        if (id.data() < begin || id.data() >= begin + file_.text.size())
            id = book_.texts.emplace_back(id);
        const auto earlier = book_.ids.add(id, {file_index_, csv_.line()});
        if (!earlier) return true;
        csv_.error_at(column,
                      fmt::format("flow '{}' occurs twice; first in {}:{}", id,
                                  book_.files[earlier->file], earlier->line),
                      "a name once over all flow files");
        return false;
    }

    std::optional<ledger::ValueDate> read_date(std::size_t column) {
        const std::string_view text = csv_.fields()[column];
        if (text != date_text_) {  // lines of one day mostly follow each other
            date_text_ = text;
            date_ = parse_date(text);
        }
        if (!date_) {
            csv_.error_at(column, fmt::format("'{}' is not a date", text),
                          "a day such as 2026-01-05");
            return std::nullopt;
        }
        if (*date_ < period_.from || *date_ > period_.to) {
            csv_.error_at(
                column, fmt::format("{} lies outside the period", text),
                fmt::format("a day from {} to {}", to_text(period_.from), to_text(period_.to)));
            return std::nullopt;
        }
        return date_;
    }

    std::optional<sim::TimeOfDay> read_time(std::size_t column) {
        const std::string_view text = csv_.fields()[column];
        if (text.empty()) return usual_flow_time;
        const auto time = parse_time_of_day(text);
        if (!time)
            csv_.error_at(column, fmt::format("'{}' is not a time", text),
                          "HH:MM, local to the account's bank, or nothing for 10:00");
        return time;
    }

    const FlowAccount* read_account(std::size_t column) {
        const std::string_view id = csv_.fields()[column];
        const auto found = by_id_.find(id);
        if (found != by_id_.end()) return &accounts_[found->second];
        std::vector<std::string_view> ids;
        for (const FlowAccount& account : accounts_) ids.push_back(account.id);
        const std::string_view near = ledger::nearest(id, ids);
        csv_.error_at(column, fmt::format("there is no account '{}'", id),
                      "an id under `accounts:`",
                      near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        return nullptr;
    }

    std::optional<sim::FlowKind> read_kind(std::size_t column) {
        const std::string_view text = csv_.fields()[column];
        const auto kind = flow_kind(text);
        if (kind) return kind;
        const std::vector<std::string_view> names(flow_kind_words.begin(), flow_kind_words.end());
        const std::string_view near = ledger::nearest(text, names);
        csv_.error_at(column, fmt::format("'{}' is no kind of flow", text),
                      fmt::format("one of {}", fmt::join(names, ", ")),
                      near.empty() ? "" : fmt::format("did you mean '{}'?", near));
        return std::nullopt;
    }

    std::optional<std::int64_t> read_amount(std::size_t column, const FlowAccount& account,
                                            std::optional<sim::FlowKind> kind) {
        const std::string_view text = csv_.fields()[column];
        const int decimals = ledger::decimals_of(account.currency);
        const auto minor = ledger::parse_minor(text, decimals);
        if (!minor) {
            AmountFault fault =
                fault_of(minor.error(), text, ledger::code_of(account.currency), decimals);
            csv_.error_at(column, std::move(fault.message), std::move(fault.expected),
                          std::move(fault.hint));
            return std::nullopt;
        }
        if (*minor == 0) {
            csv_.error_at(column, "the flow moves nothing", "an amount other than zero");
            return std::nullopt;
        }
        if (auto fault = kind ? sign_fault(*kind, *minor, text) : std::nullopt) {
            csv_.error_at(column, std::move(fault->message), std::move(fault->expected),
                          std::move(fault->hint));
            return std::nullopt;
        }
        return *minor;
    }

    sim::SimTimeMs instant_of(const sim::TimeZone& zone, ledger::ValueDate date,
                              sim::TimeOfDay time) const {
        return zone.instant(date, time).time_since_epoch().count();
    }

    const OpenedFile& file_;
    const std::vector<FlowAccount>& accounts_;
    const FlowPeriod& period_;
    FlowBook& book_;
    CsvReader csv_;
    std::uint16_t file_index_;
    std::unordered_map<std::string_view, std::uint32_t> by_id_;
    std::string date_text_;
    std::optional<ledger::ValueDate> date_;
};

}  // namespace

std::optional<AmountFault> sign_fault(sim::FlowKind kind, std::int64_t minor,
                                      std::string_view text) {
    const bool received = is_received(kind);
    if ((minor > 0) == received) return std::nullopt;
    return AmountFault{.message = fmt::format("{} is {}, but its amount is {}",
                                              flow_kind_words[static_cast<std::size_t>(kind)],
                                              received ? "received" : "paid", text),
                       .expected = received ? "an amount above zero" : "an amount below zero",
                       .hint = received
                                   ? std::string("use a kind that is paid, such as other_payment")
                                   : fmt::format("write -{}", text)};
}

void read_flows(const OpenedFile& file, const std::vector<FlowAccount>& accounts,
                const FlowPeriod& period, FlowBook& book, Diagnostics& diagnostics) {
    FlowFileReading(file, accounts, period, book, diagnostics).read_all();
}

}  // namespace rmbsim::adapters
