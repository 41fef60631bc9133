#include "adapters/zmq/encode_binary.hpp"

#include <algorithm>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/zmq/encode_json.hpp"
#include "ledger/currency.hpp"
#include "ledger/entry.hpp"
#include "sim/kernel/decision.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::string_view magic = "RMB1";
constexpr unsigned goes_on = 128;

template <std::integral Integer>
char* put(char* to, Integer value) {
    if constexpr (std::endian::native == std::endian::big) value = std::byteswap(value);
    std::memcpy(to, &value, sizeof value);
    return to + sizeof value;
}

// "key":[one of each row, by `append`]
template <class Rows, class Append>
void append_list(std::string& out, std::string_view key, const Rows& rows, Append append) {
    append_json_string(out += out.size() == 1 ? "" : ",", key);
    out += ":[";
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (i > 0) out += ',';
        append(rows[i]);
    }
    out += ']';
}

template <class Enum>
std::vector<std::string_view> names_up_to(Enum last) {
    std::vector<std::string_view> names;
    for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i)
        names.push_back(name_of(static_cast<Enum>(i)));
    return names;
}

}  // namespace

void append_binary(std::string& out, const sim::Record& record) {
    const std::size_t postings =
        std::min<std::size_t>(record.posting_count, sim::Record::postings_max);
    const std::size_t at = out.size();
    out.resize(at + binary_record + postings * binary_posting);
    char* to = out.data() + at;
    to = put(to, record.seq);
    to = put(to, record.time_ms);
    to = put(to, record.amount_minor);
    to = put(to, record.other_minor);
    to = put(to, record.book);
    to = put(to, record.subject);
    to = put(to, record.rule);
    to = put(to, record.link);
    to = put(to, record.value_day);
    to = put(to, record.code);
    to = put(to, static_cast<std::uint8_t>(record.kind));
    to = put(to, static_cast<std::uint8_t>(postings + (record.more ? goes_on : 0)));
    for (std::size_t i = 0; i < postings; ++i) {
        to = put(to, record.postings[i].minor);
        to = put(to, record.postings[i].account);
        to = put(to, std::uint32_t{0});
    }
}

void begin_binary(std::string& out) {
    out.append(magic);
    out.append(binary_head - magic.size(), '\0');
}

void count_binary(std::string& batch, std::uint32_t records) {
    put(batch.data() + magic.size(), records);
}

std::string names_text(const sim::Directory& directory) {
    std::string out = "{";
    const auto text = [&](std::string_view name) { append_json_string(out, name); };
    const auto with_unit = [&](std::string_view name, std::string_view currency, int decimals) {
        append_json_string(out += "{\"id\":", name);
        append_json_string(out += ",\"currency\":", currency);
        out += ",\"decimals\":" + std::to_string(decimals) + "}";
    };
    append_list(out, "books", directory.books, [&](const auto& row) { text(row.code); });
    append_list(out, "accounts", directory.accounts, [&](const sim::AccountRow& row) {
        with_unit(row.spec.code, ledger::code_of(row.spec.currency),
                  ledger::decimals_of(row.spec.currency));
    });
    append_list(out, "rules", directory.rules, [&](const auto& row) { text(row.code); });
    append_list(out, "links", directory.links,
                [&](const sim::LinkRow& row) { with_unit(row.id, row.currency, row.decimals); });
    append_list(out, "limits", directory.limits,
                [&](const sim::LimitRow& row) { with_unit(row.id, row.currency, row.decimals); });
    append_list(out, "flows", directory.flow_names, text);
    append_list(out, "kinds", names_up_to(sim::RecordKind::end), text);
    // What `code` says: of a payment, of a sweep or a cut one, of a flow that the ledger refused.
    append_list(out, "payment_status", names_up_to(sim::PaymentStatus::withdrawn), text);
    append_list(out, "sweep_outcome",
                names_up_to(static_cast<sim::SweepOutcome>(sim::sweep_outcome_count - 1)), text);
    append_list(out, "refusal", names_up_to(ledger::PostError::below_floor), text);
    out += "}\n";
    return out;
}

}  // namespace rmbsim::adapters
