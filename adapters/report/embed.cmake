# Writes OUTPUT, a C++ file that holds each of FILES as one raw string, found by its name.
# Raw strings compile in a tenth of a second per megabyte; an array of bytes takes minutes of a
# reader's patience, and .incbin would tie the file to one assembler.
set(text "// Made by adapters/report/embed.cmake from the files of adapters/report/assets.
#include \"adapters/report/assets.hpp\"

namespace rmbsim::adapters {

std::string_view asset(std::string_view name) {
")
file(WRITE ${OUTPUT}.new "${text}")
foreach(path IN LISTS FILES)
    get_filename_component(name ${path} NAME)
    file(READ ${path} content)
    string(FIND "${content}" ")asset_text\"" position)
    if(NOT position EQUAL -1)
        message(FATAL_ERROR "${path} holds the end mark of the raw string")
    endif()
    file(APPEND ${OUTPUT}.new "    if (name == \"${name}\")\n        return R\"asset_text(")
    file(APPEND ${OUTPUT}.new "${content}")
    file(APPEND ${OUTPUT}.new ")asset_text\";\n")
endforeach()
file(APPEND ${OUTPUT}.new "    return {};\n}\n\n}  // namespace rmbsim::adapters\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})
