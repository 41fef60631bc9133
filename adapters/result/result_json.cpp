#include "adapters/result/result_json.hpp"

#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <fstream>
#include <ios>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "adapters/csv/values.hpp"
#include "adapters/result/hedge_json.hpp"
#include "adapters/result/netting_json.hpp"
#include "adapters/result/settlement_json.hpp"
#include "adapters/result/unreadable.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/digest.hpp"
#include "ledger/money.hpp"
#include "ledger/time.hpp"
#include "sim/kernel/store.hpp"
#include "sim/measure/expectation.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

using Json = nlohmann::ordered_json;
using ledger::ValueDate;

// Writing and reading share one description of each struct: a visitor with field(name, value).
class Writer {
  public:
    explicit Writer(Json& json) : json_(json) {}
    template <class T>
    void field(const char* name, const T& value) {
        json_[name] = value;
    }
    void money(const char* name, const std::int64_t& minor, int decimals) {
        json_[name] = ledger::to_text(minor, decimals);
    }
    void money(const char* name, const std::optional<std::int64_t>& minor, int decimals) {
        json_[name] = minor ? Json(ledger::to_text(*minor, decimals)) : Json(nullptr);
    }
    void date(const char* name, const ValueDate& date) { json_[name] = date_text(date); }
    void date(const char* name, const std::optional<ValueDate>& date) {
        json_[name] = date ? Json(date_text(*date)) : Json(nullptr);
    }
    void index(const char* name, const std::uint32_t& index) {  // UINT32_MAX is none
        json_[name] = index == UINT32_MAX ? Json(nullptr) : Json(index);
    }
    void amounts(const char* name, const std::vector<std::int64_t>& minors, int decimals) {
        Json list = Json::array();
        for (const std::int64_t minor : minors) list.push_back(ledger::to_text(minor, decimals));
        json_[name] = std::move(list);
    }

  private:
    Json& json_;
};

class Reader {
  public:
    explicit Reader(const Json& json) : json_(json) {}
    template <class T>
    void field(const char* name, T& value) {
        value = at(name).get<T>();
    }
    void money(const char* name, std::int64_t& minor, int decimals) {
        minor = amount(at(name), decimals);
    }
    void money(const char* name, std::optional<std::int64_t>& minor, int decimals) {
        minor.reset();
        if (!at(name).is_null()) minor = amount(at(name), decimals);
    }
    void date(const char* name, ValueDate& date) {
        const auto parsed = parse_date(at(name).get<std::string>());
        if (!parsed) throw Unreadable{std::string(name) + " is not a date"};
        date = *parsed;
    }
    void date(const char* name, std::optional<ValueDate>& date) {
        date.reset();
        if (at(name).is_null()) return;
        ValueDate some{};
        this->date(name, some);
        date = some;
    }
    void index(const char* name, std::uint32_t& index) {
        index = at(name).is_null() ? UINT32_MAX : at(name).get<std::uint32_t>();
    }
    void amounts(const char* name, std::vector<std::int64_t>& minors, int decimals) {
        for (const Json& item : at(name)) minors.push_back(amount(item, decimals));
    }

  private:
    const Json& at(const char* name) const {
        const auto found = json_.find(name);
        if (found == json_.end()) throw Unreadable{std::string("'") + name + "' is missing"};
        return *found;
    }
    static std::int64_t amount(const Json& json, int decimals) {
        const auto minor = ledger::parse_minor(json.get<std::string>(), decimals);
        if (!minor) throw Unreadable{"'" + json.get<std::string>() + "' is not an amount"};
        return *minor;
    }
    const Json& json_;
};

template <class T, class Of>
concept OneOrConst = std::same_as<std::remove_const_t<T>, Of>;  // read into, or written from

template <class Io, OneOrConst<sim::Kpi> T>
void describe(Io& io, T& kpi) {
    io.field("name", kpi.name);
    io.field("entity", kpi.entity);
    io.field("value", kpi.value);
    io.field("unit", kpi.unit);
    io.field("currency", kpi.unit);
    io.field("formula", kpi.formula);
    io.field("source", kpi.source);
}

template <class Io, OneOrConst<sim::LimitDay> T>
void describe(Io& io, T& day, int decimals) {
    io.index("limit", day.limit);
    io.money("cap", day.cap_minor, decimals);
    io.money("used", day.used_minor, decimals);
    io.money("peak", day.peak_minor, decimals);
    io.money("blocked", day.blocked_minor, decimals);
    io.field("cuts", day.cuts);
    io.index("parameter", day.parameter);
}

template <class Io, OneOrConst<sim::LimitResult> T>
void describe(Io& io, T& limit) {
    io.field("id", limit.id);
    io.field("title_en", limit.title_en);
    io.field("title_zh", limit.title_zh);
    io.field("quota", limit.quota);
    io.field("currency", limit.currency);
    io.field("decimals", limit.decimals);
    io.money("cap", limit.cap_minor, limit.decimals);
    io.money("peak", limit.peak_minor, limit.decimals);
    io.date("peak_on", limit.peak_on);
    io.money("least_headroom", limit.least_headroom_minor, limit.decimals);
    io.date("first_bound", limit.first_bound);
    io.date("last_bound", limit.last_bound);
    io.field("days_bound", limit.days_bound);
    io.field("cuts", limit.cuts);
    io.money("blocked", limit.blocked_minor, limit.decimals);
    io.date("projected_exhaustion", limit.projected_exhaustion);
    io.index("parameter", limit.parameter);
}

template <class Io, OneOrConst<sim::Refusal> T>
void describe(Io& io, T& refusal) {
    io.field("what", refusal.what);
    io.field("subject", refusal.subject);
    io.date("on", refusal.on);
    io.field("currency", refusal.currency);
    io.field("decimals", refusal.decimals);
    io.money("wish", refusal.wish_minor, refusal.decimals);
    io.money("amount", refusal.amount_minor, refusal.decimals);
    io.field("reason", refusal.reason);
    io.field("limit", refusal.limit);
    io.field("regime", refusal.regime);
    io.field("parameter", refusal.parameter);
    io.field("document", refusal.document);
    io.field("article", refusal.article);
    io.field("value", refusal.value);
    io.field("unit", refusal.unit);
    io.field("mark", refusal.mark);
    io.field("note", refusal.note);
    io.money("headroom", refusal.headroom_minor, refusal.decimals);
    io.date("value_on", refusal.value_on);
    io.date("in_force", refusal.in_force);
}

template <class Io, OneOrConst<sim::TrappedCash> T>
void describe(Io& io, T& cash, int reporting_decimals) {
    io.field("account", cash.account);
    io.field("entity", cash.entity);
    io.field("reason", cash.reason);
    io.field("currency", cash.currency);
    io.field("decimals", cash.decimals);
    io.money("amount", cash.minor, cash.decimals);
    io.money("reporting_amount", cash.reporting_minor, reporting_decimals);
}

template <class Io, OneOrConst<sim::BalanceSeries> T>
void describe(Io& io, T& series, int reporting_decimals) {
    io.field("account", series.account);
    io.field("entity", series.entity);
    io.field("currency", series.currency);
    io.field("decimals", series.decimals);
    io.amounts("balance", series.minor, series.decimals);
    io.amounts("reporting_balance", series.reporting_minor, reporting_decimals);
}

template <class Io, OneOrConst<sim::PaymentResult> T>
void describe(Io& io, T& payment) {
    io.field("id", payment.id);
    io.field("link", payment.link);
    io.field("from", payment.from_account);
    io.field("to", payment.to_account);
    io.field("currency", payment.currency);
    io.field("decimals", payment.decimals);
    io.money("amount", payment.minor, payment.decimals);
    io.field("sent_ms", payment.sent_ms);
    std::int64_t settled = payment.settled_ms.value_or(-1);
    io.field("settled_ms", settled);
    if constexpr (!std::is_const_v<T>)
        payment.settled_ms = settled < 0 ? std::nullopt : std::optional(settled);
}

template <class Io, OneOrConst<sim::BookResult> T>
void describe(Io& io, T& book) {
    io.field("code", book.code);
    io.field("name_en", book.name_en);
    io.field("name_zh", book.name_zh);
    io.field("chain", book.chain);
    io.field("accounts", book.accounts);
}

template <class Io, OneOrConst<sim::Counts> T>
void describe(Io& io, T& counts) {
    io.field("flows", counts.flows);
    io.field("flows_refused", counts.flows_refused);
    io.field("entries", counts.entries);
    io.field("postings", counts.postings);
    io.field("decisions", counts.decisions);
    io.field("sweeps_moved", counts.sweeps_moved);
    io.field("sweeps_cut", counts.sweeps_cut);
    io.field("sweeps_skipped", counts.sweeps_skipped);
    io.field("payments", counts.payments);
    io.field("orders", counts.orders);
    io.field("payouts", counts.payouts);
    io.field("draws", counts.draws);
    io.field("events", counts.events);
}

template <class T, class... Rest>
Json written(const T& row, Rest... rest) {
    Json json;
    Writer writer(json);
    describe(writer, row, rest...);
    return json;
}

template <class T, class... Rest>
Json list(const std::vector<T>& rows, Rest... rest) {
    Json json = Json::array();
    for (const T& row : rows) json.push_back(written(row, rest...));
    return json;
}

template <class T, class... Rest>
std::vector<T> read_list(const Json& json, Rest... rest) {
    std::vector<T> rows;
    for (const Json& item : json) {
        T row;
        Reader reader(item);
        describe(reader, row, rest...);
        rows.push_back(std::move(row));
    }
    return rows;
}

sim::RunResult read_run(const Json& json) {
    sim::RunResult result;
    result.variant = json.at("variant");
    result.title_en = json.at("title").at("en");
    result.title_zh = json.at("title").at("zh");
    const std::string digest = json.at("digest");
    if (digest.size() != 71) throw Unreadable{"'digest' is not sha256: and 64 digits"};
    for (std::size_t i = 0; i < result.digest.bytes.size(); ++i) {
        unsigned byte = 0;
        std::from_chars(digest.data() + 7 + 2 * i, digest.data() + 9 + 2 * i, byte, 16);
        result.digest.bytes[i] = static_cast<std::byte>(byte);
    }
    result.reporting_currency = json.at("reporting_currency");
    result.reporting_decimals = json.at("reporting_decimals");
    const int decimals = result.reporting_decimals;
    for (const Json& text : json.at("days")) {
        const auto day = parse_date(text.get<std::string>());
        if (!day) throw Unreadable{"'days' holds something that is no date"};
        result.days.push_back(*day);
    }
    result.books = read_list<sim::BookResult>(json.at("books"));
    result.kpis = read_list<sim::Kpi>(json.at("kpis"));
    result.limits = read_list<sim::LimitResult>(json.at("limits"));
    for (std::size_t i = 0; i < result.limits.size(); ++i)
        result.limits[i].days = read_list<sim::LimitDay>(json.at("limits")[i].at("days"),
                                                         int{result.limits[i].decimals});
    result.refusals = read_list<sim::Refusal>(json.at("refusals"));
    result.trapped = read_list<sim::TrappedCash>(json.at("trapped"), decimals);
    result.balances = read_list<sim::BalanceSeries>(json.at("balances"), decimals);
    result.payments = read_list<sim::PaymentResult>(json.at("payments"));
    result.netting = read_netting(json.at("netting"));
    if (json.contains("settlement")) result.settlement = read_settlement(json.at("settlement"));
    result.in_house = read_in_house(json.at("in_house"));
    result.hedges = read_hedges(json.at("hedges"));
    result.warnings = json.at("warnings").get<std::vector<std::string>>();
    Reader counts(json.at("counts"));
    describe(counts, result.counts);
    return result;
}

}  // namespace

std::string date_text(ValueDate date) {
    const std::chrono::year_month_day ymd{date};
    std::string text = "0000-00-00";
    const auto put = [&](std::size_t at, std::size_t width, unsigned number) {
        for (std::size_t i = width; i-- > 0; number /= 10)
            text[at + i] = static_cast<char>('0' + number % 10);
    };
    put(0, 4, static_cast<unsigned>(static_cast<int>(ymd.year())));
    put(5, 2, static_cast<unsigned>(ymd.month()));
    put(8, 2, static_cast<unsigned>(ymd.day()));
    return text;
}

std::string time_text(std::int64_t time_ms) {
    constexpr std::int64_t day_ms = 86'400'000;
    std::int64_t day = time_ms / day_ms, rest = time_ms % day_ms;
    if (rest < 0) {
        rest += day_ms;
        --day;
    }
    std::string text =
        date_text(ledger::date_of(static_cast<std::int32_t>(day))) + "T00:00:00.000Z";
    const auto put = [&](std::size_t at, std::size_t width, std::int64_t number) {
        for (std::size_t i = width; i-- > 0; number /= 10)
            text[at + i] = static_cast<char>('0' + number % 10);
    };
    put(11, 2, rest / 3'600'000);
    put(14, 2, rest / 60'000 % 60);
    put(17, 2, rest / 1000 % 60);
    put(20, 3, rest % 1000);
    return text;
}

std::string result_json(const sim::RunResult& result,
                        const std::vector<sim::Checked>& expectations) {
    const int decimals = result.reporting_decimals;
    Json json;
    json["variant"] = result.variant;
    json["title"] = {{"en", result.title_en}, {"zh", result.title_zh}};
    json["digest"] = ledger::to_text(result.digest);
    json["reporting_currency"] = result.reporting_currency;
    json["reporting_decimals"] = result.reporting_decimals;
    json["counts"] = written(result.counts);
    json["kpis"] = list(result.kpis);
    Json limits = Json::array();
    for (const sim::LimitResult& limit : result.limits) {
        Json row = written(limit);
        row["days"] = list(limit.days, int{limit.decimals});
        limits.push_back(std::move(row));
    }
    json["limits"] = std::move(limits);
    json["refusals"] = list(result.refusals);
    json["trapped"] = list(result.trapped, decimals);
    Json checks = Json::array();
    for (const sim::Checked& checked : expectations)
        checks.push_back(
            {{"expect", checked.text}, {"held", checked.held}, {"found", checked.found}});
    json["expectations"] = std::move(checks);
    json["warnings"] = result.warnings;
    json["payments"] = list(result.payments);
    json["netting"] = netting_json(result.netting);
    json["settlement"] = settlement_json(result.settlement);
    json["in_house"] = in_house_json(result.in_house);
    json["hedges"] = hedges_json(result.hedges);
    json["books"] = list(result.books);
    Json days = Json::array();
    for (const ValueDate day : result.days) days.push_back(date_text(day));
    json["days"] = std::move(days);
    json["balances"] = list(result.balances, decimals);
    return json.dump(1) + "\n";
}

std::expected<StoredResult, Diagnostic> read_result(const std::filesystem::path& path) {
    const auto wrong = [&](const std::string& what) {
        return std::unexpected(
            Diagnostic{.file = path.string(),
                       .message = what,
                       .expected = "the result.json that `rmbsim run` has written",
                       .hint = "run the scenario again"});
    };
    std::ifstream file(path, std::ios::binary);
    if (!file) return wrong("cannot be read");
    try {
        const Json json = Json::parse(file);
        StoredResult stored{.result = read_run(json), .expectations = {}};
        for (const Json& line : json.at("expectations"))
            stored.expectations.push_back(
                {.text = line.at("expect"), .held = line.at("held"), .found = line.at("found")});
        return stored;
    } catch (const Unreadable& unreadable) {
        return wrong(unreadable.what);
    } catch (const Json::exception& error) {
        return wrong(error.what());
    }
}

}  // namespace rmbsim::adapters
