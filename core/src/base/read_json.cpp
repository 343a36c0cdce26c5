// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/located.hpp>

#include <actueel/base/json_builder.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace actueel {

const json_node* json_node::find(std::string_view key) const noexcept {
    const auto all = keys();
    const auto found = std::find(all.begin(), all.end(), key);
    return found == all.end() ? nullptr : first_child + (found - all.begin());
}

namespace {

/// The first place from `at` on where no ASCII stands; the text's size where there is none.
std::size_t past_ascii(std::string_view text, std::size_t at) noexcept {
    constexpr std::uint64_t beyond_ascii = 0x8080808080808080;
    for (std::uint64_t eight = 0; at + sizeof eight <= text.size(); at += sizeof eight) {
        std::memcpy(&eight, text.data() + at, sizeof eight);
        if ((eight & beyond_ascii) != 0) { break; }
    }
    while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) { ++at; }
    return at;
}

/// Where the first sequence begins that is not UTF-8 (Unicode, table 3-7); npos where there is none.
std::size_t first_ill_formed(std::string_view text) noexcept {
    const auto byte = [&text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    for (std::size_t at = past_ascii(text, 0); at < text.size(); at = past_ascii(text, at)) {
        const unsigned first = byte(at);
        const std::size_t length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        const unsigned low = first == 0xE0   ? 0xA0
                             : first == 0xF0 ? 0x90
                                             : 0x80; // no longer than need be
        const unsigned high = first == 0xED   ? 0x9F
                              : first == 0xF4 ? 0x8F
                                              : 0xBF; // no surrogate, nothing beyond Unicode
        if (first < 0xC2 || first > 0xF4 || byte(at + 1) < low || byte(at + 1) > high) {
            return at;
        }
        for (std::size_t i = 2; i < length; ++i) {
            if (byte(at + i) < 0x80 || byte(at + i) > 0xBF) { return at; }
        }
        at += length;
    }
    return std::string_view::npos;
}

/// Both from 1; a column is a character, as editors count.
std::string line_and_column(std::string_view text, std::size_t at) {
    const std::string_view before = text.substr(0, std::min(at, text.size()));
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t line_start = before.rfind('\n') + 1; // npos + 1 is 0
    const auto column =
        std::count_if(before.begin() + static_cast<std::ptrdiff_t>(line_start), before.end(),
                      [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }) +
        1;
    return "line " + std::to_string(line) + ", column " + std::to_string(column);
}

/// Hands the values that the parser meets to the builder; the first fault ends it.
class tree_reader final : public nlohmann::json::json_sax_t {
  public:
    tree_reader(std::string_view text, json_builder& out) : text_{text}, out_{out} {}

    bool null() override { return out_.null(); }
    bool boolean(bool b) override { return out_.boolean(b); }
    bool number_integer(number_integer_t number) override { return whole(number); }
    bool number_unsigned(number_unsigned_t number) override { return whole(number); }
    bool number_float(number_float_t /*value*/, const string_t& written) override {
        return out_.number(written);
    }
    bool string(string_t& text) override { return out_.take_text(std::move(text)); }
    bool binary(binary_t& /*bytes*/) override { return false; } // JSON has none
    bool start_object(std::size_t /*count*/) override { return out_.open(json_type::object); }
    bool start_array(std::size_t /*count*/) override { return out_.open(json_type::array); }
    bool key(string_t& name) override { return out_.take_key(std::move(name)); }
    bool end_object() override { return out_.close(); }
    bool end_array() override { return out_.close(); }
    /// The parser's own words may quote the text: only where it stopped, and over what kind of fault, goes on.
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& told) override {
        constexpr int beyond_any_number = 406;
        if (told.id == beyond_any_number) {
            out_.refuse(error_code::decimal_too_large,
                        line_and_column(text_, position - token.size()),
                        "a number beyond all bounds", "a number from -1000000000 to 1000000000",
                        "use a larger unit");
            return false;
        }
        // A text or number that is whole but out of place is told where it begins, all else where it breaks.
        const std::string_view words{told.what()};
        const std::string_view kind = words.substr(0, words.find("last read"));
        const bool whole = kind.find(" - unexpected string literal") != std::string_view::npos ||
                           kind.find(" - unexpected number literal") != std::string_view::npos;
        const std::size_t back = whole ? token.size() : 1;
        const std::string place = line_and_column(text_, position < back ? 0 : position - back);
        if (position > text_.size()) {
            out_.refuse(error_code::json_syntax, place, "the end of the document", "more JSON",
                        "the document was cut short: make it again, whole");
        } else {
            out_.refuse(error_code::json_syntax, place, "something that is not JSON",
                        "JSON (RFC 8259)", "look at this place with a JSON checker");
        }
        return false;
    }

  private:
    template <class T>
    bool whole(T number) {
        std::array<char, 24> digits{};
        const auto end = std::to_chars(digits.begin(), digits.end(), number).ptr;
        return out_.number({digits.data(), static_cast<std::size_t>(end - digits.data())});
    }

    std::string_view text_;
    json_builder& out_;
};

} // namespace

result<json_document> read_json(std::string_view text, std::string_view document) {
    const auto refuse = [&document](error_code code, std::string found, std::string expected,
                                    std::string remedy) {
        return error{problem{code, std::string{document}, "", std::move(found), std::move(expected),
                             std::move(remedy), ""}};
    };
    if (text.size() > largest_document) {
        return refuse(error_code::document_too_large, std::to_string(text.size()) + " bytes",
                      "at most " + std::to_string(largest_document) + " bytes",
                      "split the document");
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
        return refuse(error_code::document_empty, "an empty document", "JSON",
                      "write the document");
    }
    if (const std::size_t ill = first_ill_formed(text); ill != std::string_view::npos) {
        return error{problem{error_code::json_encoding, std::string{document},
                             line_and_column(text, ill), "bytes that are not UTF-8", "UTF-8",
                             "save the document as UTF-8", ""}};
    }
    // The parser takes a zero byte for the end.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos) {
        return error{problem{error_code::json_syntax, std::string{document},
                             line_and_column(text, zero), "a zero byte", "JSON (RFC 8259) in UTF-8",
                             "save the document as UTF-8", ""}};
    }
    json_builder out{document};
    tree_reader reader{text, out};
    nlohmann::json::sax_parse(text.begin(), text.end(), &reader);
    return std::move(out).take();
}

result<std::string> read_file(const std::string& path) {
    const auto refuse = [&path](error_code code, std::string found, std::string expected,
                                std::string remedy) {
        return error{
            problem{code, path, "", std::move(found), std::move(expected), std::move(remedy), ""}};
    };
    std::error_code failed;
    const auto status = std::filesystem::status(path, failed);
    if (!std::filesystem::exists(status)) {
        return refuse(error_code::file_unreadable, "no such file", "a file", "look at the path");
    }
    if (std::filesystem::is_directory(status)) {
        return refuse(error_code::file_unreadable, "a directory", "a file", "name a file in it");
    }
    std::ifstream in{path, std::ios::binary};
    std::string text;
    if (const auto size = std::filesystem::file_size(path, failed); !failed) {
        text.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, largest_document)));
    }
    std::string part(1U << 16U, '\0');
    while (in && text.size() <= largest_document) {
        in.read(part.data(), static_cast<std::streamsize>(part.size()));
        text.append(part, 0, static_cast<std::size_t>(in.gcount()));
    }
    if (text.size() > largest_document) {
        return refuse(error_code::document_too_large,
                      "more than " + std::to_string(largest_document) + " bytes",
                      "at most " + std::to_string(largest_document) + " bytes",
                      "split the document");
    }
    if (!in.eof()) {
        return refuse(error_code::file_unreadable, "a file that cannot be read", "a readable file",
                      "look at its permissions");
    }
    return text;
}

} // namespace actueel
