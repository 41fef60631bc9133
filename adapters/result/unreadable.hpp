// Thrown while a result is read back and caught in read_result: what is wrong, in words.
#pragma once

#include <string>

namespace rmbsim::adapters {

struct Unreadable {
    std::string what;
};

}  // namespace rmbsim::adapters
