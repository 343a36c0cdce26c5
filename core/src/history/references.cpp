// SPDX-License-Identifier: MPL-2.0
#include "references.hpp"

#include <actueel/base/id.hpp>

#include <algorithm>

namespace actueel::detail {
namespace {

/// Tells that a reference names a correction or a retraction: a chain is known by its first record.
bool is_later_link(const heading& named, const cursor& from) {
    if (named.type == link_type::first) { return false; }
    from.tell(
        {error_code::reference_later_link,
         named.id + (named.type == link_type::correction ? ", a correction" : ", a retraction"),
         "the id of a chain's first record", "name the first record"});
    return true;
}

} // namespace

std::int32_t reference_reader::person_index(std::string_view id) const {
    const auto found = std::lower_bound(out_.persons.begin(), out_.persons.end(), id);
    return found != out_.persons.end() && *found == id
               ? static_cast<std::int32_t>(found - out_.persons.begin())
               : -1;
}

std::int32_t reference_reader::person(const cursor& from, instant by) const {
    const auto id = from.id();
    if (!id) { return -1; }
    if (const heading* record =
            heads_.find(*id)) { // an id that a record has must be a person's first record
        const heading& h = *record;
        if (is_later_link(h, from)) { return -1; }
        if (h.content_type != type_index("person")) {
            from.tell({error_code::reference_wrong_type, *id + ", which is no person",
                       "the id of a person", "name a person, or give that record another id"});
            return -1;
        }
    }
    const auto known = heads_.introduced().find(*id);
    if (known == heads_.introduced().end() || known->second > by) {
        from.tell({error_code::person_not_introduced, *id, "a person introduced by then",
                   "record the person, or a membership, no later than this"});
        return -1;
    }
    return person_index(*id);
}

std::vector<std::int32_t> reference_reader::persons(const cursor& from, instant by) const {
    std::vector<std::int32_t> out;
    for (const cursor& element : from.elements(10'000)) {
        const std::int32_t p = person(element, by);
        if (p >= 0 && std::find(out.begin(), out.end(), p) != out.end()) {
            element.tell({error_code::entry_duplicate, shown(element.node()), "each person once",
                          "leave the second out"});
        } else if (p >= 0) {
            out.push_back(p);
        }
    }
    return out;
}

const heading* reference_reader::record(const cursor& from,
                                        std::initializer_list<std::string_view> types,
                                        instant by) const {
    const auto id = from.id();
    if (!id) { return nullptr; }
    const heading* found = heads_.find(*id);
    if (found == nullptr) {
        from.tell({error_code::reference_unknown, *id, "the id of a record of this history",
                   "name a record that is there"});
        return nullptr;
    }
    const heading& h = *found;
    if (is_later_link(h, from)) { return nullptr; }
    const bool fits =
        h.content_type >= 0 &&
        (types.size() == 0 || std::any_of(types.begin(), types.end(), [&h](std::string_view t) {
             return type_index(t) == h.content_type;
         }));
    if (!fits) {
        std::string expected =
            types.size() == 0 ? "a record of a type that is known" : "a record of type ";
        for (const std::string_view t : types) {
            if (t != *types.begin()) { expected += ", "; }
            expected += t;
        }
        const std::string found_type =
            h.content_type < 0
                ? ""
                : ", of type " +
                      std::string{record_type_names[static_cast<std::size_t>(h.content_type)]};
        from.tell(
            {error_code::reference_wrong_type, *id + found_type, expected, "name such a record"});
        return nullptr;
    }
    if (h.recorded_at && *h.recorded_at > by) {
        from.tell({error_code::reference_not_yet_recorded, *id + ", recorded later",
                   "a record that was there by then", "look at recorded_at of both"});
        return nullptr;
    }
    return &h;
}

std::int32_t reference_reader::item(const cursor& from) {
    if (!from.expect(json_type::text)) { return -1; }
    const std::string_view text = from.node().text;
    if (!is_item_name(text)) {
        from.tell({error_code::id_malformed, shown(text), "an item's id, or instrument:id",
                   "write the id as the instrument does"});
        return -1;
    }
    const auto [at, fresh] =
        item_index_.emplace(text, static_cast<std::int32_t>(out_.items.size()));
    if (fresh) { out_.items.emplace_back(text); }
    return at->second;
}

} // namespace actueel::detail
