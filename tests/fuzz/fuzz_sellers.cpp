// Any bytes as a seller's report: the first byte picks the layout (or none, then the header tells), the rest is the
// file. Read, listed or refused, never a crash; and what was handed out adds up to what was said of it.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <map>
#include <sstream>
#include <string>
#include <tuple>

#include "adapters/seller_reports/header.hpp"
#include "adapters/seller_reports/kinds.hpp"
#include "adapters/seller_reports/orders.hpp"
#include "adapters/seller_reports/read.hpp"
#include "adapters/seller_reports/reference.hpp"
#include "adapters/seller_reports/report.hpp"
#include "adapters/text/diagnostic.hpp"
#include "ledger/int128.hpp"

namespace {

using namespace rmbsim::adapters;

const sellers::Reference& reference() {
    static const sellers::Reference read = [] {
        Diagnostics said;
        auto tables = sellers::read_reference(
            std::filesystem::path(RMBSIM_SOURCE_DIR) / "scenarios" / "reference", said);
        if (!tables) std::abort();
        return *std::move(tables);
    }();
    return read;
}

class Adding : public sellers::ReportSink {
  public:
    explicit Adding(const sellers::Kinds& kinds) : kinds_(kinds) {}
    void begin(const sellers::ReportHead&) override { sum_ = 0; }
    void line(const sellers::ReportHead& head, const sellers::ReportLine& line) override {
        sum_ += line.minor;
        std::ignore = orders_.add(head, line, kinds_[line.kind].amount_class, 0);
    }
    void end(const sellers::ReportHead&, const sellers::ReportEnd& end) override {
        if (sum_ != end.sum_minor) std::abort();
    }
    void finding(sellers::Finding finding) override { std::ignore = finding; }
    void drain() {
        orders_.drain([](const sellers::Order& order) {
            std::ignore = order.net();
            std::ignore = order.refunded_beyond();
        });
    }

  private:
    const sellers::Kinds& kinds_;
    sellers::Orders orders_{std::filesystem::temp_directory_path()};
    rmbsim::ledger::Int128 sum_ = 0;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t pick = data[0];
    const auto& layouts = reference().layouts;
    sellers::Kinds kinds(reference());
    std::map<std::string, std::string, std::less<>> settlements;
    Diagnostics said;
    Adding sink(kinds);
    std::istringstream stream(bytes);
    std::ignore = sellers::looks_like_report(bytes);
    sellers::read_report(stream, "a",
                         {.reference = reference(),
                          .kinds = kinds,
                          .scratch = std::filesystem::temp_directory_path(),
                          .wanted = pick < layouts.size() ? &layouts[pick] : nullptr,
                          .settlements = settlements},
                         sink, said);
    sink.drain();
    std::ignore = to_text(said);
    return 0;
}
