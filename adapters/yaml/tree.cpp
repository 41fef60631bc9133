#include "adapters/yaml/tree.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include "adapters/text/diagnostic.hpp"
#include "adapters/text/encoding.hpp"

namespace rmbsim::adapters {
namespace {

constexpr std::size_t depth_max = 64;

struct GivenUp : std::exception {};  // diagnosed; the rest of the document is not worth reading

// yaml-cpp's marks count bytes from 0; people count characters from 1. Marks mostly ascend, so the
// characters of a long line are counted once.
class Places {
  public:
    Places(std::string_view text, const TextOrigin& origin) : text_(text), origin_(origin) {}

    InputPosition of(const YAML::Mark& mark) {
        if (mark.is_null()) return {origin_.file, origin_.line_first, origin_.column_first};
        const auto offset = std::min(static_cast<std::size_t>(std::max(mark.pos, 0)), text_.size());
        const auto in_line = std::min(static_cast<std::size_t>(std::max(mark.column, 0)), offset);
        const std::size_t line_start = offset - in_line;
        if (line_start != line_start_ || offset < counted_to_) {
            line_start_ = counted_to_ = line_start;
            characters_ = 0;
        }
        characters_ += count_characters(text_.substr(counted_to_, offset - counted_to_));
        counted_to_ = offset;
        const auto line = static_cast<std::uint32_t>(std::max(mark.line, 0));
        const std::uint32_t shift = line == 0 ? origin_.column_first : 1;
        return {origin_.file, origin_.line_first + line, characters_ + shift};
    }

  private:
    std::string_view text_;
    const TextOrigin& origin_;
    std::size_t line_start_ = 0, counted_to_ = 0;
    std::uint32_t characters_ = 0;
};

bool is_core_tag(std::string_view tag) {
    constexpr std::array<std::string_view, 7> core = {"str",  "int", "float", "bool",
                                                      "null", "seq", "map"};
    constexpr std::string_view prefix = "tag:yaml.org,2002:";
    if (tag.empty() || tag == "?" || tag == "!") return true;
    return tag.starts_with(prefix) &&
           std::find(core.begin(), core.end(), tag.substr(prefix.size())) != core.end();
}

class TreeBuilder : public YAML::EventHandler {
  public:
    TreeBuilder(std::string_view text, const TextOrigin& origin, Diagnostics& diagnostics)
        : places_(text, origin), origin_(origin), diagnostics_(diagnostics) {}

    Node take_root() { return std::move(root_); }
    InputPosition place_of(const YAML::Mark& mark) { return places_.of(mark); }

    void error(const InputPosition& at, std::string message, std::string expected = "",
               std::string hint = "") {
        diagnostics_.add({.file = origin_.shown,
                          .line = at.line,
                          .column = at.column,
                          .message = std::move(message),
                          .expected = std::move(expected),
                          .hint = std::move(hint)});
    }

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (documents_++ == 0) return;
        error(places_.of(mark), "a second document starts here", "one document in a file",
              "put it into a file of its own");
        throw GivenUp();
    }
    void OnDocumentEnd() override {}

    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        Node node;
        node.at = places_.of(mark);
        note_anchor(node.at, anchor);
        add(std::move(node));
    }

    void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
        Node node;
        node.at = places_.of(mark);
        node.poisoned = true;
        if (!std::exchange(alias_told_, true))
            error(node.at, "aliases (*name) are not read here", "the value itself",
                  "write it out, or generate the file");
        add(std::move(node));
    }

    void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  const std::string& value) override {
        Node node;
        node.kind = NodeKind::scalar;
        node.at = places_.of(mark);
        node.quoted = tag == "!" || tag.ends_with(":str");
        node.text = value;
        note_anchor(node.at, anchor);
        note_tag(node, tag);
        add(std::move(node));
    }

    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                         YAML::EmitterStyle::value) override {
        open(NodeKind::sequence, mark, tag, anchor);
    }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                    YAML::EmitterStyle::value) override {
        open(NodeKind::mapping, mark, tag, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapEnd() override { close(); }

  private:
    struct Level {
        Node node;
        bool has_key = false;  // a key was read, its value is awaited
        std::string key;
        InputPosition key_at;
        bool key_is_good = false;
        std::unordered_map<std::string, InputPosition> seen;
    };

    void open(NodeKind kind, const YAML::Mark& mark, const std::string& tag,
              YAML::anchor_t anchor) {
        Level level;
        level.node.kind = kind;
        level.node.at = places_.of(mark);
        note_anchor(level.node.at, anchor);
        note_tag(level.node, tag);
        if (levels_.size() >= depth_max) {
            error(level.node.at, fmt::format("more than {} levels of nesting", depth_max),
                  fmt::format("at most {} levels", depth_max));
            throw GivenUp();
        }
        levels_.push_back(std::move(level));
    }

    void close() {
        Node node = std::move(levels_.back().node);
        levels_.pop_back();
        add(std::move(node));
    }

    void add(Node node) {
        if (levels_.empty()) {
            root_ = std::move(node);
            return;
        }
        Level& level = levels_.back();
        if (level.node.kind == NodeKind::sequence) {
            level.node.items.push_back(std::move(node));
        } else if (!level.has_key) {
            take_key(level, std::move(node));
        } else {
            level.has_key = false;
            // A value that is not there would stand where the next key does.
            if (node.kind == NodeKind::null && !node.poisoned) node.at = level.key_at;
            if (level.key_is_good)
                level.node.entries.push_back({std::move(level.key), level.key_at, std::move(node)});
        }
    }

    void take_key(Level& level, Node node) {
        level.has_key = true;
        level.key_at = node.at;
        level.key = std::move(node.text);
        level.key_is_good = false;
        if (node.kind != NodeKind::scalar) {
            if (!node.poisoned)
                error(level.key_at, "a key must be a single word", "text before the colon");
            return;
        }
        if (level.key == "<<" && !node.quoted) {
            error(level.key_at, "merge keys (<<) are not read here", "the keys themselves");
            return;
        }
        const auto [earlier, is_new] = level.seen.try_emplace(level.key, level.key_at);
        level.key_is_good = is_new;
        if (!is_new)
            error(level.key_at,
                  fmt::format("key '{}' occurs twice; first at {}:{}", level.key,
                              earlier->second.line, earlier->second.column),
                  "a key once in a mapping", "delete one of them");
    }

    void note_anchor(const InputPosition& at, YAML::anchor_t anchor) {
        if (anchor == 0 || std::exchange(anchor_told_, true)) return;
        error(at, "anchors (&name) are not read here", "the value without an anchor",
              "write values out where they are used");
    }

    void note_tag(Node& node, const std::string& tag) {
        if (is_core_tag(tag)) return;
        node.poisoned = true;
        error(node.at, fmt::format("tag '{}' is not read here", tag),
              "plain YAML 1.2 (core schema)", "delete the tag");
    }

    Places places_;
    const TextOrigin& origin_;
    Diagnostics& diagnostics_;
    Node root_;
    std::vector<Level> levels_;
    std::size_t documents_ = 0;
    bool alias_told_ = false, anchor_told_ = false;
};

// yaml-cpp says "yaml-cpp: error at line 3, column 4: illegal map value" in what(), and the last part in msg.
std::string hint_for(std::string_view message, std::string_view text) {
    if (message.find("illegal map value") != std::string_view::npos)
        return "is a quote missing? A text with ': ' in it stands in quotes";
    if (message.find("end of map") != std::string_view::npos)
        return "is this line indented as the one above?";
    if (message.find("end of sequence flow") != std::string_view::npos) return "is a ] missing?";
    if (message.find("end of map flow") != std::string_view::npos) return "is a } missing?";
    if (text.find('\t') != std::string_view::npos) return "indent with blanks, not with tabs";
    return "";
}

}  // namespace

const Node* Node::find(std::string_view key) const {
    const Entry* entry = find_entry(key);
    return entry == nullptr ? nullptr : &entry->value;
}

const Entry* Node::find_entry(std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(),
                                    [&](const Entry& entry) { return entry.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

Entry* Node::find_entry(std::string_view key) {
    return const_cast<Entry*>(std::as_const(*this).find_entry(key));
}

Node parse_yaml(std::string_view text, const TextOrigin& origin, Diagnostics& diagnostics) {
    TreeBuilder builder(text, origin, diagnostics);
    bool failed = true;
    try {
        std::istringstream stream{std::string(text)};
        YAML::Parser parser(stream);
        if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
        failed = false;
    } catch (const GivenUp&) {
    } catch (const YAML::Exception& exception) {
        builder.error(builder.place_of(exception.mark), "not YAML: " + exception.msg, "YAML 1.2",
                      hint_for(exception.msg, text));
    } catch (const std::exception& exception) {
        builder.error({origin.file, origin.line_first, origin.column_first},
                      std::string("not YAML: ") + exception.what(), "YAML 1.2");
    }
    Node root = builder.take_root();
    if (failed) {
        root = Node{};
        root.poisoned = true;
    }
    if (root.at.line == 0) root.at = {origin.file, origin.line_first, origin.column_first};
    return root;
}

}  // namespace rmbsim::adapters
