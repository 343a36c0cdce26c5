// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>
#include <actueel/base/duration.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/base/located.hpp>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

/// How a fault is told, beside its place.
struct fault {
    error_code code{};
    std::string found;
    std::string expected;
    std::string remedy{};
    std::string nearest{};
};

/// What a value looks like in a message: itself when shaped as a code, id, number or day, else its type and length.
[[nodiscard]] std::string shown(std::string_view text);
[[nodiscard]] std::string shown(const json_node& node);

/// Everything wrong with one document so far; told in document order. At most 1000 are kept, the last saying so.
class fault_list {
  public:
    explicit fault_list(std::string document) : document_{std::move(document)} {}

    void add(std::string place, std::uint32_t order, fault what);
    [[nodiscard]] bool empty() const noexcept { return kept_.empty(); }
    [[nodiscard]] std::size_t size() const noexcept { return kept_.size(); }
    /// No more are kept: what only makes a fault's words may be spared.
    [[nodiscard]] bool full() const noexcept { return more_; }
    /// Precondition: not `empty()`.
    [[nodiscard]] error take() &&;

  private:
    std::string document_;
    std::vector<std::pair<std::uint32_t, problem>> kept_;
    bool more_ = false;
};

/// One value of a document with its place; reads it as what is expected, or tells the fault and gives nothing.
///
/// Lives on the stack of the reader: it points to the cursor of the value around it.
class cursor {
  public:
    cursor(const json_node& root, fault_list& faults) : node_{&root}, faults_{&faults} {}
    [[nodiscard]] cursor at(std::size_t index) const;
    /// Precondition: the key is there.
    [[nodiscard]] cursor at(std::string_view key) const;
    /// The value under the key of that index, of an object.
    [[nodiscard]] cursor under(std::size_t key) const {
        return {node_->children()[key], *this, node_->keys()[key], key};
    }

    [[nodiscard]] const json_node& node() const noexcept { return *node_; }
    [[nodiscard]] fault_list& faults() const noexcept { return *faults_; }
    /// JSON Pointer (RFC 6901); a key that is not shaped as an id ends it at the object around.
    [[nodiscard]] std::string place() const;
    void tell(fault what) const;

    [[nodiscard]] bool is(json_type type) const noexcept { return node_->type == type; }
    /// Tells `type_wrong` when it is not of the type.
    [[nodiscard]] bool expect(json_type type) const;

    [[nodiscard]] std::optional<bool> boolean() const;
    [[nodiscard]] std::optional<std::string> text() const; ///< never empty, nor only spaces
    [[nodiscard]] std::optional<std::string> id() const;
    /// A code of the caller's: 1 to 64 characters, none of them control characters, no space at either end.
    [[nodiscard]] std::optional<std::string> code() const;
    [[nodiscard]] std::optional<day> a_day() const;
    [[nodiscard]] std::optional<instant> an_instant() const;
    [[nodiscard]] std::optional<duration> a_duration() const;
    [[nodiscard]] std::optional<decimal> number() const;
    /// A whole number from `least` to `most`.
    [[nodiscard]] std::optional<std::int64_t> whole(std::int64_t least, std::int64_t most) const;
    /// The index of the text among the names.
    [[nodiscard]] std::optional<std::size_t> one_of(std::span<const std::string_view> names) const;
    /// The elements of a list of at most `most`; tells and gives none for another type.
    [[nodiscard]] std::vector<cursor> elements(std::size_t most) const;
    /// A list of different ids, or codes.
    [[nodiscard]] std::vector<std::string> ids(std::size_t most) const;
    [[nodiscard]] std::vector<std::string> codes(std::size_t most) const;
    /// A list of different names, as indices.
    [[nodiscard]] std::vector<std::size_t>
    several_of(std::span<const std::string_view> names) const;

  private:
    /// Tells `type_wrong` when it is no text, saying what the text should have been.
    [[nodiscard]] bool expect_text(std::string_view what) const;
    /// Appends its place; false when a key on the way is not shaped as an id, so that the place ends before it.
    bool append_place(std::string& out) const;
    template <class T, class Read>
    [[nodiscard]] std::vector<T> different(std::size_t most, Read read) const;
    cursor(const json_node& node, const cursor& around, std::string_view key, std::size_t index)
        : node_{&node}, faults_{around.faults_}, around_{&around}, key_{key}, index_{index} {}

    const json_node* node_;
    fault_list* faults_;
    const cursor* around_ = nullptr;
    std::string_view key_{};
    std::size_t index_ = 0;
};

/// The fields of an object: each is asked for once; what nobody asked for is an error with the nearest asked name.
/// A field `x` is the caller's own and always allowed.
class field_reader {
  public:
    /// Tells `type_wrong` when `object` is no object; then every field is absent and nothing more is told.
    /// Defaults written out are noted in `left_out`, when given.
    explicit field_reader(const cursor& object, node_set* left_out = nullptr);

    /// The field, or nothing. Quickest for one that is asked for in the order of the document.
    [[nodiscard]] std::optional<cursor> optional(std::string_view name);
    /// The field; tells `field_missing` when it is not there.
    [[nodiscard]] std::optional<cursor> required(std::string_view name);
    [[nodiscard]] bool has(std::string_view name) const {
        return object_->node().find(name) != nullptr;
    }
    /// Says that the field's value is its default: digests leave it out.
    void is_default(std::string_view name);
    /// Tells the fields that nobody asked for. Call once, last.
    void finish();

    [[nodiscard]] bool usable() const noexcept { return usable_; }
    [[nodiscard]] const cursor& object() const noexcept { return *object_; }

  private:
    const cursor* object_;
    node_set* left_out_;
    std::vector<std::string_view> asked_{};
    std::size_t next_ = 0; ///< the key after the one that was found last
    bool usable_;
};

/// Reads the field `format` of a document of some kind and of version 1, the only one so far; tells `format_newer`,
/// `format_unknown` or that it is missing. False where a fault was told: then nothing more is read.
[[nodiscard]] bool read_format(field_reader& fields, std::string_view kind);

} // namespace actueel
