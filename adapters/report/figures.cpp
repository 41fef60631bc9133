#include "adapters/report/figures.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/measure/catalogue.hpp"
#include "sim/measure/result.hpp"

namespace rmbsim::adapters {
namespace {

bool is_zero(std::string_view text) {
    return text.find_first_of("123456789") == std::string_view::npos;
}

const sim::Kpi* kpi_in(const sim::RunResult& result, std::string_view name,
                       std::string_view entity) {
    for (const sim::Kpi& kpi : result.kpis)
        if (kpi.name == name && kpi.entity == entity) return &kpi;
    return nullptr;
}

std::optional<std::string> difference_text(std::string_view before, std::string_view after) {
    const auto left = parse_exact(after);
    const auto right = parse_exact(before);
    if (!left || !right) return std::nullopt;
    const auto result = minus(*left, *right);
    if (!result) return std::nullopt;
    return plain(*result);
}

Figure figure_between(const sim::Kpi* before, const sim::Kpi* after) {  // one of them may be null
    Figure figure;
    figure.kpi = after != nullptr ? after : before;
    figure.name = figure.kpi->name;
    figure.entity = figure.kpi->entity;
    figure.unit = figure.kpi->unit;
    if (sim::is_difference(figure.name)) {
        if (after != nullptr) figure.difference = after->value;
        return figure;
    }
    if (before != nullptr) figure.before = before->value;
    if (after != nullptr) figure.after = after->value;
    if (before != nullptr && after != nullptr)
        figure.difference = difference_text(before->value, after->value);
    return figure;
}

bool at_scale(Exact& value, int decimals) {
    while (value.decimals < decimals) {
        if (__builtin_mul_overflow(value.minor, 10, &value.minor)) return false;
        ++value.decimals;
    }
    return true;
}

std::string tenths(__int128 numerator, __int128 denominator) {  // rounded half away from zero
    const bool negative = numerator < 0;
    if (negative) numerator = -numerator;
    const __int128 rounded = (numerator * 2 + denominator) / (denominator * 2);
    constexpr __int128 most = std::numeric_limits<std::int64_t>::max();
    const Exact value{static_cast<std::int64_t>(std::min(rounded, most)), 1};
    return (negative && value.minor != 0 ? "-" : "") + plain(value);
}

// Half up; true when the digits have gained one: 9996 becomes 100, not 1000.
bool round_to_three(std::string& digits) {
    const bool up = digits[3] >= '5';
    digits.resize(3);
    if (!up) return false;
    auto at = digits.rbegin();
    while (at != digits.rend() && *at == '9') *at++ = '0';
    if (at != digits.rend()) {
        ++*at;
        return false;
    }
    digits.insert(0, "1").pop_back();
    return true;
}

}  // namespace

std::optional<Exact> parse_exact(std::string_view text) {
    Exact value;
    const bool negative = text.starts_with('-');
    if (negative) text.remove_prefix(1);
    bool point = false;
    bool digit = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        digit = true;
        if (__builtin_mul_overflow(value.minor, 10, &value.minor) ||
            __builtin_sub_overflow(value.minor, c - '0', &value.minor))
            return std::nullopt;  // gathered as negative: its range is the wider one
        if (point) ++value.decimals;
    }
    if (!digit) return std::nullopt;
    if (!negative) {
        if (value.minor == std::numeric_limits<std::int64_t>::min()) return std::nullopt;
        value.minor = -value.minor;
    }
    return value;
}

std::string plain(Exact value) {
    std::string digits = std::to_string(value.minor);
    const bool negative = digits.starts_with('-');
    if (negative) digits.erase(0, 1);
    const auto decimals = static_cast<std::size_t>(value.decimals);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    if (decimals > 0) digits.insert(digits.size() - decimals, ".");
    return negative ? "-" + digits : digits;
}

std::string grouped(std::string_view plain_text) {
    if (!parse_exact(plain_text)) return std::string(plain_text);
    const bool negative = plain_text.starts_with('-');
    if (negative) plain_text.remove_prefix(1);
    const std::size_t whole = std::min(plain_text.find('.'), plain_text.size());
    std::string text = negative && !is_zero(plain_text) ? "-" : "";
    for (std::size_t i = 0; i < whole; ++i) {
        if (i > 0 && (whole - i) % 3 == 0) text += ',';
        text += plain_text[i];
    }
    return text.append(plain_text.substr(whole));
}

std::string grouped_signed(std::string_view plain_text) {
    std::string text = grouped(plain_text);
    if (!text.starts_with('-') && !is_zero(text)) text.insert(0, "+");
    return text;
}

std::optional<Exact> minus(Exact left, Exact right) {
    if (!at_scale(left, right.decimals) || !at_scale(right, left.decimals)) return std::nullopt;
    if (__builtin_sub_overflow(left.minor, right.minor, &left.minor)) return std::nullopt;
    return left;
}

std::optional<std::string> percent_change(Exact before, Exact after) {
    if (!at_scale(before, after.decimals) || !at_scale(after, before.decimals)) return std::nullopt;
    if (before.minor == 0) return std::nullopt;
    const __int128 base = before.minor < 0 ? -static_cast<__int128>(before.minor) : before.minor;
    return tenths((static_cast<__int128>(after.minor) - before.minor) * 1000, base);
}

std::string percent_of(std::int64_t part, std::int64_t whole) {
    if (whole <= 0) return "0.0";
    return tenths(static_cast<__int128>(part) * 1000, whole);
}

std::string in_prose(Exact value, std::string_view currency, Language language) {
    struct Scale {
        int power;
        std::string_view name;
    };
    static constexpr Scale english[] = {{9, " bn"}, {6, " m"}, {3, " thousand"}, {0, ""}};
    static constexpr Scale chinese[] = {{8, "亿"}, {4, "万"}, {0, ""}};
    const std::string digits = plain({value.minor, 0});
    const bool negative = digits.starts_with('-');
    std::string significant = digits.substr(negative ? 1 : 0);
    int whole_digits = static_cast<int>(significant.size()) - value.decimals;
    if (significant.size() > 3 && round_to_three(significant)) ++whole_digits;

    Scale scale{0, ""};
    const auto choose = [&](const auto& scales) {
        for (const Scale& candidate : scales) {
            scale = candidate;
            if (whole_digits > candidate.power) return;
        }
    };
    language == Language::zh ? choose(chinese) : choose(english);
    const int point = whole_digits - scale.power;  // digits before the point
    std::string number;
    if (point <= 0) {
        number = "0." + std::string(static_cast<std::size_t>(-point), '0') + significant;
        if (is_zero(number)) number = "0";
    } else {
        const auto before_point = static_cast<std::size_t>(point);
        if (significant.size() < before_point)
            significant.append(before_point - significant.size(), '0');
        number = grouped(significant.substr(0, before_point));
        if (significant.size() > before_point) number += "." + significant.substr(before_point);
    }
    const std::string sign = negative ? "-" : "";
    if (language == Language::en)
        return std::string(currency) + " " + sign + number + std::string(scale.name);
    if (currency == "CNY" || currency == "CNH")
        return sign + number + std::string(scale.name) + "元";
    return sign + number + std::string(scale.name) + " " + std::string(currency);
}

const sim::RunResult& candidate_of(const ReportInput& input) {
    return *input.variants.at(input.candidate).result;
}

const sim::RunResult* baseline_of(const ReportInput& input) {
    return input.baseline ? input.variants.at(*input.baseline).result : nullptr;
}

std::optional<Figure> figure_of(const ReportInput& input, std::string_view name,
                                std::string_view entity) {
    const sim::RunResult* baseline = baseline_of(input);
    const sim::Kpi* after = kpi_in(candidate_of(input), name, entity);
    const sim::Kpi* before = baseline != nullptr ? kpi_in(*baseline, name, entity) : nullptr;
    if (after == nullptr && before == nullptr) return std::nullopt;
    return figure_between(before, after);
}

std::vector<Figure> all_figures(const ReportInput& input) {
    std::map<std::pair<std::string_view, std::string_view>, const sim::Kpi*> before;
    if (const sim::RunResult* baseline = baseline_of(input))
        for (const sim::Kpi& kpi : baseline->kpis) before.try_emplace({kpi.name, kpi.entity}, &kpi);
    std::vector<Figure> figures;
    for (const sim::Kpi& kpi : candidate_of(input).kpis) {
        const auto found = before.find({kpi.name, kpi.entity});
        figures.push_back(figure_between(found == before.end() ? nullptr : found->second, &kpi));
    }
    return figures;
}

std::vector<EntityName> entities_of(const ReportInput& input) {
    std::vector<EntityName> entities;
    for (const sim::BookRow& book : input.variants.at(input.candidate).directory->books)
        if (book.is_entity)
            entities.push_back({book.code, book.name_en, book.name_zh, book.jurisdiction});
    return entities;
}

EntityName entity_named(const ReportInput& input, const std::string& id) {
    for (EntityName& entity : entities_of(input))
        if (entity.id == id) return std::move(entity);
    if (id == "group") return {id, "Group", "集团", ""};
    return {id, id, id, ""};
}

std::vector<Figure> worse_off(const ReportInput& input) {
    std::vector<Figure> losers;
    for (const Figure& figure : all_figures(input))
        if (figure.name == "net_benefit" && figure.entity != "group" && figure.difference &&
            figure.difference->starts_with('-') && !is_zero(*figure.difference))
            losers.push_back(figure);
    std::ranges::stable_sort(losers, {}, [](const Figure& figure) {
        const auto value = parse_exact(*figure.difference);
        return value ? value->minor : std::numeric_limits<std::int64_t>::min();
    });
    return losers;
}

}  // namespace rmbsim::adapters
