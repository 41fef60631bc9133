// The data files of scenarios/, read as they stand, so that tests meet the days and rates of the world.
//
// Errors      a file or line that is not as its README says: std::runtime_error, which fails the test
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fstream>
#include <initializer_list>
#include <sstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "ledger/currency.hpp"
#include "ledger/decimal.hpp"
#include "ledger/time.hpp"
#include "sim/calendar/calendar.hpp"
#include "sim/market/curve.hpp"
#include "sim/market/fx.hpp"

namespace rmbsim::sim::published {

using Row = std::vector<std::string>;

inline ValueDate date(const std::string& iso) {
    int year = 0;
    unsigned month = 0, day = 0;
    char dash = 0;
    std::istringstream text(iso);
    text >> year >> dash >> month >> dash >> day;
    const std::chrono::year_month_day parsed{std::chrono::year{year}, std::chrono::month{month},
                                             std::chrono::day{day}};
    if (!text || !parsed.ok()) throw std::runtime_error("not a date: " + iso);
    return std::chrono::local_days{parsed};
}

// "2026-03-08T07:00" with or without seconds, "Z" or nothing after: UTC either way.
inline SimTime utc(const std::string& iso) {
    using namespace std::chrono;
    int hour = 0, minute = 0;
    char colon = 0;
    std::istringstream text(iso.substr(11, 5));
    text >> hour >> colon >> minute;
    if (!text || iso[10] != 'T') throw std::runtime_error("not an instant: " + iso);
    return SimTime{milliseconds{date(iso.substr(0, 10)).time_since_epoch()} + hours{hour} +
                   minutes{minute}};
}

inline ledger::Decimal decimal(const std::string& text) {
    const auto parsed = ledger::Decimal::parse(text);
    if (!parsed) throw std::runtime_error("not a decimal: " + text);
    return *parsed;
}

// The header is row 0. No field before the last is quoted, so a comma always parts two fields.
inline std::vector<Row> rows_of(const std::string& path) {
    std::ifstream file(std::string(RMBSIM_SOURCE_DIR) + "/scenarios/" + path);
    if (!file) throw std::runtime_error("cannot open scenarios/" + path);
    std::vector<Row> rows;
    for (std::string line; std::getline(file, line);) {
        Row row;
        std::istringstream fields(line);
        for (std::string field; std::getline(fields, field, ',');) row.push_back(field);
        rows.push_back(std::move(row));
    }
    return rows;
}

inline Calendar calendar(const std::string& id) {
    std::vector<Calendar::ExceptionalDay> days;
    for (const Row& row : rows_of("calendars/" + id + ".csv"))
        if (row[0] != "date") days.push_back({ledger::day_number(date(row[0])), row.back() == "1"});
    for (const Row& row : rows_of("calendars/coverage.csv"))
        if (row[0] == id) return {id, date(row[1]), date(row[2]), days};
    throw std::runtime_error("no coverage of " + id);
}

inline TimeZone zone(const std::string& name) {
    std::vector<TimeZone::Offset> offsets;
    for (const Row& row : rows_of("calendars/zones.csv"))
        if (row[0] == name)
            offsets.push_back({utc(row[1]).time_since_epoch().count(), std::stoi(row[2])});
    return {name, std::move(offsets)};
}

// A file of percentages a year, one column a tenor.
inline Curve curve(const std::string& id, const std::string& file) {
    const std::vector<Row> rows = rows_of("market/" + file);
    std::vector<Curve::Series> series;
    for (std::size_t column = 1; column < rows[0].size(); ++column) {
        series.push_back({.tenor = rows[0][column], .fixings = {}});
        for (std::size_t i = 1; i < rows.size(); ++i)
            series.back().fixings.push_back({ledger::day_number(date(rows[i][0])),
                                             decimal(rows[i].at(column)) / ledger::Decimal{100}});
    }
    return {id, std::move(series)};
}

// The European Central Bank's euro reference rates.
inline FxMarket ecb() {
    const std::vector<Row> rows = rows_of("market/ecb_eur_reference.csv");
    FxMarket market{.base = ledger::currency("EUR"), .series = {}};
    for (std::size_t column = 1; column < rows[0].size(); ++column) {
        FxSeries series{.currency = ledger::currency(rows[0][column].substr(3)), .quotes = {}};
        for (std::size_t i = 1; i < rows.size(); ++i)
            if (column < rows[i].size() && !rows[i][column].empty())
                series.quotes.push_back(
                    {ledger::day_number(date(rows[i][0])), decimal(rows[i][column])});
        market.series.push_back(std::move(series));
    }
    return market;
}

// USD/CNY at the central parity 中间价, all else crossed from the euro rates.
inline FxMarket onshore() {
    FxSeries parity{.currency = ledger::currency("CNY"), .quotes = {}};
    for (const Row& row : rows_of("market/safe_usdcny_central_parity.csv"))
        if (row[0] != "date")
            parity.quotes.push_back({ledger::day_number(date(row[0])), decimal(row[1])});
    FxMarket market{.base = ledger::currency("USD"),
                    .series = rebased(ecb(), ledger::currency("USD"), ledger::currency("CNY"))};
    market.series.push_back(std::move(parity));
    return market;
}

}  // namespace rmbsim::sim::published

// A failed check shows dates and instants as people write them.
template <>
struct Catch::StringMaker<rmbsim::ledger::ValueDate> {
    static std::string convert(rmbsim::ledger::ValueDate date) {
        const std::chrono::year_month_day day{date};
        std::ostringstream text;
        text << static_cast<int>(day.year()) << '-' << static_cast<unsigned>(day.month()) << '-'
             << static_cast<unsigned>(day.day());
        return text.str();
    }
};

template <>
struct Catch::StringMaker<rmbsim::ledger::SimTime> {
    static std::string convert(rmbsim::ledger::SimTime instant) {
        const auto day = std::chrono::floor<std::chrono::days>(instant);
        const std::chrono::hh_mm_ss time{instant - day};
        std::ostringstream text;
        text << StringMaker<rmbsim::ledger::ValueDate>::convert(
                    rmbsim::ledger::ValueDate{day.time_since_epoch()})
             << 'T' << time.hours().count() << ':' << time.minutes().count() << ':'
             << time.seconds().count() << '.' << time.subseconds().count() << 'Z';
        return text.str();
    }
};

template <>
struct Catch::StringMaker<rmbsim::ledger::Decimal> {
    static std::string convert(const rmbsim::ledger::Decimal& number) { return number.to_text(); }
};
