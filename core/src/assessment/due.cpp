// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/due.hpp>

#include <algorithm>

namespace actueel {
namespace {

std::optional<day> answers_due(const scored& a) {
    std::optional<day> out;
    for (const response& row : a.seen.now.rows) { // derived rows have no answer that expires
        const day expires = row.current.expires.on;
        if (row.applies == kleene::no || row.current.said.kind == answer_kind::none ||
            expires.is_never()) {
            continue;
        }
        out = out ? std::min(*out, expires) : expires;
    }
    return out;
}

std::optional<day> review_due(const instrument& asked, const scored& a) {
    if (!a.found) { return std::nullopt; }
    const auto& every = asked->levels[static_cast<std::size_t>(a.decided.level.high)].review_every;
    if (!every) { return std::nullopt; }
    std::optional<day> last; // by as_of; among equals the place makes no difference
    for (const auto& signed_off : a.seen.sign_offs) {
        const day as_of = signed_off.content->as_of;
        if (as_of <= a.seen.now.as_of) { last = last ? std::max(*last, as_of) : as_of; }
    }
    if (!last) { return a.seen.now.as_of; }
    const day due = *last + *every;
    return due.is_never() ? std::nullopt : std::optional{due};
}

} // namespace

due_days due_of(const instrument& asked, const scored& a) {
    due_days out;
    if (!a.seen.involved) { return out; }
    out.answers = answers_due(a);
    out.review = review_due(asked, a);
    out.earliest = out.answers && out.review ? std::min(*out.answers, *out.review)
                   : out.answers             ? out.answers
                                             : out.review;
    if (out.earliest && *out.earliest <= a.seen.now.as_of) { out.overdue_since = out.earliest; }
    return out;
}

} // namespace actueel
