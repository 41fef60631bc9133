#include "adapters/iso20022/read_messages.hpp"

#include <filesystem>
#include <string>
#include <string_view>

#include "adapters/iso20022/message_reader.hpp"
#include "adapters/text/diagnostic.hpp"

namespace rmbsim::adapters::iso20022 {
namespace {

// After the reading: a file without any message is told so, once.
ReadResult finished(const MessageReader& reader, bool whole, const std::string& shown,
                    Diagnostics& diagnostics) {
    ReadResult result = reader.result();
    result.whole = whole;
    if (!whole || reader.stood_in_file()) return result;
    diagnostics.add(
        {.file = shown,
         .message = "no ISO 20022 message in it; its outermost element is " + reader.outermost(),
         .expected = "a <Document> of one of " + all_messages(),
         .hint = "scenarios/reference/iso20022 has the schemas of the messages"});
    result.whole = false;
    return result;
}

}  // namespace

ReadResult read_message_text(std::string_view bytes, const std::string& shown, Sink& sink,
                             const ReadOptions& options, Diagnostics& diagnostics) {
    MessageReader reader(sink, options, diagnostics);
    const bool whole =
        xml::read_text(bytes, shown, reader, {.schemas = options.schemas}, diagnostics);
    return finished(reader, whole, shown, diagnostics);
}

ReadResult read_message_file(const std::filesystem::path& path, const std::string& shown,
                             Sink& sink, const ReadOptions& options, Diagnostics& diagnostics) {
    MessageReader reader(sink, options, diagnostics);
    const bool whole =
        xml::read_file(path, shown, reader, {.schemas = options.schemas}, diagnostics);
    return finished(reader, whole, shown, diagnostics);
}

}  // namespace rmbsim::adapters::iso20022
