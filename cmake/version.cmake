# Writes rmbsim_version.hpp and rmbsim_version.cpp into OUTPUT_DIR, touching neither when nothing changed.
# The commit comes from git when SOURCE_DIR is the top of a clone, from git archive's substitution in a
# tarball made by it, and is "unknown" otherwise.
set(archived "$Format:%H$")

set(commit unknown)
find_program(git_program git)
if(git_program AND EXISTS ${SOURCE_DIR}/.git)
    execute_process(COMMAND ${git_program} -C ${SOURCE_DIR} rev-parse HEAD
        OUTPUT_VARIABLE head OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE failed)
    if(NOT failed)
        set(commit ${head})
    endif()
elseif(archived MATCHES "^[0-9a-f]+$")
    set(commit ${archived})
endif()

file(CONFIGURE OUTPUT ${OUTPUT_DIR}/rmbsim_version.hpp @ONLY CONTENT
[[// What this program is, for `rmbsim version` and a run's manifest.
#pragma once
#include <string_view>

namespace rmbsim {

extern const std::string_view version;     // "0.1.0"
extern const std::string_view commit;      // 40 hex digits, or "unknown" outside a clone
extern const std::string_view compiler;    // "GNU 12.2.0"
extern const std::string_view build_type;  // "RelWithDebInfo"

}  // namespace rmbsim
]])
file(CONFIGURE OUTPUT ${OUTPUT_DIR}/rmbsim_version.cpp @ONLY CONTENT
[[#include "rmbsim_version.hpp"

namespace rmbsim {

constinit const std::string_view version = "@VERSION@";
constinit const std::string_view commit = "@commit@";
constinit const std::string_view compiler = "@COMPILER@";
constinit const std::string_view build_type = "@BUILD_TYPE@";

}  // namespace rmbsim
]])
