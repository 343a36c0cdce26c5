// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/base/kleene.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace actueel {

/// Writes one line of JSON: no spaces, keys in the order given, shortest decimals, no locale.
///
/// The caller opens and closes in order; a writer in the middle of a value is not a document.
class json_writer {
  public:
    json_writer& open_object();
    json_writer& close_object();
    json_writer& open_array();
    json_writer& close_array();
    json_writer& key(std::string_view name);

    json_writer& null();
    json_writer& value(bool b);
    json_writer& value(std::int64_t whole);
    json_writer& value(decimal number);
    json_writer& value(day d); ///< `day::never()` is null
    json_writer& value(instant at);
    json_writer& value(kleene truth); ///< unknown is null
    json_writer& value(std::string_view text);
    json_writer& value(const char* text) { return value(std::string_view{text}); }
    template <class T>
    json_writer& value(const std::optional<T>& maybe) {
        return maybe ? value(*maybe) : null();
    }
    /// JSON that is already written.
    json_writer& raw(std::string_view json);

    template <class T>
    json_writer& field(std::string_view name, const T& what) {
        key(name);
        return value(what);
    }
    json_writer& field_null(std::string_view name) { return key(name).null(); }

    [[nodiscard]] const std::string& text() const noexcept { return text_; }
    [[nodiscard]] std::string take() && noexcept { return std::move(text_); }

  private:
    void separate();
    std::string text_;
    bool first_ = true;
};

/// A text as a JSON string, quoted and escaped as RFC 8785 does.
void append_json_text(std::string& out, std::string_view text);

} // namespace actueel
