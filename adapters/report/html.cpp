#include <cstddef>
#include <string>
#include <string_view>

#include "adapters/report/assets.hpp"
#include "adapters/report/island.hpp"
#include "adapters/report/language.hpp"
#include "adapters/report/report.hpp"
#include "adapters/report/verdict.hpp"

namespace rmbsim::adapters {
namespace {

std::string escaped(std::string_view text) {
    std::string html;
    for (const char c : text) {
        switch (c) {
            case '<':
                html += "&lt;";
                break;
            case '>':
                html += "&gt;";
                break;
            case '&':
                html += "&amp;";
                break;
            case '"':
                html += "&quot;";
                break;
            default:
                html += c;
        }
    }
    return html;
}

}  // namespace

// One pass over the template, so that nothing put in is looked at again.
std::string render_html(const ReportInput& input, Language default_language) {
    const auto fill = [&](std::string_view name) -> std::string {
        if (name == "language") return default_language == Language::zh ? "zh-CN" : "en";
        if (name == "title")
            return escaped(
                text_in(default_language, input.scenario_title_en, input.scenario_title_zh));
        if (name == "description") return escaped(verdict(input, default_language));
        if (name == "data") return island(input, default_language);
        return std::string(asset(name));
    };
    std::string page;
    std::string_view rest = asset("report.html");
    while (true) {
        const std::size_t open = rest.find("{{");
        page += rest.substr(0, open);
        if (open == std::string_view::npos) return page;
        const std::size_t close = rest.find("}}", open);
        page += fill(rest.substr(open + 2, close - open - 2));
        rest.remove_prefix(close + 2);
    }
}

}  // namespace rmbsim::adapters
