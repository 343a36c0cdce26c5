// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/assessment.hpp>

#include <actueel/base/document_reader.hpp>

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

} // namespace

result<std::int32_t> try_subject(const reading& read, const moment& when) {
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

std::string to_string(const level_range& levels) {
    if (!levels.has_levels()) { return "no levels"; }
    return levels.determined() ? levels.low : levels.low + " to " + levels.high;
}

std::ostream& operator<<(std::ostream& out, const level_range& levels) {
    return out << to_string(levels);
}

result<assessment> try_assess(const known_answers& known, const moment& when) {
    const reading& read = *known.read;
    const auto child = try_subject(read, when);
    if (!child) { return child.error(); }
    auto figures = try_score(known, when.as_of, *child, observing::what_is_told);
    if (!figures) { return figures.error(); }
    assessment out{std::move(figures).value(), read.asked, read.family, when, {}, {}};
    if (out.found) {
        out.computed = named(read.asked, out.found->level);
        out.final = named(read.asked, out.decided.level);
    }
    return out;
}

result<assessment> try_assess(const reading& read, const moment& when) {
    return try_assess(known_answers_at(read, when.known_at.until(when.as_of)), when);
}

result<assessment> try_assess(const instrument& asked, const history& family, const moment& when) {
    const auto read = try_read(asked, family);
    if (!read) { return read.error(); }
    return try_assess(*read, when);
}

assessment assess(const instrument& asked, const history& family, const moment& when) {
    return try_assess(asked, family, when).value();
}

} // namespace actueel
