// Tasks on a few threads, started in their order; the results are the caller's, each task its own slot.
//
// Errors      when tasks throw, no new one starts and the exception of the first of them, in the tasks'
//             order, is thrown again: the same one whatever the number of threads
#pragma once

#include <cstddef>
#include <functional>

namespace rmbsim::adapters::cli {

// Calls task(0) … task(count - 1), each once; with one thread in the caller's own.
void in_parallel(std::size_t count, std::size_t threads,
                 const std::function<void(std::size_t)>& task);

std::size_t default_threads();  // two, or one where the machine has no second core

}  // namespace rmbsim::adapters::cli
