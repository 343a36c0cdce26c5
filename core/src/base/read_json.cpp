// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/located.hpp>

#include <actueel/base/document_reader.hpp>
#include <actueel/base/id.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <system_error>

namespace actueel {

const json_node* json_node::find(std::string_view key) const noexcept {
    const auto found = std::find(keys.begin(), keys.end(), key);
    return found == keys.end() ? nullptr
                               : &children[static_cast<std::size_t>(found - keys.begin())];
}

namespace {

/// Where the first sequence begins that is not UTF-8 (Unicode, table 3-7); npos where there is none.
std::size_t first_ill_formed(std::string_view text) noexcept {
    const auto byte = [&text](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    for (std::size_t at = 0; at < text.size();) {
        const unsigned first = byte(at);
        if (first < 0x80) {
            ++at;
            continue;
        }
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

/// Builds the tree as the parser meets values; the first fault ends it.
class tree_builder : public nlohmann::json::json_sax_t {
  public:
    tree_builder(std::string_view text, std::string_view document)
        : text_{text}, document_{document} {}

    [[nodiscard]] result<json_node> take() && {
        if (!fault_.document.empty() || fault_.code != error_code{}) {
            return error{std::move(fault_)};
        }
        return std::move(root_);
    }

    bool null() override { return add(json_type::null) != nullptr; }
    bool boolean(bool b) override {
        json_node* node = add(json_type::boolean);
        if (node != nullptr) { node->truth = b; }
        return node != nullptr;
    }
    bool number_integer(number_integer_t number) override {
        return add_text(json_type::number, std::to_string(number));
    }
    bool number_unsigned(number_unsigned_t number) override {
        return add_text(json_type::number, std::to_string(number));
    }
    bool number_float(number_float_t /*value*/, const string_t& written) override {
        return add_text(json_type::number, written);
    }
    bool string(string_t& text) override { return add_text(json_type::text, std::move(text)); }
    bool binary(binary_t& /*bytes*/) override { return false; } // JSON has none
    bool start_object(std::size_t /*count*/) override { return open(json_type::object); }
    bool start_array(std::size_t /*count*/) override { return open(json_type::array); }
    bool key(string_t& name) override {
        open_.back()->keys.push_back(std::move(name));
        return true;
    }
    bool end_object() override {
        const bool unique = keys_differ(*open_.back());
        open_.pop_back();
        return unique;
    }
    bool end_array() override {
        open_.pop_back();
        return true;
    }
    /// The parser's own words may quote the text: only where it stopped, and over what kind of fault, goes on.
    bool parse_error(std::size_t position, const std::string& token,
                     const nlohmann::json::exception& told) override {
        constexpr int beyond_any_number = 406;
        if (told.id == beyond_any_number) {
            refuse(error_code::decimal_too_large, line_and_column(text_, position - token.size()),
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
            refuse(error_code::json_syntax, place, "the end of the document", "more JSON",
                   "the document was cut short: make it again, whole");
        } else {
            refuse(error_code::json_syntax, place, "something that is not JSON", "JSON (RFC 8259)",
                   "look at this place with a JSON checker");
        }
        return false;
    }

  private:
    void refuse(error_code code, std::string place, std::string found, std::string expected,
                std::string remedy) {
        fault_ = {code,
                  document_,
                  std::move(place),
                  std::move(found),
                  std::move(expected),
                  std::move(remedy),
                  ""};
    }

    /// The innermost object or list, and under it a key, where there is one; ends before a key that is no id.
    [[nodiscard]] std::string open_place(std::string_view under = {}) const {
        std::string out;
        for (std::size_t i = 0; i + 1 < open_.size(); ++i) {
            const json_node& around = *open_[i];
            if (around.type == json_type::array) {
                out += '/' + std::to_string(around.children.size() - 1);
            } else if (is_id(around.keys.back())) {
                out += '/' + around.keys.back();
            } else {
                return out;
            }
        }
        return is_id(under) ? out + '/' + std::string{under} : out;
    }

    json_node* add(json_type type) {
        if (count_ >= most_values) {
            refuse(error_code::document_too_large, open_place(), "more values than that",
                   "at most " + std::to_string(most_values) + " values", "split the document");
            return nullptr;
        }
        json_node& node = open_.empty() ? root_ : open_.back()->children.emplace_back();
        node.type = type;
        node.order = static_cast<std::uint32_t>(count_++);
        return &node;
    }
    bool add_text(json_type type, std::string text) {
        json_node* node = add(type);
        if (node != nullptr) { node->text = std::move(text); }
        return node != nullptr;
    }
    bool open(json_type type) {
        if (open_.size() >= static_cast<std::size_t>(deepest_document)) {
            refuse(error_code::json_too_deep, open_place(),
                   "lists and objects within each other, deeper than that",
                   "at most " + std::to_string(deepest_document) + " deep",
                   "make the document flatter");
            return false;
        }
        json_node* node = add(type);
        if (node != nullptr) { open_.push_back(node); }
        return node != nullptr;
    }
    bool keys_differ(const json_node& object) {
        std::vector<std::string_view> sorted{object.keys.begin(), object.keys.end()};
        std::sort(sorted.begin(), sorted.end());
        const auto twice = std::adjacent_find(sorted.begin(), sorted.end());
        if (twice == sorted.end()) { return true; }
        refuse(error_code::json_duplicate_key, open_place(*twice),
               is_id(*twice) ? "the key " + std::string{*twice} + " twice"
                             : "a key twice: " + shown(*twice),
               "each key once", "leave one of them out");
        return false;
    }

    std::string_view text_;
    std::string document_;
    json_node root_;
    std::vector<json_node*> open_; ///< only the innermost grows, so the others stay where they are
    std::size_t count_ = 0;
    problem fault_;
};

} // namespace

result<json_node> read_json(std::string_view text, std::string_view document) {
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
    tree_builder builder{text, document};
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return std::move(builder).take();
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
