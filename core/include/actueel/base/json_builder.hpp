// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/located.hpp>

#include <optional>
#include <vector>

namespace actueel {

/// Builds a document value by value, in the order of a text, within the limits of every document and with no key twice in
/// an object. After a fault nothing more is taken and every call gives false.
///
/// The caller opens and closes in order, and gives each value of an object after its key.
class json_builder {
  public:
    /// `document` names it in errors.
    explicit json_builder(std::string_view document) : document_{document} {}

    bool null() { return add({.type = json_type::null}); }
    bool boolean(bool truth) { return add({.type = json_type::boolean, .truth = truth}); }
    bool number(std::string_view written) { return add_text(json_type::number, written); }
    bool text(std::string_view characters) { return add_text(json_type::text, characters); }
    bool key(std::string_view name);
    /// As `text` and `key`; a long one's memory is taken over instead of copied.
    bool take_text(std::string&& characters);
    bool take_key(std::string&& name);
    /// An array or an object.
    bool open(json_type type);
    bool close();
    /// A value of any type as its canonical JSON would be read (RFC 8785): keys sorted, numbers in their shortest form.
    bool copy(const json_node& value);

    /// Ends in an error of this document.
    bool refuse(error_code code, std::string place, std::string found, std::string expected,
                std::string remedy);
    /// The document, or its fault. Precondition: as many closed as opened.
    [[nodiscard]] result<json_document> take() &&;

  private:
    struct container {
        json_type type;
        std::uint32_t order;
        std::size_t first_child; ///< index into `children_`
        std::size_t first_key;   ///< index into `keys_`
    };
    bool add(json_node node);
    bool add_text(json_type type, std::string_view text);
    [[nodiscard]] bool room_for_one();
    bool refuse_more();
    [[nodiscard]] std::string_view kept(std::string_view text);
    [[nodiscard]] std::string_view taken(std::string&& text);
    [[nodiscard]] std::string place_of_innermost(std::string_view under = {}) const;
    [[nodiscard]] bool keys_differ(std::span<const std::string_view> keys);

    std::string document_;
    json_document out_{};
    std::vector<container> open_{};
    std::vector<json_node> children_{};    ///< of all that are open, the outermost's first
    std::vector<std::string_view> keys_{}; ///< likewise
    std::size_t count_ = 0;
    std::optional<problem> fault_{};
};

} // namespace actueel
