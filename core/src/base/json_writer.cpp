// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/json_writer.hpp>

namespace actueel {

void append_json_text(std::string& out, std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdef";
    out += '"';
    std::size_t written = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') { continue; }
        out += text.substr(written, i - written);
        written = i + 1;
        switch (byte) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\b': out += "\\b"; break;
        case '\f': out += "\\f"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default:
            out += "\\u00";
            out += digits[byte >> 4U];
            out += digits[byte & 15U];
        }
    }
    out += text.substr(written);
    out += '"';
}

void json_writer::separate() {
    if (!first_) { text_ += ','; }
    first_ = false;
}

json_writer& json_writer::open_object() {
    separate();
    text_ += '{';
    first_ = true;
    return *this;
}

json_writer& json_writer::close_object() {
    text_ += '}';
    first_ = false;
    return *this;
}

json_writer& json_writer::open_array() {
    separate();
    text_ += '[';
    first_ = true;
    return *this;
}

json_writer& json_writer::close_array() {
    text_ += ']';
    first_ = false;
    return *this;
}

json_writer& json_writer::key(std::string_view name) {
    separate();
    append_json_text(text_, name);
    text_ += ':';
    first_ = true; // what follows the colon takes no comma
    return *this;
}

json_writer& json_writer::raw(std::string_view json) {
    separate();
    text_ += json;
    return *this;
}

json_writer& json_writer::null() { return raw("null"); }
json_writer& json_writer::value(bool b) { return raw(b ? "true" : "false"); }
json_writer& json_writer::value(std::int64_t whole) { return raw(std::to_string(whole)); }
json_writer& json_writer::value(decimal number) { return raw(to_string(number)); }
json_writer& json_writer::value(day d) { return d.is_never() ? null() : value(to_string(d)); }
json_writer& json_writer::value(instant at) { return value(to_string(at)); }
json_writer& json_writer::value(kleene truth) {
    return truth == kleene::unknown ? null() : value(truth == kleene::yes);
}
json_writer& json_writer::value(std::string_view text) {
    separate();
    append_json_text(text_, text);
    return *this;
}

} // namespace actueel
