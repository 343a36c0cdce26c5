// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/error.hpp>

namespace actueel {

std::string to_string(const problem& p) {
    std::string out = p.document;
    if (!p.place.empty()) { out += (out.empty() ? "" : " ") + p.place; }
    out += out.empty() ? "" : ": ";
    out += "found " + p.found + ", expected " + p.expected;
    if (!p.nearest.empty()) { out += "; did you mean " + p.nearest + "?"; }
    if (!p.remedy.empty()) { out += (p.nearest.empty() ? "; " : " ") + p.remedy + "."; }
    return out + " [" + std::string{to_string(p.code)} + "]";
}

error::error(std::vector<problem> problems) : problems_{std::move(problems)} {
    for (const problem& p : problems_) {
        if (!text_.empty()) { text_ += '\n'; }
        text_ += to_string(p);
    }
}

error::error(problem only) : error{std::vector<problem>{std::move(only)}} {}

} // namespace actueel
