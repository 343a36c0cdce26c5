// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/own_moments.hpp>

#include <actueel/columnar/column.hpp>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

namespace actueel {
namespace {

using family_moment = std::pair<std::string_view, own_moment>;

auto order_of(const family_moment& m) {
    return std::tuple{m.first, m.second.person, m.second.as_of, m.second.at};
}

error wrong(error_code code, std::string place, const char* found, const char* expected,
            const char* remedy) {
    return error{problem{code, "moments", std::move(place), found, expected, remedy, ""}};
}

std::string in_row(std::int64_t row, std::string_view name) {
    return "row " + std::to_string(row + 1) + ", column " + std::string{name};
}

/// The columns of a table of moments.
struct moment_columns {
    column family{};
    column person{};
    column as_of{};
    column known_at{};
};

result<moment_columns> columns_of(const ArrowSchema& kinds, const ArrowArray& rows) {
    moment_columns out;
    const std::tuple<std::string_view, column*, column_kind> all[] = {
        {"family", &out.family, column_kind::text},
        {"person", &out.person, column_kind::text},
        {"as_of", &out.as_of, column_kind::day},
        {"known_at", &out.known_at, column_kind::instant}};
    for (std::int64_t c = 0; c < kinds.n_children; ++c) {
        for (const auto& [name, to, kind] : all) {
            if (kinds.children[c]->name != name) { continue; }
            const auto read = column::of(*kinds.children[c], *rows.children[c]);
            if (!read || (read->kind() != kind && read->kind() != column_kind::text)) {
                return wrong(error_code::type_wrong, "column " + std::string{name}, "another kind",
                             "texts, dates, or timestamps in UTC", "convert the column");
            }
            *to = *read;
        }
    }
    for (const auto& [name, to, kind] : {all[0], all[2]}) {
        if (to->kind() == column_kind::absent) {
            return wrong(error_code::field_missing, "column " + std::string{name}, "no such column",
                         "a column", "name the column so");
        }
    }
    return out;
}

} // namespace

result<own_moments> own_moments::try_of(const ArrowSchema& kinds, const ArrowArray& rows,
                                        known otherwise) {
    auto found = columns_of(kinds, rows);
    if (!found) { return found.error(); }
    const moment_columns& columns = *found;
    std::optional<instant> at_otherwise;
    if (otherwise != known::everything() && otherwise != known::by_end_of_as_of()) {
        at_otherwise = otherwise.until({});
    }
    std::vector<family_moment> told;
    told.reserve(static_cast<std::size_t>(rows.length));
    for (std::int64_t row = 0; row < rows.length; ++row) {
        for (const auto& [name, cells] :
             {std::pair{"family", &columns.family}, std::pair{"as_of", &columns.as_of}}) {
            if (!cells->holds(row)) {
                return wrong(error_code::field_missing, in_row(row, name), "nothing",
                             "a family and a day", "fill it in");
            }
        }
        const auto as_of = columns.as_of.a_day(row);
        if (!as_of) {
            return wrong(error_code::day_malformed, in_row(row, "as_of"), "no day of the calendar",
                         "a day that exists (YYYY-MM-DD)", "write the day that was meant");
        }
        own_moment m{*as_of, otherwise, at_otherwise, columns.person.text(row)};
        if (columns.known_at.holds(row)) {
            m.at = columns.known_at.an_instant(row);
            if (!m.at) {
                return wrong(error_code::instant_malformed, in_row(row, "known_at"), "no instant",
                             "an instant with its time zone", "write it as 2020-04-16T09:00:00Z");
            }
            m.known_at = known::at(*m.at);
        }
        told.emplace_back(columns.family.text(row), m);
    }
    const auto before = [](const family_moment& a, const family_moment& b) {
        return order_of(a) < order_of(b);
    };
    if (!std::is_sorted(told.begin(), told.end(), before)) {
        std::sort(told.begin(), told.end(), before);
    }
    own_moments out;
    out.moments_.reserve(told.size());
    for (const family_moment& one : told) {
        if (out.families_.empty() || out.families_.back() != one.first) {
            out.families_.push_back(one.first);
            out.first_.push_back(out.moments_.size());
        } else if (out.moments_.back() == one.second) {
            continue;
        }
        out.moments_.push_back(one.second);
    }
    out.first_.push_back(out.moments_.size());
    return out;
}

std::span<const own_moment> own_moments::of(std::string_view family) const noexcept {
    const auto found = std::lower_bound(families_.begin(), families_.end(), family);
    if (found == families_.end() || *found != family) { return {}; }
    const auto at = static_cast<std::size_t>(found - families_.begin());
    return std::span{moments_}.subspan(first_[at], first_[at + 1] - first_[at]);
}

} // namespace actueel
