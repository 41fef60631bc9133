#include "adapters/statements/camt_balance.hpp"

#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "adapters/statements/camt_values.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/xml/xml_reader.hpp"

namespace rmbsim::adapters::statements {
namespace {

struct BalanceCode {
    std::string_view code;
    BalanceKind kind;
};
constexpr std::array<BalanceCode, 9> balance_codes{{
    {"OPBD", BalanceKind::opening},
    {"PRCD", BalanceKind::previous_closing},
    {"CLBD", BalanceKind::closing},
    {"OPAV", BalanceKind::opening_available},
    {"CLAV", BalanceKind::closing_available},
    {"FWAV", BalanceKind::forward_available},
    {"ITBD", BalanceKind::interim_booked},
    {"ITAV", BalanceKind::interim_available},
    {"XPCD", BalanceKind::expected},
}};

}  // namespace

std::string_view code_of(BalanceKind kind) {
    for (const BalanceCode& row : balance_codes)
        if (row.kind == kind) return row.code;
    return {};
}

void CamtBalanceReading::take(BalanceText what, std::string_view text,
                              std::string_view currency_text, xml::Cursor& at) {
    switch (what) {
        case BalanceText::code:
            has_type_ = true;
            for (const BalanceCode& row : balance_codes)
                if (row.code == text) balance_.kind = row.kind;
            if (balance_.kind == BalanceKind::other) balance_.code = text;
            return;
        case BalanceText::proprietary:
            has_type_ = true;
            balance_.code = text;
            return;
        case BalanceText::sub_type:
            balance_.is_intermediate = text == "INTM";
            return;
        case BalanceText::amount:
            if (const auto currency = currency_in(currency_text, at)) {
                balance_.currency = *currency;
                const auto minor = minor_in(text, *currency, at);
                has_amount_ = minor.has_value();
                balance_.minor = minor.value_or(0);
            }
            is_broken_ |= !has_amount_;
            return;
        case BalanceText::sign:
            sign_ = sign_in(text, at);
            return;
        case BalanceText::date:
            balance_.date = date_in(text, at);
            is_broken_ |= !balance_.date;
            return;
    }
}

std::optional<Balance> CamtBalanceReading::finish(xml::Cursor& at) {
    demand(has_type_, place_, "Bal", "Tp", at);
    demand(has_amount_ || is_broken_, place_, "Bal", "Amt", at);
    demand(sign_.has_value(), place_, "Bal", "CdtDbtInd", at);
    demand(balance_.date || is_broken_, place_, "Bal", "Dt", at);
    if (!has_amount_ || is_broken_ || !sign_) return std::nullopt;
    if (*sign_ < 0) balance_.minor = -balance_.minor;
    return std::move(balance_);
}

}  // namespace rmbsim::adapters::statements
