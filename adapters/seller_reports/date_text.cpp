#include "adapters/seller_reports/date_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>

#include "adapters/seller_reports/letters.hpp"
#include "ledger/time.hpp"

namespace rmbsim::adapters::sellers {
namespace {

struct NamedZone {
    std::string_view name;
    int minutes;
};
// Abbreviations that mean one offset only.
constexpr std::array<NamedZone, 16> named_zones{{{"UTC", 0},
                                                 {"GMT", 0},
                                                 {"Z", 0},
                                                 {"PST", -480},
                                                 {"PDT", -420},
                                                 {"MST", -420},
                                                 {"MDT", -360},
                                                 {"EST", -300},
                                                 {"EDT", -240},
                                                 {"CET", 60},
                                                 {"CEST", 120},
                                                 {"JST", 540},
                                                 {"HKT", 480},
                                                 {"AEST", 600},
                                                 {"AEDT", 660},
                                                 {"EEST", 180}}};

constexpr std::array<std::string_view, 12> months{"january",   "february", "march",    "april",
                                                  "may",       "june",     "july",     "august",
                                                  "september", "october",  "november", "december"};

// What is left of a text, taken piece by piece.
class Pieces {
  public:
    explicit Pieces(std::string_view text) : text_(text) {}
    std::string_view rest() const { return text_; }
    bool ended() const { return text_.empty(); }
    bool take(char c) {
        if (!text_.starts_with(c)) return false;
        text_.remove_prefix(1);
        return true;
    }
    void take_blanks() {
        while (take(' ')) {
        }
    }
    std::string_view run(bool (*belongs)(char)) {
        std::size_t size = 0;
        while (size < text_.size() && belongs(text_[size])) ++size;
        const std::string_view taken = text_.substr(0, size);
        text_.remove_prefix(size);
        return taken;
    }
    // At most four digits; nullopt: none, or more.
    std::optional<int> number() {
        const std::string_view digits = run(is_digit);
        if (digits.empty() || digits.size() > 4) return std::nullopt;
        int value = 0;
        for (const char c : digits) value = value * 10 + (c - '0');
        return value;
    }

  private:
    std::string_view text_;
};

std::optional<int> month_named(std::string_view word) {
    if (word.size() < 3) return std::nullopt;
    for (std::size_t i = 0; i < months.size(); ++i)
        if (word.size() <= months.at(i).size() &&
            std::ranges::equal(word, months.at(i).substr(0, word.size()), {}, lowered))
            return static_cast<int>(i) + 1;
    return std::nullopt;
}

struct Day {
    int year = 0, month = 0, day = 0;
    DayOrder shown = DayOrder::unknown;
};
using DayRead = std::expected<Day, DateProblem>;

DayRead by_order(int first, int second, int year, char separator, DayOrder known) {
    if (separator == '.') return Day{year, second, first};
    const bool first_is_day = first > 12, second_is_day = second > 12;
    const DayOrder shown = first_is_day && !second_is_day   ? DayOrder::day_first
                           : second_is_day && !first_is_day ? DayOrder::month_first
                                                            : DayOrder::unknown;
    if (shown != DayOrder::unknown && known != DayOrder::unknown && shown != known)
        return std::unexpected(DateProblem::other_order);
    const DayOrder order = shown != DayOrder::unknown ? shown : known;
    if (order == DayOrder::unknown && first != second)
        return std::unexpected(DateProblem::ambiguous);
    if (order == DayOrder::day_first) return Day{year, second, first, shown};
    return Day{year, first, second, shown};
}

// "Jun 16, 2026", after the month's name.
DayRead after_month(Pieces& text, int month) {
    text.take('.');
    text.take_blanks();
    const auto day = text.number();
    text.take(',');
    text.take_blanks();
    const auto year = text.number();
    if (!day || !year) return std::unexpected(DateProblem::not_a_date);
    return Day{*year, month, *day};
}

DayRead read_day(Pieces& text, DayOrder known) {
    if (const std::string_view word = text.run(is_letter); !word.empty()) {
        const auto month = month_named(word);
        if (!month) return std::unexpected(DateProblem::not_a_date);
        return after_month(text, *month);
    }
    const auto first = text.number();
    if (!first || text.ended()) return std::unexpected(DateProblem::not_a_date);
    const char separator = text.rest().front();
    text.take(separator);
    text.take_blanks();
    if (const std::string_view word = text.run(is_letter); !word.empty()) {  // "16 Jun 2026"
        const auto month = month_named(word);
        for (const char c : {'.', ',', '-'}) text.take(c);
        text.take_blanks();
        const auto year = text.number();
        if (!month || !year) return std::unexpected(DateProblem::not_a_date);
        return Day{*year, *month, *first};
    }
    const auto second = text.number();
    const bool is_separator = separator == '-' || separator == '/' || separator == '.';
    if (!second || !is_separator || !text.take(separator))
        return std::unexpected(DateProblem::not_a_date);
    const auto third = text.number();
    if (!third) return std::unexpected(DateProblem::not_a_date);
    if (*first > 31) return Day{*first, *second, *third};
    return by_order(*first, *second, *third, separator, known);
}

// Milliseconds of the day; "8:14", "08:14:22.123", "8:14:22 AM".
std::expected<std::int64_t, DateProblem> read_time(Pieces& text) {
    const auto hour = text.number();
    if (!hour || !text.take(':')) return std::unexpected(DateProblem::not_a_date);
    const auto minute = text.number();
    const auto second = text.take(':') ? text.number() : std::optional<int>(0);
    if (!minute || !second) return std::unexpected(DateProblem::not_a_date);
    if (text.take('.')) text.run(is_digit);  // parts of a second are not kept
    text.take_blanks();
    std::optional<bool> is_afternoon;
    if (text.rest().size() >= 2 && lowered(text.rest()[1]) == 'm') {
        const char half = lowered(text.rest()[0]);
        if (half == 'a' || half == 'p') {
            is_afternoon = half == 'p';
            text.run(is_letter);
            text.take_blanks();
        }
    }
    int hours = *hour;
    if (is_afternoon) {
        if (hours < 1 || hours > 12) return std::unexpected(DateProblem::no_such_day);
        hours = hours % 12 + (*is_afternoon ? 12 : 0);
    }
    if (hours > 23 || *minute > 59 || *second > 59)
        return std::unexpected(DateProblem::no_such_day);
    return ((std::int64_t{hours} * 60 + *minute) * 60 + *second) * 1000;
}

}  // namespace

std::optional<int> zone_offset_minutes(std::string_view name) {
    Pieces text(name);
    const std::string_view word = text.run(is_letter);
    if (!word.empty()) {
        const auto* zone = std::ranges::find(named_zones, word, &NamedZone::name);
        if (zone == named_zones.end()) return std::nullopt;
        if (text.ended()) return zone->minutes;
        if (zone->minutes != 0) return std::nullopt;
    }
    const bool is_west = text.take('-');
    if (!is_west && !text.take('+')) return std::nullopt;
    const std::size_t digits = text.rest().find_first_not_of("0123456789");
    const bool is_joined = std::min(digits, text.rest().size()) == 4;
    auto hours = text.number();
    std::optional<int> minutes = 0;
    if (hours && is_joined) {
        minutes = *hours % 100;
        hours = *hours / 100;
    } else if (text.take(':')) {
        minutes = text.number();
    }
    if (!hours || !minutes || !text.ended() || *hours > 14 || *minutes > 59) return std::nullopt;
    return (is_west ? -1 : 1) * (*hours * 60 + *minutes);
}

std::expected<DateRead, DateProblem> read_date(std::string_view written, DayOrder known,
                                               int zone_minutes) {
    Pieces text(written);
    text.take_blanks();
    if (text.ended()) return std::unexpected(DateProblem::empty);
    const DayRead day = read_day(text, known);
    if (!day) return std::unexpected(day.error());
    const std::chrono::year_month_day date{std::chrono::year{day->year},
                                           std::chrono::month{static_cast<unsigned>(day->month)},
                                           std::chrono::day{static_cast<unsigned>(day->day)}};
    if (!date.ok() || day->year < 1970 || day->year > 9999)
        return std::unexpected(DateProblem::no_such_day);
    std::int64_t ms = 0;
    if (!text.take('T')) {
        text.take(',');
        text.take_blanks();
    }
    if (!text.ended() && is_digit(text.rest().front())) {
        const auto time = read_time(text);
        if (!time) return std::unexpected(time.error());
        ms = *time;
    }
    text.take_blanks();
    std::string_view zone = text.rest();
    while (zone.ends_with(' ')) zone.remove_suffix(1);
    const auto offset = zone.empty() ? std::optional<int>(zone_minutes) : zone_offset_minutes(zone);
    if (!offset) return std::unexpected(DateProblem::unknown_zone);
    const auto midnight = std::chrono::sys_days(date);
    return DateRead{.at = ledger::SimTime(midnight) + std::chrono::milliseconds(ms) -
                          std::chrono::minutes(*offset),
                    .shown = day->shown};
}

}  // namespace rmbsim::adapters::sellers
