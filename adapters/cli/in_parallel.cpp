#include "adapters/cli/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <functional>
#include <thread>
#include <vector>

namespace rmbsim::adapters::cli {

void in_parallel(std::size_t count, std::size_t threads,
                 const std::function<void(std::size_t)>& task) {
    std::atomic<std::size_t> next = 0;
    std::atomic<bool> failed = false;
    std::vector<std::exception_ptr> failures(count);
    const auto work = [&] {
        while (!failed) {
            const std::size_t mine = next++;
            if (mine >= count) return;
            try {
                task(mine);
            } catch (...) {
                failures[mine] = std::current_exception();
                failed = true;
            }
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < std::min(threads, count); ++i) others.emplace_back(work);
        work();
    }
    for (const std::exception_ptr& failure : failures)
        if (failure) std::rethrow_exception(failure);
}

std::size_t default_threads() { return std::thread::hardware_concurrency() >= 2 ? 2 : 1; }

}  // namespace rmbsim::adapters::cli
