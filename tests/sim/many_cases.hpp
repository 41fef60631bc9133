// A property over more cases than RapidCheck takes by itself.
#pragma once

#include <algorithm>
#include <sstream>
#include <string>
#include <utility>

#include <catch2/catch.hpp>
#include <rapidcheck.h>

namespace many_cases {

// The sanitizers look for faults of memory, which a tenth of the cases reaches; the rule itself is proved without them.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr int share = 10;
#else
constexpr int share = 1;
#endif

// Seed and a larger number of cases come from RC_PARAMS, as for rc::prop.
template <class Testable>
void check(const std::string& description, int cases, Testable&& testable) {
    SECTION(description) {
        rc::detail::TestMetadata metadata;
        metadata.id = description;
        metadata.description = description;
        rc::detail::TestParams params = rc::detail::configuration().testParams;
        params.maxSuccess = std::max(params.maxSuccess, cases / share);
        const auto result =
            rc::detail::checkTestable(std::forward<Testable>(testable), metadata, params);
        std::ostringstream told;
        rc::detail::printResultMessage(result, told);
        INFO(told.str());
        CHECK(result.template is<rc::detail::SuccessResult>());
    }
}

}  // namespace many_cases
