// Any number of records in order, in constant memory: runs that are sorted go to scratch files and are merged.
//
// Record      trivially copyable, with a total order by <
// Memory      `in_memory` records, and one of each run; when there are runs_most, they become one
// Errors      std::system_error (scratch_file.hpp)
#pragma once

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <type_traits>
#include <utility>
#include <vector>

#include "adapters/seller_reports/scratch_file.hpp"

namespace rmbsim::adapters::sellers {

template <class Record>
class SpilledSort {
    static_assert(std::is_trivially_copyable_v<Record>);

  public:
    SpilledSort(std::filesystem::path folder, std::size_t in_memory)
        : folder_(std::move(folder)), in_memory_(in_memory) {}

    void add(const Record& record) {
        held_.push_back(record);
        if (held_.size() >= in_memory_) spill();
    }

    // Hands all of them to `take`, in order, and forgets them.
    template <class Take>
    void drain(Take take) {
        if (runs_.empty()) {
            std::sort(held_.begin(), held_.end());
            for (const Record& record : held_) take(record);
            held_.clear();
            return;
        }
        if (!held_.empty()) spill();
        merge(take);
        runs_.clear();
    }

  private:
    static constexpr std::size_t runs_most = 64;

    void spill() {
        std::sort(held_.begin(), held_.end());
        ScratchFile run(folder_);
        run.write(held_.data(), held_.size() * sizeof(Record));
        held_.clear();
        runs_.push_back(std::move(run));
        if (runs_.size() < runs_most) return;
        ScratchFile all(folder_);
        merge([&](const Record& record) { all.write(&record, sizeof(Record)); });
        runs_.clear();
        runs_.push_back(std::move(all));
    }

    template <class Take>
    void merge(Take take) {
        struct Next {
            Record record;
            std::size_t run;
        };
        const auto is_later = [](const Next& a, const Next& b) { return b.record < a.record; };
        std::vector<Next> heap;
        for (std::size_t run = 0; run < runs_.size(); ++run) {
            runs_[run].rewind();
            Next next{.record = {}, .run = run};
            if (runs_[run].read(&next.record, sizeof(Record))) heap.push_back(next);
        }
        std::ranges::make_heap(heap, is_later);
        while (!heap.empty()) {
            std::ranges::pop_heap(heap, is_later);
            Next& next = heap.back();
            take(std::as_const(next.record));
            if (runs_[next.run].read(&next.record, sizeof(Record)))
                std::ranges::push_heap(heap, is_later);
            else
                heap.pop_back();
        }
    }

    std::filesystem::path folder_;
    std::size_t in_memory_;
    std::vector<Record> held_;
    std::vector<ScratchFile> runs_;
};

}  // namespace rmbsim::adapters::sellers
