// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/document_reader.hpp>
#include <actueel/instrument/instrument.hpp>

#include <map>
#include <set>

namespace actueel::detail {

/// What the parts of the instrument reader share while one document is read. Names are gathered first, so that every
/// reference is checked where it stands.
struct instrument_reading {
    instrument_content out{};
    node_set left_out{};
    std::map<std::string, std::int32_t, std::less<>> items{};
    std::map<std::string, std::int32_t, std::less<>> scales{};
    std::map<std::string, std::int32_t, std::less<>> levels{};
    std::set<std::string, std::less<>> cited{};
    std::set<std::int32_t> audit_only{};
    std::set<std::int32_t> derived{};
    std::map<std::int32_t, asked_of> per{};
    std::size_t conditions = 0;
    std::size_t options = 0; ///< of all items so far
    std::size_t terms = 0;   ///< of all scales so far

    /// A text in every language of the instrument, no more and no fewer.
    [[nodiscard]] texts read_texts(const cursor& from) const;
    /// The index of a name among those gathered; tells `name_unknown`.
    [[nodiscard]] std::optional<std::int32_t>
    name(const cursor& from, const std::map<std::string, std::int32_t, std::less<>>& known,
         std::string_view what) const;
};

/// Which of some names are fields of an object, for a message: `age and count_events`; `none of them`.
[[nodiscard]] std::string stated_of(const json_node& object,
                                    std::span<const std::string_view> names);

/// Where a condition stands, which decides what it may look at.
struct condition_place {
    std::int32_t items_before =
        -1; ///< of `applies_when`: only earlier items and derived ones; -1: all
};

void read_levels(instrument_reading& to, const cursor& from);
void read_items(instrument_reading& to, const cursor& from);
[[nodiscard]] condition read_condition(instrument_reading& to, const cursor& from,
                                       condition_place where);
/// The fields of an event query, apart from the types' own name and the window.
[[nodiscard]] event_query read_event_query(instrument_reading& to, field_reader& fields,
                                           std::string_view types, std::string_view window);
[[nodiscard]] std::int32_t add_query(instrument_reading& to, event_query query);
void read_scales(instrument_reading& to, const cursor& from);
void read_rules(instrument_reading& to, const cursor& from);
void read_tree(instrument_reading& to, const cursor& from);
void read_overrides(instrument_reading& to, const cursor& from);
void read_evidence(instrument_reading& to, const cursor& from);
/// Finds what semantics 9 asks of items that touch special categories of data, or poverty.
void check_words(const instrument_reading& to, std::size_t item, const cursor& from);

} // namespace actueel::detail
