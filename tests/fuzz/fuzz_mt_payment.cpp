// Any bytes as SWIFT MT payments: diagnosed or read, never a crash; what was read can be written again.
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>

#include "adapters/payments/recognise.hpp"
#include "adapters/swift/read_mt.hpp"
#include "adapters/swift/write_mt.hpp"
#include "adapters/text/diagnostic.hpp"

namespace {

struct WriteMtAgain final : rmbsim::adapters::iso20022::Sink {
    void on_transfer(const rmbsim::adapters::iso20022::MessageHead& head,
                     const rmbsim::adapters::iso20022::CreditTransfer& transfer,
                     rmbsim::adapters::xml::Place) override {
        std::ignore = rmbsim::adapters::swift::write_mt103(head, transfer);
        std::ignore = rmbsim::adapters::swift::write_mt202(head, transfer);
        std::ignore = rmbsim::adapters::swift::write_mt101(head, {&transfer, 1});
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace rmbsim::adapters;
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    std::ignore = payments::recognise(bytes);
    WriteMtAgain sink;
    Diagnostics said;
    swift::read_mt_payments(bytes, "fuzz.txt", sink, {}, said);
    std::ignore = to_text(said);
    return 0;
}
