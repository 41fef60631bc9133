// explain payment P-N or by name: who paid whom, over which rail by which rules, each step in the rail's
// local time and why it waited, and the entry that booked it, alone or in a set.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/digest_text.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/explain_text.hpp"
#include "adapters/sqlite/journal_file.hpp"
#include "adapters/sqlite/payment_rows.hpp"
#include "ledger/id.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/payment_log.hpp"
#include "sim/kernel/store.hpp"

namespace rmbsim::adapters::sqlite {
namespace {

constexpr std::size_t bookings_shown = 5;
constexpr std::size_t payments_shown = 20;
constexpr std::size_t names_searched = 20'000;

struct NamedWords {
    std::string_view name;
    Words words;
};

constexpr Words between_banks{"between the banks", "银行间"};

constexpr std::array step_words{
    NamedWords{"waiting", {"waiting to be let in", "待进入"}},
    NamedWords{"queued", {"queued", "排队"}},
    NamedWords{"settled", {"settled", "已结算"}},
    NamedWords{"returned", {"returned to the payer", "退回付款行"}},
    NamedWords{"withdrawn", {"withdrawn", "已撤销"}},
    NamedWords{"rejected", {"rejected", "已拒绝"}},
};

constexpr std::array reason_words{
    NamedWords{"no_session", {"no session takes payments", "不在受理时段"}},
    NamedWords{"behind", {"earlier payments of its payer wait", "排在付款行先到的支付之后"}},
    NamedWords{"no_liquidity", {"the payer has not the liquidity", "付款行流动性不足"}},
    NamedWords{"bilateral_limit", {"limit against the payee", "对收款行限额"}},
    NamedWords{"multilateral_limit", {"limit against all", "多边限额"}},
    NamedWords{"payee_cap", {"the payee may hold no more", "收款行余额上限"}},
    NamedWords{"link_incomplete",
               {"the other leg has not come or cannot go", "另一边未到或不能结算"}},
    NamedWords{"payer_closed", {"outage of the payer", "付款行故障"}},
    NamedWords{"no_liquidity_session_end",
               {"no liquidity by the session's end", "场次结束时流动性仍不足"}},
    NamedWords{"duplicate", {"handed in before", "重复支付"}},
    NamedWords{"recalled", {"called back by the payer", "付款行撤回"}},
    NamedWords{"wrong_account", {"wrong account", "账号有误"}},
    NamedWords{"returned_by_payee", {"the payee gave it back", "收款行退回"}},
    NamedWords{"unwound", {"a bank of the net cycle failed", "轧差场次中有行违约"}},
    NamedWords{"above_item_limit", {"larger than the rail takes", "超过单笔上限"}},
    NamedWords{"processing", {"the bank that keeps the accounts works on it", "账户行处理中"}},
};

constexpr std::array channel_words{
    NamedWords{"entry", {"at once, on entry", "进入即结算"}},
    NamedWords{"release", {"alone, from the queue", "排队后逐笔放行"}},
    NamedWords{"offset", {"against payments the other way", "双边对冲"}},
    NamedWords{"resolution", {"together in a set", "多边撮合"}},
    NamedWords{"net", {"in a net cycle", "轧差场次"}},
};

template <std::size_t size>
std::string words_for(const std::array<NamedWords, size>& words, std::string_view name,
                      Language language) {
    const auto at = std::ranges::find(words, name, &NamedWords::name);
    return at == words.end() ? std::string(name) : at->words.in(language);
}

std::string reason_text(std::string_view reason, Language language) {
    if (reason.empty()) return "";
    std::string text = words_for(reason_words, reason, language);
    for (std::uint8_t i = 0; i < sim::payment_reason_count; ++i) {
        const auto known = static_cast<sim::PaymentReason>(i);
        if (name_of(known) == reason && !iso_code_of(known).empty())
            text += fmt::format(" [{}]", iso_code_of(known));
    }
    return text;
}

std::string payment_label(const PaymentRow& payment) {
    return payment.name.empty() ? fmt::format("P-{}", payment.id)
                                : fmt::format("P-{} ({})", payment.id, payment.name);
}

std::string bank_text(const sim::Directory& directory, std::uint32_t book, Language language) {
    return book < directory.books.size() ? book_text(directory, ledger::BookId{book}, language)
                                         : "?";
}

std::string wait_text(std::int64_t ms) {
    const std::int64_t seconds = ms / 1000;
    return fmt::format("{}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string money_of(const PaymentRow& payment, std::int64_t minor) {
    return fmt::format("{} {}", grouped(minor, payment.decimals), payment.currency);
}

void tell_terms(Explanation& to, const sim::Directory& directory, const PaymentRow& payment,
                const sim::PaymentSystemRow* system) {
    const Language language = to.language();
    to.fact({"payer", "付款行"}, bank_text(directory, payment.payer_book, language));
    to.fact({"payee", "收款行"}, bank_text(directory, payment.payee_book, language));
    to.fact({"amount", "金额"}, money_of(payment, payment.minor));
    std::string rail = payment.rail;
    if (system != nullptr)
        rail += fmt::format(" ({})", text_in(language, system->name_en, system->name_zh));
    to.fact({"rail", "通道"}, rail);
    if (system != nullptr)
        to.fact({"rules", "规则包"},
                system->rules_source.empty()
                    ? system->rules
                    : fmt::format("{} [{}]", system->rules, system->rules_source));
    to.fact({"class", "优先级"}, payment.priority_class == 0
                                     ? Words{"0 (most urgent)", "0(最急)"}.in(language)
                                     : fmt::format("{}", payment.priority_class));
    to.fact({"UETR", "UETR"}, payment.uetr);
}

void tell_steps(Explanation& to, const std::vector<PaymentStepRow>& steps,
                const PaymentRow& payment, const std::vector<sim::ZoneOffset>& offsets) {
    const Language language = to.language();
    TextTable table({Align::left, Align::left, Align::right, Align::left, Align::left});
    table.row({local_time_text(payment.submitted_ms, offsets),
               Words{"handed in", "提交"}.in(language), grouped(payment.minor, payment.decimals),
               "", ""});
    for (const PaymentStepRow& step : steps) {
        const std::string why = step.channel.empty()
                                    ? reason_text(step.reason, language)
                                    : words_for(channel_words, step.channel, language);
        table.row({local_time_text(step.time_ms, offsets),
                   words_for(step_words, step.step, language),
                   grouped(step.minor, payment.decimals), why,
                   step.entry ? fmt::format("entry {}", *step.entry) : ""});
    }
    to.heading({"steps, local time of the rail", "各步骤(通道当地时间)"});
    to.table(table);
}

// The payment's entries, and with which others it went.
void tell_bookings(Explanation& to, JournalFile& file, const PaymentRow& payment,
                   const std::vector<PaymentStepRow>& steps,
                   const std::vector<sim::ZoneOffset>& offsets) {
    const sim::Directory& directory = file.directory();
    const Language language = to.language();
    const bool zh = language == Language::zh;
    std::vector<std::uint32_t> entries;
    for (const PaymentStepRow& step : steps)
        if (step.entry && entries.size() < bookings_shown) entries.push_back(*step.entry);
    const bool moved_nothing = std::ranges::any_of(steps, [](const PaymentStepRow& step) {
        return step.step == name_of(sim::PaymentStepKind::settled) && !step.entry;
    });
    if (moved_nothing)
        to.line(Words{"settled in a set whose nets are all zero: nothing was to be booked",
                      "所在集合净额全为零:无须记账"}
                    .in(language));
    if (entries.empty()) return;
    const auto found = find_entries(file, [&](std::uint32_t id, const auto&, auto) {
        return std::ranges::find(entries, id) != entries.end();
    });
    for (const FoundEntry& entry : found) {
        const std::int64_t together = count_booked_by(file.database(), entry.id);
        std::string heading = fmt::format(
            fmt::runtime(zh ? "分录 {},记账 {},起息 {}" : "entry {}, booked {}, value date {}"),
            entry.id, local_time_text(entry.row.time_ms, offsets), date_text(entry.row.value_day));
        to.line(heading);
        to.line(rule_text(directory, entry.row.rule, language));
        if (together > 1) {
            std::string with;
            for (const BookedPayment& other :
                 payments_booked_by(file.database(), entry.id, payments_shown))
                if (other.payment.id != payment.id)
                    with += (with.empty() ? "" : ", ") + payment_label(other.payment);
            if (together > static_cast<std::int64_t>(payments_shown)) with += ", …";
            to.line(fmt::format(fmt::runtime(zh ? "{} 笔支付同时结算,以净额记账;同集合:{}"
                                                : "{} payments as net lines; with {}"),
                                together, with));
        }
        tell_postings(to, directory, entry);
    }
}

// What happened to it in one payment system.
void tell_one_payment(Explanation& to, JournalFile& file, const PaymentRow& payment) {
    const Language language = to.language();
    const sim::PaymentSystemRow* system = system_of(file.directory(), payment.rail);
    const std::vector<sim::ZoneOffset> offsets =
        system == nullptr ? std::vector<sim::ZoneOffset>{} : system->offsets;
    const std::vector<PaymentStepRow> steps = steps_of(file.database(), payment.id);
    PaymentEnd end;
    std::string waited_for;
    for (const PaymentStepRow& step : steps) {
        end.take(step, payment.minor);
        if (end.ended_ms < 0 && !step.reason.empty())
            waited_for = reason_text(step.reason, language);
    }
    tell_terms(to, file.directory(), payment, system);
    std::string status = words_for(step_words, end.status, language);
    if (end.ended_ms >= 0) status += " " + local_time_text(end.ended_ms, offsets);
    to.fact({"status", "状态"}, status);
    if (!end.reason.empty()) to.fact({"because", "原因"}, reason_text(end.reason, language));
    if (end.settled_minor != 0 && end.settled_minor != payment.minor)
        to.fact({"settled so far", "已结算金额"}, money_of(payment, end.settled_minor));
    if (end.ended_ms > payment.submitted_ms) {
        std::string waited = wait_text(end.ended_ms - payment.submitted_ms);
        if (!waited_for.empty() && waited_for != reason_text(end.reason, language))
            waited += ": " + waited_for;
        to.fact({"waited", "等待"}, waited);
    }
    if (payment.return_of != 0) {
        const auto original = payment_numbered(file.database(), payment.return_of);
        to.fact({"brings back", "退回的支付"},
                original ? payment_label(*original) : fmt::format("P-{}", payment.return_of));
    }
    for (const PaymentRow& back : payments_returning(file.database(), payment.id))
        to.fact({"brought back by", "退回于"}, payment_label(back));
    tell_steps(to, steps, payment, offsets);
    tell_bookings(to, file, payment, steps, offsets);
}

// A payment over several rails with all its legs, when its first one is asked for.
void tell_payment(Explanation& to, JournalFile& file, const PaymentRow& payment) {
    const bool is_routed = payment.leg != 0 && payment.return_of == 0;
    if (is_routed) tell_route(to, file, payment);
    if (!is_routed || payment.leg_of != 0) return tell_one_payment(to, file, payment);
    for (const PaymentRow& leg : legs_of(file.database(), payment.id)) {
        to.line(
            fmt::format(fmt::runtime(to.language() == Language::zh ? "第 {} 程 {}" : "leg {} {}"),
                        leg.leg, payment_label(leg)));
        tell_one_payment(to, file, leg);
    }
}

}  // namespace

Explained explain_payment(JournalFile& file, std::uint32_t id, Language language) {
    const auto payment = payment_numbered(file.database(), id);
    Explanation to(language);
    to.title(fmt::format("{} {}", language == Language::zh ? "付款" : "payment",
                         payment ? payment_label(*payment) : fmt::format("P-{}", id)));
    const bool instructed = tell_instruction(to, file, id);
    if (!payment && !instructed)
        return std::unexpected(fmt::format("there is no payment P-{} in the journal", id));
    if (!payment) return to.text();
    if (instructed) to.heading(between_banks);
    tell_payment(to, file, *payment);
    return to.text();
}

std::optional<std::string> explain_payment_named(JournalFile& file, const std::string& name,
                                                 Language language) {
    const std::vector<PaymentRow> found = payments_named(file.database(), name);
    if (found.empty()) return std::nullopt;
    Explanation to(language);
    for (const PaymentRow& payment : found) {  // a payment, and what was handed in again as it
        to.title(fmt::format("{} {}", language == Language::zh ? "付款" : "payment",
                             payment_label(payment)));
        if (tell_instruction(to, file, payment.id)) to.heading(between_banks);
        tell_payment(to, file, payment);
    }
    return to.text();
}

std::string nearest_payment(JournalFile& file, const std::string& name, Language language) {
    return did_you_mean(name, payment_names(file.database(), names_searched), language);
}

void tell_payments_of_entry(Explanation& to, JournalFile& file, std::uint32_t entry) {
    const std::vector<BookedPayment> booked =
        payments_booked_by(file.database(), entry, payments_shown);
    if (booked.empty()) return;
    const std::int64_t all = count_booked_by(file.database(), entry);
    TextTable table({Align::left, Align::left, Align::right, Align::left});
    const sim::Directory& directory = file.directory();
    const auto code = [&](std::uint32_t book) {
        return book < directory.books.size() ? directory.books[book].code : std::string("?");
    };
    for (const BookedPayment& one : booked)
        table.row(
            {payment_label(one.payment),
             fmt::format("{} → {}", code(one.payment.payer_book), code(one.payment.payee_book)),
             grouped(one.minor, one.payment.decimals), one.payment.currency});
    to.heading({"payments that it books", "所记支付"});
    to.table(table);
    if (all > static_cast<std::int64_t>(booked.size()))
        to.line(fmt::format(
            fmt::runtime(to.language() == Language::zh ? "共 {} 笔" : "… {} payments in all"),
            all));
}

}  // namespace rmbsim::adapters::sqlite
