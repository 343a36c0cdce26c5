// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/json_writer.hpp>
#include <actueel/base/located.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>
#include <numeric>

namespace actueel {
namespace {

/// UTF-16 code units, the order that RFC 8785 sorts keys by.
std::u16string utf16(std::string_view text) {
    std::u16string out;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        char32_t code = length == 1 ? lead : lead & (0xFFU >> (length + 1));
        for (std::size_t k = 1; k < length && i + k < text.size(); ++k) {
            code = code << 6U | (static_cast<unsigned char>(text[i + k]) & 0x3FU);
        }
        i += length;
        if (code < 0x10000) {
            out += static_cast<char16_t>(code);
        } else {
            out += static_cast<char16_t>(0xD800 + ((code - 0x10000) >> 10U));
            out += static_cast<char16_t>(0xDC00 + ((code - 0x10000) & 0x3FFU));
        }
    }
    return out;
}

/// A number as ECMAScript writes the nearest double: the shortest digits that read back as it.
std::string ecmascript_number(const std::string& written) {
    const double value = nlohmann::json::parse(written).get<double>();
    if (value == 0) { return "0"; }
    std::string digits;
    int exponent = 0;
    for (int precision = 0; precision < 17; ++precision) {
        char buffer[40];
        std::snprintf(buffer, sizeof buffer, "%.*e", precision, value < 0 ? -value : value);
        std::string text{buffer};
        const std::size_t mark = text.find('e');
        exponent = std::stoi(text.substr(mark + 1));
        digits = text.substr(0, mark);
        if (digits.size() > 1) {
            digits.erase(1, 1);
        } // the decimal point, whatever the locale writes for it
        const std::string again = digits.substr(0, 1) +
                                  (digits.size() > 1 ? "." + digits.substr(1) : "") + "e" +
                                  std::to_string(exponent);
        const auto read =
            nlohmann::json::parse(again, nullptr, false); // rounded up it may be too large
        if (!read.is_discarded() && read.get<double>() == (value < 0 ? -value : value)) { break; }
    }
    const int count = static_cast<int>(digits.size());
    const int point = exponent + 1; // where the decimal point stands, counted in digits
    std::string out = value < 0 ? "-" : "";
    if (point > 21 || point < -5) { // ECMA-262, Number::toString: with an exponent
        out += digits.substr(0, 1);
        if (count > 1) { out += "." + digits.substr(1); }
        return out + "e" + (exponent < 0 ? "-" : "+") +
               std::to_string(exponent < 0 ? -exponent : exponent);
    }
    if (point <= 0) {
        return out + "0." + std::string(static_cast<std::size_t>(-point), '0') + digits;
    }
    if (count <= point) {
        return out + digits + std::string(static_cast<std::size_t>(point - count), '0');
    }
    return out + digits.substr(0, static_cast<std::size_t>(point)) + "." +
           digits.substr(static_cast<std::size_t>(point));
}

std::string canonical_number(const std::string& written) {
    const decimal_reading exact = decimal_from(written);
    return exact.fault == decimal_fault::none ? to_string(exact.value) : ecmascript_number(written);
}

void append_canonical(std::string& out, const json_node& node,
                      const std::unordered_set<const json_node*>& left_out) {
    switch (node.type) {
    case json_type::null: out += "null"; break;
    case json_type::boolean: out += node.truth ? "true" : "false"; break;
    case json_type::number: out += canonical_number(node.text); break;
    case json_type::text: append_json_text(out, node.text); break;
    case json_type::array: {
        out += '[';
        bool first = true;
        for (const json_node& child : node.children) {
            if (!first) { out += ','; }
            first = false;
            append_canonical(out, child, left_out);
        }
        out += ']';
        break;
    }
    case json_type::object: {
        const auto plain = [](const std::string& key) {
            return std::all_of(key.begin(), key.end(),
                               [](char c) { return static_cast<unsigned char>(c) < 0x80; });
        };
        std::vector<std::size_t> sorted(node.keys.size());
        std::iota(sorted.begin(), sorted.end(), std::size_t{0});
        const bool ascii = std::all_of(node.keys.begin(), node.keys.end(), plain);
        std::sort(sorted.begin(), sorted.end(), [&](std::size_t a, std::size_t b) {
            return ascii ? node.keys[a] < node.keys[b] : utf16(node.keys[a]) < utf16(node.keys[b]);
        });
        out += '{';
        bool first = true;
        for (const std::size_t i : sorted) {
            if (left_out.contains(&node.children[i])) { continue; }
            if (!first) { out += ','; }
            first = false;
            append_json_text(out, node.keys[i]);
            out += ':';
            append_canonical(out, node.children[i], left_out);
        }
        out += '}';
        break;
    }
    }
}

} // namespace

std::string canonical_json(const json_node& node,
                           const std::unordered_set<const json_node*>& left_out) {
    std::string out;
    append_canonical(out, node, left_out);
    return out;
}

} // namespace actueel
