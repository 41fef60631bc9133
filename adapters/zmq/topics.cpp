#include "adapters/zmq/topics.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "sim/kernel/directory.hpp"
#include "sim/kernel/outlet.hpp"

namespace rmbsim::adapters {

Topics::Topics(const sim::Directory& directory) : books_(directory.books.size()) {
    const auto kinds = static_cast<unsigned>(sim::RecordKind::end) + 1;
    for (unsigned kind = 0; kind < kinds; ++kind) {
        const std::string start =
            "rmbsim." + std::string(sim::name_of(static_cast<sim::RecordKind>(kind))) + ".";
        for (const sim::BookRow& book : directory.books) topics_.push_back(start + book.code);
        topics_.push_back(start + "-");
    }
}

std::size_t Topics::index_of(const sim::Record& record) const {
    return static_cast<std::size_t>(record.kind) * (books_ + 1) +
           std::min<std::size_t>(record.book, books_);
}

}  // namespace rmbsim::adapters
