// SPDX-License-Identifier: MPL-2.0
#include <actueel/report/report.hpp>

#include <actueel/base/document_reader.hpp>
#include <actueel/report/withheld.hpp>

#include <algorithm>

namespace actueel {
namespace {

/// Safety (is there danger now?) comes before risk (what about the coming year?), and both before all else.
int rank_of(const instrument& one) {
    if (one->purpose == "safety") { return 0; }
    return one->purpose == "risk" ? 1 : 2;
}

/// The first day on which anything was observed, happened, was agreed, or somebody was involved; else the day asked about.
day first_day_of(const history& family, instant known, day as_of) {
    day first = as_of;
    const records_in_force all = in_force_at(family, known);
    for (const auto& o : all.observations) { first = std::min(first, o.content->observed_on); }
    for (const auto& e : all.events) { first = std::min(first, e.content->happened_on); }
    for (const auto& p : all.plans) { first = std::min(first, p.content->term.start); }
    for (const auto& i : all.involvements) { first = std::min(first, i.start); }
    return first;
}

class report_builder {
  public:
    report_builder(const history& family, const report_question& question, const audience& reader)
        : until_{question.known_at.until(question.as_of)}, out_{.question = question,
                                                                .reader = reader,
                                                                .whole = family,
                                                                .shared = shared_with(
                                                                    family, reader, until_)} {
        out_.in_force = in_force_at(out_.shared, until_);
        out_.not_shared = some_withheld();
        first_day_ = first_day_of(family, until_, question.as_of);
    }

    result<report> build(std::span<const instrument> instruments) && {
        std::vector<instrument> ordered{instruments.begin(), instruments.end()};
        std::stable_sort(
            ordered.begin(), ordered.end(),
            [](const instrument& a, const instrument& b) { return rank_of(a) < rank_of(b); });
        for (const instrument& asked : ordered) {
            for (const auto& child : subjects_of(asked)) {
                if (auto fault = add(asked, child)) { return std::move(*fault); }
            }
        }
        return std::move(out_);
    }

  private:
    [[nodiscard]] bool some_withheld() const {
        for (std::size_t c = 0; c < out_.whole->chains.size(); ++c) {
            if (out_.whole->chains[c].at(until_) != nullptr &&
                out_.shared->chains[c].at(until_) == nullptr) {
                return true;
            }
        }
        return false;
    }

    /// About whom an instrument is asked. A child's instrument without a child: once, and nothing is assessed.
    [[nodiscard]] std::vector<std::optional<std::string>>
    subjects_of(const instrument& asked) const {
        if (out_.question.child || !asked->subject_child) { return {out_.question.child}; }
        std::vector<std::optional<std::string>> out;
        for (const std::int32_t person : children_on(out_.in_force, out_.question.as_of)) {
            if (out_.reader.kind == audience_kind::child && person != out_.reader.person) {
                continue;
            }
            out.emplace_back(out_.whole->persons[static_cast<std::size_t>(person)]);
        }
        if (out.empty()) { out.emplace_back(std::nullopt); }
        return out;
    }

    std::optional<error> add(const instrument& asked, const std::optional<std::string>& child) {
        report_part part{.asked = asked};
        if (asked->subject_child && !child) {
            out_.parts.push_back(std::move(part));
            return {};
        }
        const moment when{out_.question.as_of, out_.question.known_at, child};
        auto whole = try_assess(asked, out_.whole, when);
        if (!whole) { return whole.error(); }
        auto shared = try_assess(asked, out_.shared, when);
        if (!shared) { return shared.error(); }
        part.whole = std::move(whole).value();
        part.shared = std::move(shared).value();
        auto course = try_trajectory(
            asked, out_.whole,
            {.start = first_day_,
             .until = std::min(day::never(), day::from_number(out_.question.as_of.number() +
                                                              report_days_ahead + 1)),
             .known_at = as_known_now(),
             .child = child,
             .detail = trajectory_detail::levels});
        if (!course) { return course.error(); }
        part.course = std::move(course).value();
        if (auto fault = compare(part, child)) { return fault; }
        out_.parts.push_back(std::move(part));
        return {};
    }

    /// The past and the days ahead are told as they are known at the moment, not as they were known on each day.
    [[nodiscard]] known as_known_now() const {
        return out_.question.known_at == known::everything() ? known::everything()
                                                             : known::at(until_);
    }

    std::optional<error> compare(report_part& part, const std::optional<std::string>& child) {
        if (!out_.question.since) { return {}; }
        const change_moment after{.as_of = out_.question.as_of, .known_at = as_known_now()};
        const change_moment before =
            since(part.asked, out_.shared, *out_.question.since, after, child);
        auto whole = try_change(part.asked, out_.whole, before, after, child);
        if (!whole) {
            // A child that was no member on that day has nothing to be compared with; any other fault is one.
            if (whole.error().code() == error_code::child_not_member) { return {}; }
            return whole.error();
        }
        part.whole_change = std::move(whole).value();
        auto shared = try_change(part.asked, out_.shared, before, after, child);
        if (shared) { part.shared_change = std::move(shared).value(); }
        return {};
    }

    instant until_;
    day first_day_{};
    report out_;
};

} // namespace

result<report> try_report(std::span<const instrument> instruments, const history& family,
                          const report_question& question) {
    if (instruments.empty()) {
        return error{problem{error_code::list_empty, "the question", "/instruments", "none",
                             "at least one instrument", "name an instrument", ""}};
    }
    const auto reader = try_audience_from(family, question.audience);
    if (!reader) { return reader.error(); }
    if (reader->kind == audience_kind::child && question.child &&
        family.person_index(*question.child) != reader->person) {
        return error{problem{error_code::child_not_member, "the question", "/child",
                             shown(*question.child), "the child whom the report is for",
                             "leave the child out, or write the report for somebody else", ""}};
    }
    return report_builder{family, question, *reader}.build(instruments);
}

report report_of(std::span<const instrument> instruments, const history& family,
                 const report_question& question) {
    return try_report(instruments, family, question).value();
}

} // namespace actueel
