#include "adapters/statements/statement_file.hpp"

#include <expected>
#include <memory>
#include <source_location>
#include <string>
#include <utility>
#include <vector>

#include "adapters/statements/bai2.hpp"
#include "adapters/statements/camt_write.hpp"
#include "adapters/statements/mt940.hpp"
#include "adapters/statements/statement.hpp"
#include "ledger/contract.hpp"

namespace rmbsim::adapters::statements {
namespace {

class MtFile : public StatementFile {
  public:
    MtFile(Format format, std::string& out) : format_(format), out_(out) {}
    void begin() override {}
    std::expected<void, std::string> write(const Statement& statement) override {
        return format_ == Format::mt940 ? write_mt940(statement, out_)
                                        : write_mt942(statement, out_);
    }
    void finish() override {}

  private:
    Format format_;
    std::string& out_;
};

class Bai2File : public StatementFile {
  public:
    Bai2File(const FileFacts& facts, std::string& out)
        : writer_(facts.sender, facts.receiver, facts.made_on), out_(out) {}
    void begin() override { writer_.begin(out_); }
    std::expected<void, std::string> write(const Statement& statement) override {
        return writer_.write(statement, out_);
    }
    void finish() override { writer_.finish(out_); }

  private:
    Bai2Writer writer_;
    std::string& out_;
};

}  // namespace

std::unique_ptr<StatementFile> statement_file(Format format, const FileFacts& facts,
                                              std::string& out) {
    switch (format) {
        case Format::camt052:
        case Format::camt053:
        case Format::camt054:
            return std::make_unique<CamtFile>(format, facts, out);
        case Format::mt940:
        case Format::mt942:
            return std::make_unique<MtFile>(format, out);
        case Format::bai2:
            return std::make_unique<Bai2File>(facts, out);
    }
    ledger::break_contract("format is one of its enumerators", std::source_location::current());
}

std::expected<std::string, std::string> write_statements(Format format, const FileFacts& facts,
                                                         const std::vector<Statement>& statements) {
    std::string out;
    const auto file = statement_file(format, facts, out);
    file->begin();
    for (const Statement& statement : statements)
        if (auto written = file->write(statement); !written)
            return std::unexpected(std::move(written.error()));
    file->finish();
    return out;
}

}  // namespace rmbsim::adapters::statements
