// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "headings.hpp"

#include <actueel/history/history.hpp>

namespace actueel::detail {

/// Reads what names a person, an item or another record, and tells names that do not fit. A person or record must have been
/// written down by the instant `by`: that of the link that names it (semantics 2, Chains).
class reference_reader {
  public:
    /// Items are numbered in `out` as they are met; its persons are known.
    reference_reader(const record_headings& heads, history_content& out)
        : heads_{heads}, out_{out} {}

    /// Index of a person; -1 where a fault was told.
    [[nodiscard]] std::int32_t person(const cursor& from, instant by) const;
    [[nodiscard]] std::vector<std::int32_t> persons(const cursor& from, instant by) const;
    /// Index of a person by the id of its first record.
    [[nodiscard]] std::int32_t person_index(std::string_view id) const;
    /// The first record of the chain that an id names, of one of some types (of any, where none is listed); null where a
    /// fault was told.
    [[nodiscard]] const heading*
    record(const cursor& from, std::initializer_list<std::string_view> types, instant by) const;
    /// Index of an item's text, `id` or `instrument:id`; -1 where a fault was told.
    [[nodiscard]] std::int32_t item(const cursor& from);

  private:
    const record_headings& heads_;
    history_content& out_;
    std::unordered_map<std::string_view, std::int32_t> item_index_{}; ///< views of the document
};

} // namespace actueel::detail
