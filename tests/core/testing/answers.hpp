// SPDX-License-Identifier: MPL-2.0
#pragma once

// What tests ask of an answer, as short texts that a failing test can print.

#include "documents.hpp"

#include <stdexcept>
#include <string>
#include <string_view>

namespace actueel::testing {

/// `1 to 3`, or `2` where both ends are equal.
inline std::string text(const interval<decimal>& range) {
    const std::string low = to_string(range.low);
    return is_exact(range) ? low : low + " to " + to_string(range.high);
}
inline std::string text(kleene truth) {
    return truth == kleene::yes ? "yes" : truth == kleene::no ? "no" : "unknown";
}
/// `1 to 3`; `may apply: 1 to 3`; `does not apply`. `, unknown` behind what no known answer gave.
inline std::string text(const contribution& c) {
    if (c.applies == kleene::no) { return "does not apply"; }
    return (c.applies == kleene::unknown ? "may apply: " : "") + text(c.points) +
           (c.known ? "" : ", unknown");
}

/// The assessment of a day, everything known.
inline assessment assessed(const form& asked, const family& history, std::string_view as_of) {
    return assess(asked.read(), history.read(), {.as_of = on(as_of)});
}
inline assessment assessed(const form& asked, const family& history, std::string_view as_of,
                           std::string_view child) {
    return assess(asked.read(), history.read(), {.as_of = on(as_of), .child = std::string{child}});
}
/// The assessment of a day as it was known at an instant.
inline assessment assessed_when_known(const form& asked, const family& history,
                                      std::string_view as_of, std::string_view known_at) {
    return assess(asked.read(), history.read(),
                  {.as_of = on(as_of), .known_at = known::at(at(known_at))});
}

/// The row of an item about a person; about the family or the unnamed member without one. Throws where there is none.
inline const response& row(const assessment& a, std::string_view item,
                           std::string_view person = "") {
    for (const response& r : a.seen.now.of(a.asked.item_index(item).value())) {
        const std::string who =
            r.person == nobody ? "" : a.family->persons[static_cast<std::size_t>(r.person)];
        if (who == person) { return r; }
    }
    throw std::out_of_range{"no row of " + std::string{item} + " about " + std::string{person}};
}
inline std::size_t rows(const assessment& a, std::string_view item) {
    return a.seen.now.of(a.asked.item_index(item).value()).size();
}

inline std::string status_of(const assessment& a, std::string_view item,
                             std::string_view person = "") {
    const auto index = static_cast<std::size_t>(a.asked.item_index(item).value());
    const status is = actueel::status_of(a.asked->items[index], row(a, item, person));
    return std::string{status_names[static_cast<std::size_t>(is)]};
}
/// An option's code, a number, `unknown`, …; `nothing` when never observed.
inline std::string said(const assessment& a, std::string_view item, const answer& given) {
    const auto index = static_cast<std::size_t>(a.asked.item_index(item).value());
    switch (given.kind) {
    case answer_kind::none: return "nothing";
    case answer_kind::option:
        return a.asked->items[index].options[static_cast<std::size_t>(given.option)].code;
    case answer_kind::number: return to_string(given.number);
    case answer_kind::unknown: return "unknown";
    case answer_kind::refused: return "refused";
    case answer_kind::not_applicable: return "not_applicable";
    default: return "not_seen";
    }
}
inline std::string answer_of(const assessment& a, std::string_view item,
                             std::string_view person = "") {
    return said(a, item, row(a, item, person).current.said);
}
/// The record id of a chain; empty for none.
inline std::string record_id(const assessment& a, std::int32_t record) {
    return record < 0 ? std::string{} : a.family->chains[static_cast<std::size_t>(record)].id;
}
/// `2020-05-01 shelf_life`; `never`; with the record that made it lapse where there is one.
inline std::string expiry_of(const assessment& a, std::string_view item,
                             std::string_view person = "") {
    const expiry& e = row(a, item, person).current.expires;
    if (e.cause == expiry_cause::never) { return "never"; }
    std::string out =
        to_string(e.on) + ' ' + std::string{expiry_cause_names[static_cast<std::size_t>(e.cause)]};
    return e.record < 0 ? out : out + ' ' + record_id(a, e.record);
}
/// What a derived item's number can be: `3`, `0 to 9998`, `none`, `nobody`; ` or none`.
inline std::string derived_of(const assessment& a, std::string_view item,
                              std::string_view person = "") {
    const derived_number& d = row(a, item, person).derived.value();
    if (d.applies_to_nobody) { return "nobody"; }
    if (d.is_none) { return "none"; }
    std::string out = std::to_string(d.between.low);
    if (!is_exact(d.between)) { out += " to " + std::to_string(d.between.high); }
    return out + (d.can_be_none ? " or none" : "");
}

inline const scale_value& scale_of(const assessment& a, std::string_view scale) {
    return a.scales[static_cast<std::size_t>(a.asked.scale_index(scale).value())];
}
/// A scale's published value.
inline std::string value_of(const assessment& a, std::string_view scale) {
    return text(scale_of(a, scale).value);
}
/// One term of a scale, by its place.
inline std::string term_of(const assessment& a, std::string_view scale, std::size_t index) {
    return text(scale_of(a, scale).terms[index]);
}

/// Notes as `name item person records…`, one a line, `-` for what is absent.
inline std::string notes_text(const assessment& a) {
    std::string out;
    for (const note& n : notes_of(a)) {
        out += note_names[static_cast<std::size_t>(n.kind)];
        out += ' ' + (n.item < 0 ? "-" : a.asked->items[static_cast<std::size_t>(n.item)].id);
        out += ' ' + (n.person < 0 ? "-" : a.family->persons[static_cast<std::size_t>(n.person)]);
        for (const std::int32_t r : n.records) { out += ' ' + record_id(a, r); }
        out += '\n';
    }
    return out;
}

/// Every fault as `code place`, one a line; `no fault`.
inline std::string faults(const error& wrong) {
    std::string out;
    for (const problem& p : wrong.problems()) {
        out += (out.empty() ? "" : "\n") + std::string{to_string(p.code)} + ' ' + p.place;
    }
    return out;
}
template <class T>
std::string faults(const result<T>& maybe) {
    return maybe ? std::string{"no fault"} : faults(maybe.error());
}
inline std::string faults_of(const form& asked) {
    return faults(try_parse_instrument(asked.text()));
}
inline std::string faults_of(const family& history) {
    return faults(try_parse_history(history.text()));
}

} // namespace actueel::testing
