// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/json_writer.hpp>
#include <actueel/report/report.hpp>

#include <array>
#include <string_view>

namespace actueel::detail {

/// The word of an enumerator.
template <class Enum, std::size_t N>
[[nodiscard]] std::string_view name_of(const std::array<std::string_view, N>& names, Enum which) {
    return names[static_cast<std::size_t>(which)];
}

/// What the parts of a report document write in the same way; everything is looked up in what is shared.
class report_writer {
  public:
    explicit report_writer(const report& r)
        : of{r}, until{r.question.known_at.until(r.question.as_of)} {}

    const report& of;
    instant until; ///< what is known
    json_writer w{};

    /// Whether the reader gets a record.
    [[nodiscard]] bool is_shared(std::int32_t record) const {
        const chain& one = of.shared->chains[static_cast<std::size_t>(record)];
        return one.retracted_at != one.recorded_at();
    }
    [[nodiscard]] std::string_view id_of(std::int32_t record) const {
        return of.shared->chains[static_cast<std::size_t>(record)].id;
    }
    /// What a record tells people. Precondition: it is shared and in force.
    [[nodiscard]] const told_content& told(std::int32_t record) const;
    [[nodiscard]] instant recorded_at(std::int32_t record) const {
        return of.shared->chains[static_cast<std::size_t>(record)].recorded_at();
    }
    /// Whether a record was written down long after the day that it speaks of.
    [[nodiscard]] bool late(std::int32_t record, day said_of) const {
        return utc_day(recorded_at(record)) - said_of > report_days_late;
    }

    void record(std::string_view key, std::int32_t index);
    void person(std::string_view key, std::int32_t index);
    void text_or_null(std::string_view key, std::string_view text);
    void in_languages(std::string_view key, const texts& all);
    void codes(std::string_view key, const std::vector<std::string>& all);
    void records(std::string_view key, const std::vector<std::int32_t>& all);
    /// `source` and `by` of what a record tells.
    void voice(const told_content& said);
    /// `recorded_on` and `late`.
    void written_down(std::int32_t record, day said_of);
    /// The texts that somebody wrote for people, null where there is none; a child gets only its own.
    void note(std::string_view key, std::string_view text, std::string_view by);
};

/// Numbers the findings of a report, in the order in which they stand.
class finding_number {
  public:
    std::int64_t next() noexcept { return ++last_; }

  private:
    std::int64_t last_ = 0;
};

void write_part(report_writer& out, const report_part& part, finding_number& number);
/// Events, plans, goals, views, disputes, and who was spoken with.
void write_shared_records(report_writer& out, finding_number& number);

} // namespace actueel::detail
