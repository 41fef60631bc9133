#include "adapters/outgoing/outgoing.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/outgoing/bank_messages.hpp"
#include "adapters/outgoing/company_orders.hpp"

namespace rmbsim::adapters::outgoing {
namespace {

constexpr std::array<std::string_view, 3> format_words{"pacs", "pain001", "mt101"};

}  // namespace

std::string_view name_of(Format format) { return format_words[static_cast<std::size_t>(format)]; }

std::optional<Format> find_format(std::string_view name) {
    for (std::size_t i = 0; i < format_words.size(); ++i)
        if (format_words[i] == name) return static_cast<Format>(i);
    return std::nullopt;
}

std::string format_names() { return "pacs, pain001 or mt101"; }

void write_messages(JournalFile& journal, std::span<const sim::PaymentResult> instructions,
                    Format format, const Take& take) {
    switch (format) {
        case Format::pacs:
            return write_bank_messages(journal, instructions, take);
        case Format::pain001:
        case Format::mt101:
            return write_company_orders(journal, instructions, format, take);
    }
}

}  // namespace rmbsim::adapters::outgoing
