// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/change.hpp>

#include "change_rows.hpp"

namespace actueel {
namespace {

error turned(std::string place, std::string found, std::string expected) {
    return error{problem{error_code::moments_turned, "the question", std::move(place),
                         std::move(found), std::move(expected), "give the earlier moment first",
                         ""}};
}

} // namespace

change_moment since(const instrument& asked, const history& family, day on,
                    const change_moment& later, const std::optional<std::string>& child) {
    change_moment out{on, known::by_end_of_as_of(), no_record};
    const std::int32_t subject = child ? family.person_index(*child) : nobody;
    if (child && subject == nobody) { return out; } // nobody signed anything about them
    const instant known_then = later.known_at.until(later.as_of);
    for (std::size_t c = 0; c < family->chains.size(); ++c) { // by place, so that the last stays
        const chain& one = family->chains[c];
        const link* l = one.at(known_then);
        const auto* signed_one =
            l == nullptr ? nullptr : std::get_if<sign_off_content>(&l->content);
        if (signed_one == nullptr || signed_one->instrument != asked->id ||
            signed_one->person != subject || signed_one->as_of != on) {
            continue;
        }
        out.known_at = known::at(signed_one->known_at.value_or(one.recorded_at()));
        out.sign_off = static_cast<std::int32_t>(c);
    }
    return out;
}

result<change> try_change(const instrument& asked, const history& family,
                          const change_moment& before, const change_moment& after,
                          const std::optional<std::string>& child) {
    if (after.as_of < before.as_of) {
        return turned("/since",
                      to_string(before.as_of) + " compared with " + to_string(after.as_of),
                      "a first day that is not after the second");
    }
    if (after.known_at.until(after.as_of) < before.known_at.until(before.as_of)) {
        return turned("/known_at",
                      "what was known at " + to_string(before.known_at) + " compared with " +
                          to_string(after.known_at),
                      "a second moment that knows all that the first one knew");
    }
    const auto read = try_read(asked, family);
    if (!read) { return read.error(); }
    const known_answers first = known_answers_at(*read, before.known_at.until(before.as_of));
    const known_answers second = known_answers_at(*read, after.known_at.until(after.as_of));
    auto a = try_assess(first, {before.as_of, before.known_at, child});
    if (!a) { return a.error(); }
    auto b = try_assess(second, {after.as_of, after.known_at, child});
    if (!b) { return b.error(); }
    change out{std::move(a).value(), std::move(b).value(), before.sign_off, {}, {}, {}};
    for (std::size_t s = 0; s < asked->scales.size(); ++s) {
        const interval<decimal> from = out.before.scales[s].value;
        const interval<decimal> to = out.after.scales[s].value;
        scale_change& one = out.scales.emplace_back();
        one.moved = {to.low - from.low, to.high - from.high};
        if (asked->scales[s].standard_error) {
            one.reliable = reliable_change_of(asked->scales[s], from, to);
        }
    }
    out.rows = detail::changed_rows(out.before, out.after);
    detail::find_causes(first, second, out);
    return out;
}

change change_of(const instrument& asked, const history& family, const change_moment& before,
                 const change_moment& after, const std::optional<std::string>& child) {
    return try_change(asked, family, before, after, child).value();
}

} // namespace actueel
