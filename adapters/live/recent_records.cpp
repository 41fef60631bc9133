#include "adapters/live/recent_records.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/zmq/encode_json.hpp"
#include "ledger/contract.hpp"
#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters::live {

RecentRecords::RecentRecords(sim::Outlet* next, std::size_t capacity)
    : next_(next), ring_(capacity) {
    ledger::expects(capacity > 0, "at least one record is kept");
}

void RecentRecords::open(const sim::Directory& directory) {
    encoder_ = std::make_unique<JsonEncoder>(directory);
    if (next_ != nullptr) next_->open(directory);
}

void RecentRecords::publish(const sim::Record& record) {
    last_ = record.seq;
    ring_[record.seq % ring_.size()] = record;
    if (next_ != nullptr) next_->publish(record);
}

void RecentRecords::close() {
    if (next_ != nullptr) next_->close();
}

std::uint64_t RecentRecords::first_seq() const {
    if (last_ == 0) return 0;
    return last_ > ring_.size() ? last_ - ring_.size() + 1 : 1;
}

std::string RecentRecords::json(std::uint64_t from, std::uint64_t to) const {
    std::string lines;
    if (!encoder_ || last_ == 0) return lines;
    from = std::max(from, first_seq());
    to = std::min(to, last_);
    for (std::uint64_t seq = from; seq <= to; ++seq) {
        if (!lines.empty()) lines.back() = ',';  // instead of the line's end
        encoder_->append(lines, ring_[seq % ring_.size()]);
    }
    if (!lines.empty()) lines.pop_back();
    return lines;
}

}  // namespace rmbsim::adapters::live
