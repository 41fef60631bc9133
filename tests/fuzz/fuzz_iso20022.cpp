// Any bytes as an ISO 20022 message, with and without its schema: diagnosed or read, never a crash.
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <tuple>

#include "adapters/iso20022/read_messages.hpp"
#include "adapters/iso20022/write_messages.hpp"
#include "adapters/payments/recognise.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xsd.hpp"

namespace {

// What was read can be written again.
struct WriteAgain final : rmbsim::adapters::iso20022::Sink {
    void on_transfer(const rmbsim::adapters::iso20022::MessageHead& head,
                     const rmbsim::adapters::iso20022::CreditTransfer& transfer,
                     rmbsim::adapters::xml::Place) override {
        std::ignore = rmbsim::adapters::iso20022::write_pacs008(head, {&transfer, 1});
        std::ignore = rmbsim::adapters::iso20022::write_pain001(head, {&transfer, 1});
    }
    void on_status(const rmbsim::adapters::iso20022::MessageHead& head,
                   const rmbsim::adapters::iso20022::PaymentStatus& status,
                   rmbsim::adapters::xml::Place) override {
        std::ignore = rmbsim::adapters::iso20022::write_pacs002(head, {&status, 1});
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim::adapters;
    static xml::Schemas schemas(RMBSIM_SOURCE_DIR "/scenarios/reference/iso20022");
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::ignore = payments::recognise(bytes);
    std::set<std::string> seen;
    for (xml::Schemas* with : {static_cast<xml::Schemas*>(nullptr), &schemas}) {
        WriteAgain sink;
        Diagnostics said;
        iso20022::read_message_text(bytes, "fuzz.xml", sink,
                                    {.schemas = with, .seen_messages = with ? &seen : nullptr},
                                    said);
        std::ignore = to_text(said);
    }
    return 0;
}
