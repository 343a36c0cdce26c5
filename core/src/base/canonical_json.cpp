// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/detail/canonical_fields.hpp>
#include <actueel/base/json_writer.hpp>
#include <actueel/base/located.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cstdio>

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
std::string ecmascript_number(std::string_view written) {
    const double value = nlohmann::json::parse(written.begin(), written.end()).get<double>();
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

std::string canonical_number(std::string_view written) {
    const decimal_reading exact = decimal_from(written);
    return exact.fault == decimal_fault::none ? to_string(exact.value) : ecmascript_number(written);
}

bool is_ascii(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// Writes values one after the other; an object's keys are sorted in place, at the end of those of the objects around it.
class canonical_writer {
  public:
    canonical_writer(std::string& out, const node_set& left_out) : out_{out}, left_out_{left_out} {}

    void write(const json_node& node) {
        switch (node.type) {
        case json_type::null: out_ += "null"; break;
        case json_type::boolean: out_ += node.truth ? "true" : "false"; break;
        case json_type::number: out_ += canonical_number(node.text); break;
        case json_type::text: append_json_text(out_, node.text); break;
        case json_type::array: write_array(node); break;
        case json_type::object: write_object(node); break;
        }
    }

  private:
    void write_array(const json_node& node) {
        char before = '[';
        for (const json_node& child : node.children()) {
            out_ += before;
            before = ',';
            write(child);
        }
        out_ += before == '[' ? "[]" : "]";
    }

    void write_object(const json_node& node) {
        const std::size_t first = sorted_.size();
        sort_fields(node);
        char before = '{';
        for (std::size_t i = first; i < sorted_.size(); ++i) {
            const detail::json_field one = sorted_[i]; // what is written next may move the list
            out_ += before;
            before = ',';
            append_json_text(out_, one.key);
            out_ += ':';
            write(*one.value);
        }
        out_ += before == '{' ? "{}" : "}";
        sorted_.resize(first);
    }

    void sort_fields(const json_node& node) {
        const std::size_t first = sorted_.size();
        for (std::size_t i = 0; i < node.size; ++i) {
            const json_node& value = node.children()[i];
            if (!left_out_.contains(value)) { sorted_.push_back({node.keys()[i], &value}); }
        }
        detail::sort_canonically(std::span{sorted_}.subspan(first));
    }

    std::string& out_;
    const node_set& left_out_;
    std::vector<detail::json_field> sorted_{}; ///< of all objects that are being written
};

} // namespace

void detail::sort_canonically(std::span<json_field> fields) {
    const bool ascii = std::all_of(fields.begin(), fields.end(),
                                   [](const json_field& one) { return is_ascii(one.key); });
    std::sort(fields.begin(), fields.end(), [ascii](const json_field& a, const json_field& b) {
        return ascii ? a.key < b.key : utf16(a.key) < utf16(b.key);
    });
}

void append_canonical_json(std::string& out, const json_node& node, const node_set& left_out) {
    canonical_writer{out, left_out}.write(node);
}

std::string canonical_json(const json_node& node, const node_set& left_out) {
    std::string out;
    append_canonical_json(out, node, left_out);
    return out;
}

} // namespace actueel
