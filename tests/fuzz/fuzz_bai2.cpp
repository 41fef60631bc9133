// Any bytes as a statement of this syntax: read, listed or refused, never a crash.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "adapters/statements/read.hpp"
#include "adapters/statements/reconcile.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim::adapters;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    statements::Collector collector;
    Diagnostics said;
    std::ignore = statements::recognise(bytes);
    statements::read(statements::Syntax::bai2, bytes, "a", collector, said);
    for (const statements::Statement& statement : collector.statements)
        std::ignore = statements::reconcile(statement);
    std::ignore = to_text(said);
    return 0;
}
