#include "adapters/statements/camt.hpp"

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/statements/camt_balance.hpp"
#include "adapters/statements/camt_elements.hpp"
#include "adapters/statements/camt_entry.hpp"
#include "adapters/statements/camt_record.hpp"
#include "adapters/statements/spelling.hpp"
#include "adapters/statements/statement.hpp"
#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/xml_reader.hpp"
#include "adapters/xml/xsd.hpp"

namespace rmbsim::adapters::statements {
namespace {

// "camt.053.001.08" of the namespace; empty: not one of ISO 20022's.
std::string_view message_of(std::string_view space) {
    return space.starts_with(xml::iso20022_space) ? space.substr(xml::iso20022_space.size())
                                                  : std::string_view{};
}

std::optional<Format> format_of_message(std::string_view message) {
    constexpr std::size_t length = std::string_view("camt.053.001.08").size();
    if (message.size() != length || message.substr(8, 5) != ".001.") return std::nullopt;
    const std::string_view version = message.substr(13);
    if (version < "02" || version > "14") return std::nullopt;
    const std::string_view kind = message.substr(0, 8);
    if (kind == "camt.052") return Format::camt052;
    if (kind == "camt.053") return Format::camt053;
    if (kind == "camt.054") return Format::camt054;
    return std::nullopt;
}

class CamtHandler : public xml::Handler {
  public:
    explicit CamtHandler(StatementSink& sink) : sink_(sink) {}

    bool found_document() const { return found_document_; }

    void start(const xml::Element& element, xml::Cursor& at) override {
        if (!format_) {
            if (element.name == "Document") begin_document(element, at);
            return;
        }
        if (!record_) {
            if (element.name != record_of(*format_)) return;
            record_.emplace(*format_, message_id_, at.place(), sink_);
            path_.clear();
            return;
        }
        if (entry_) {
            if (path_.empty()) {
                check(entry_->order, element.name, at);
                entry_->begin_child(element.name);
            }
            descend(element);
            if (path_ == "/NtryDtls/TxDtls") entry_->begin_transaction();
            return;
        }
        if (!balance_ && path_.empty()) {
            check(record_->order, element.name, at);
            if (element.name == "Bal") {
                balance_.emplace(at.place());
                return;
            }
            if (element.name == "Ntry") {
                record_->begin();
                entry_.emplace(at.place());
                return;
            }
        }
        descend(element);
    }

    void end(std::string_view name, std::string_view text, xml::Cursor& at) override {
        if (!format_) return;
        if (!record_) {
            if (name == "MsgId" && message_id_.empty()) message_id_ = trimmed(text);
            if (name == "Document") format_.reset();
            return;
        }
        if (!path_.empty()) {
            if (text = trimmed(text); !text.empty()) take(text, at);
            path_.resize(path_.size() - std::min(path_.size(), name.size() + 1));
        } else if (entry_) {
            if (auto entry = entry_->finish(at)) record_->add(std::move(*entry));
            entry_.reset();
        } else if (balance_) {
            if (auto balance = balance_->finish(at)) record_->add(std::move(*balance));
            balance_.reset();
        } else {
            record_->finish(at);
            record_.reset();
        }
    }

  private:
    void begin_document(const xml::Element& element, xml::Cursor& at) {
        found_document_ = true;
        message_id_.clear();
        format_ = format_of_message(message_of(element.space));
        if (format_) return;
        at.refuse(
            "namespace '" + std::string(element.space) + "' is none of a statement",
            "urn:iso:std:iso:20022:tech:xsd:camt.052, .053 or .054, versions 001.02 to 001.14");
        at.stop();
    }

    static void check(OrderCheck& order, std::string_view name, xml::Cursor& at) {
        if (const auto* after = order.misplaced(name))
            at.refuse("element " + at.path() + " is misplaced",
                      std::string(name) + " before " + std::string(*after));
    }

    void descend(const xml::Element& element) {
        path_.append(1, '/').append(element.name);
        currency_ = element.attribute("Ccy").value_or(std::string_view{});
    }

    void take(std::string_view text, xml::Cursor& at) {
        if (entry_) {
            const auto found = in_entry_.find(path_);
            if (found != in_entry_.end()) entry_->take(found->second, text, currency_, at);
        } else if (balance_) {
            const auto found = in_balance_.find(path_);
            if (found != in_balance_.end()) balance_->take(found->second, text, currency_, at);
        } else {
            const auto found = in_record_.find(path_);
            if (found != in_record_.end()) record_->take(found->second, text, at);
        }
    }

    StatementSink& sink_;
    const PathTable<StatementText> in_record_ = table_of(paths_in_statement);
    const PathTable<BalanceText> in_balance_ = table_of(paths_in_balance);
    const PathTable<EntryText> in_entry_ = table_of(paths_in_entry);
    bool found_document_ = false;
    std::string message_id_;
    // Each stands while reading is inside its element; `path_` is below the innermost.
    std::optional<Format> format_;
    std::optional<CamtRecordReading> record_;
    std::optional<CamtBalanceReading> balance_;
    std::optional<CamtEntryReading> entry_;
    std::string path_;
    std::string currency_;  // of the amount at hand
};

void say_when_none(const CamtHandler& handler, bool well_formed, const std::string& shown,
                   Diagnostics& diagnostics) {
    if (handler.found_document() || !well_formed) return;
    diagnostics.add(
        {.file = shown,
         .line = 1,
         .column = 1,
         .message = "there is no element Document",
         .expected = "a camt.052, camt.053 or camt.054 message, in a wrapper or without",
         .hint = {}});
}

}  // namespace

void read_camt(std::string_view bytes, const std::string& shown, StatementSink& sink,
               Diagnostics& diagnostics, xml::Schemas* schemas) {
    CamtHandler handler(sink);
    const bool whole = xml::read_text(bytes, shown, handler, {.schemas = schemas}, diagnostics);
    say_when_none(handler, whole, shown, diagnostics);
}

void read_camt_file(const std::filesystem::path& path, const std::string& shown,
                    StatementSink& sink, Diagnostics& diagnostics, xml::Schemas* schemas) {
    CamtHandler handler(sink);
    const bool whole = xml::read_file(path, shown, handler, {.schemas = schemas}, diagnostics);
    say_when_none(handler, whole, shown, diagnostics);
}

}  // namespace rmbsim::adapters::statements
