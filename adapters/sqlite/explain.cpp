#include "adapters/sqlite/explain.hpp"

#include <charconv>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "adapters/report/language.hpp"
#include "adapters/sqlite/database.hpp"
#include "adapters/sqlite/explain_parts.hpp"
#include "adapters/sqlite/journal_file.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::string_view usage =
    "say what to explain: entry N, decision N, limit ID, account ID, kpi NAME, payment P-N or "
    "NAME, flow ID or refusal N";

std::optional<std::uint32_t> number_in(std::string_view text) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return number;
}

std::expected<std::string, std::string> dispatch(JournalFile& file, const std::string& kind,
                                                 const std::string& name,
                                                 const ExplainOptions& options) {
    const Language language = options.language;
    if (kind == "limit") return sqlite::explain_limit(file, name, language);
    if (kind == "account") return sqlite::explain_account(file, name, options);
    if (kind == "kpi") return sqlite::explain_kpi(file, name, options);
    if (kind == "flow") return sqlite::explain_flow(file, name, options);

    std::string_view digits = name;
    if (kind == "payment" && (digits.starts_with("P-") || digits.starts_with("p-")))
        digits.remove_prefix(2);
    const auto number = number_in(digits);
    const bool numbered =
        kind == "entry" || kind == "decision" || kind == "payment" || kind == "refusal";
    if (!numbered) return std::unexpected(fmt::format("'{}' cannot be explained; {}", kind, usage));
    // A name may be a number, and a flow of a company is a payment to those who made it.
    if (kind == "payment") {
        auto named = sqlite::explain_payment_named(file, name, language);
        // "P-2" may be both, as a bank's files name payments as they like: each is told.
        if (named && number && digits.size() != name.size())
            if (const auto other = sqlite::explain_payment(file, *number, language);
                other && !named->contains(*other))
                *named += "\n" + *other;
        if (named) return *std::move(named);
        if (auto order = sqlite::explain_order(file, name, language)) return *std::move(order);
    }
    if (!number && kind == "payment") {
        auto flow = sqlite::explain_flow(file, name, options);
        const std::string nearest = sqlite::nearest_payment(file, name, language);
        if (flow || nearest.empty()) return flow;
        return std::unexpected(fmt::format("there is no payment {}{}", name, nearest));
    }
    if (!number) {
        return std::unexpected(fmt::format("'{}' is no number of {}", name,
                                           kind == "entry"      ? "an entry"
                                           : kind == "decision" ? "a decision"
                                                                : "a refusal"));
    }
    if (kind == "entry") return sqlite::explain_entry(file, *number, language);
    if (kind == "decision") return sqlite::explain_decision(file, *number, options);
    if (kind == "refusal") return sqlite::explain_refusal(file, *number, options);
    return sqlite::explain_payment(file, *number, language);
}

}  // namespace

std::expected<std::string, std::string> explain(JournalFile& file,
                                                const std::vector<std::string>& words,
                                                const ExplainOptions& options) {
    if (words.size() != 2) return std::unexpected(std::string(usage));
    try {
        auto text = dispatch(file, words[0], words[1], options);
        if (text && !file.findings().empty())
            *text += options.language == Language::zh
                         ? "\n注意:该账册已损坏,请先运行 audit。\n"
                         : "\nThe journal is damaged: run audit before you rely on this.\n";
        return text;
    } catch (const sqlite::SqliteError& error) {
        return std::unexpected(fmt::format("the journal cannot be read on: {}", error.what()));
    }
}

std::expected<std::string, std::string> explain(const std::filesystem::path& journal,
                                                const std::vector<std::string>& words,
                                                const ExplainOptions& options) {
    auto file = JournalFile::open(journal);
    if (!file) return std::unexpected(file.error());
    return explain(*file, words, options);
}

}  // namespace rmbsim::adapters
