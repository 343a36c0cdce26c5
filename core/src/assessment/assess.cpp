// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/assessment.hpp>

#include <actueel/base/document_reader.hpp>
#include <actueel/response/status.hpp>

namespace actueel {
namespace {

level_range named(const instrument& asked, level_interval levels) {
    return {asked->levels[static_cast<std::size_t>(levels.low)].id,
            asked->levels[static_cast<std::size_t>(levels.high)].id};
}

error refuse(error_code code, const reading& read, std::string found, std::string expected,
             std::string remedy) {
    return error{problem{code, read.family->document, "", std::move(found), std::move(expected),
                         std::move(remedy), ""}};
}

/// The child asked about as an index, or `nobody` for the family.
result<std::int32_t> child_of(const reading& read, const moment& when) {
    if (!when.child) {
        if (!read.asked->subject_child) { return nobody; }
        return refuse(error_code::child_missing, read, "no child",
                      "a child of the day: the instrument " + read.asked->id +
                          " is asked about one",
                      "name the child");
    }
    const std::int32_t index = read.family.person_index(*when.child);
    if (index == nobody) {
        return refuse(error_code::child_not_member, read,
                      shown(*when.child) + ", whom the history does not know",
                      "somebody who holds the role child on " + to_string(when.as_of),
                      "name a child of that day");
    }
    return index;
}

} // namespace

std::string to_string(const level_range& levels) {
    if (!levels.has_levels()) { return "no levels"; }
    return levels.determined() ? levels.low : levels.low + " to " + levels.high;
}

std::ostream& operator<<(std::ostream& out, const level_range& levels) {
    return out << to_string(levels);
}

result<assessment> try_assess(const reading& read, const moment& when) {
    const auto child = child_of(read, when);
    if (!child) { return child.error(); }
    auto seen = observe(read, when.as_of, when.known_at, *child);
    if (!seen) { return seen.error(); }
    assessment out{read.asked, read.family, when, std::move(seen).value(), {}, {}, {}, {}, {}};
    out.scales = scale_values(read.asked, out.seen.now);
    if (read.asked->levels.empty()) {
        out.decided =
            decide(read.asked, {}, out.seen.overrides); // none is allowed, and each says so
        return out;
    }
    out.found = compute_level(read.asked, out.seen.now, published_values(out.scales));
    out.decided = decide(read.asked, out.found->level, out.seen.overrides);
    out.computed = named(read.asked, out.found->level);
    out.final = named(read.asked, out.decided.level);
    return out;
}

result<assessment> try_assess(const instrument& asked, const history& family, const moment& when) {
    const auto read = try_read(asked, family);
    if (!read) { return read.error(); }
    return try_assess(*read, when);
}

assessment assess(const instrument& asked, const history& family, const moment& when) {
    return try_assess(asked, family, when).value();
}

status_counts counts_of(const assessment& a) {
    status_counts out;
    for (std::size_t i = 0; i < a.asked->items.size(); ++i) {
        const item& of = a.asked->items[i];
        if (of.derived()) { continue; }
        for (const response& row : a.seen.now.of(static_cast<std::int32_t>(i))) {
            switch (status_of(of, row)) {
            case status::current: ++out.current; break;
            case status::stale: ++out.stale; break;
            case status::unknown: ++out.unknown; break;
            default: ++out.not_applicable; break;
            }
            if (contested(row)) { ++out.contested; }
        }
    }
    return out;
}

} // namespace actueel
