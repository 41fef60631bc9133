#include "adapters/xml/xml_reader.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "adapters/text/diagnostic.hpp"
#include "adapters/xml/reading_state.hpp"

namespace rmbsim::adapters::xml {

Place Cursor::place() const { return state_.place(); }
std::string Cursor::path() const { return state_.path(); }
std::size_t Cursor::depth() const { return state_.depth(); }
const std::string& Cursor::file() const { return state_.shown(); }
void Cursor::stop() { state_.stop(); }
void Cursor::refuse(std::string message, std::string expected, std::string hint) {
    state_.refuse(state_.place(), std::move(message), std::move(expected), std::move(hint));
}
void Cursor::refuse_at(Place place, std::string message, std::string expected, std::string hint) {
    state_.refuse(place, std::move(message), std::move(expected), std::move(hint));
}

void Handler::stray_text(std::string_view, Cursor&) {}

std::optional<std::string_view> Element::attribute(std::string_view wanted) const {
    for (int i = 0; i < attribute_count; ++i) {  // name, prefix, namespace, value, value's end
        const unsigned char** raw = attributes_raw + 5 * i;
        if (seen(raw[0]) != wanted) continue;
        return std::string_view(reinterpret_cast<const char*>(raw[3]),
                                static_cast<std::size_t>(raw[4] - raw[3]));
    }
    return std::nullopt;
}

namespace {

struct FileSource {
    std::FILE* file;
    ReadingState* state;
};

int read_from_file(void* context, char* buffer, int size) {
    auto& source = *static_cast<FileSource*>(context);
    const std::size_t got = std::fread(buffer, 1, static_cast<std::size_t>(size), source.file);
    if (got == 0 && std::ferror(source.file) != 0) {
        source.state->broken(std::strerror(errno));
        return -1;
    }
    if (got < static_cast<std::size_t>(size)) source.state->at_end_of_source();
    return static_cast<int>(got);
}

struct MemorySource {
    std::string_view left;
    ReadingState* state;
};

int read_from_memory(void* context, char* buffer, int size) {
    auto& source = *static_cast<MemorySource*>(context);
    const std::size_t take = std::min(source.left.size(), static_cast<std::size_t>(size));
    if (take > 0) std::memcpy(buffer, source.left.data(), take);
    source.left.remove_prefix(take);
    if (source.left.empty()) source.state->at_end_of_source();
    return static_cast<int>(take);
}

}  // namespace

bool read_file(const std::filesystem::path& path, const std::string& shown, Handler& handler,
               const Options& options, Diagnostics& diagnostics) {
    ReadingState state(shown, handler, options, diagnostics);
    const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                               &std::fclose);
    if (file == nullptr) {
        state.refuse({}, std::string("cannot be opened: ") + std::strerror(errno),
                     "a file that can be read", {});
        return false;
    }
    std::setvbuf(file.get(), nullptr, _IOFBF, std::size_t{1} << 18);
    FileSource source{file.get(), &state};
    return state.parse(read_from_file, &source);
}

bool read_text(std::string_view bytes, const std::string& shown, Handler& handler,
               const Options& options, Diagnostics& diagnostics) {
    ReadingState state(shown, handler, options, diagnostics);
    MemorySource source{bytes, &state};
    return state.parse(read_from_memory, &source);
}

}  // namespace rmbsim::adapters::xml
