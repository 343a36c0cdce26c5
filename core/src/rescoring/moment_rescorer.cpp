// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/moment_rescorer.hpp>

#include "plain_reading.hpp"
#include "score_writer.hpp"

#include <actueel/assessment/assessment.hpp>
#include <actueel/columnar/family_records.hpp>
#include <actueel/history/known_answers.hpp>

#include <algorithm>
#include <numeric>
#include <optional>
#include <tuple>
#include <utility>

namespace actueel {
namespace {

constexpr std::size_t most_rows_at_first = std::size_t{1}
                                           << 20U; ///< beyond, room grows as it is needed

/// One batch, family by family.
class batch_of_moments {
  public:
    batch_of_moments(const instrument& asked, const own_moments& moments,
                     std::span<const score_column> wanted, const record_columns& records)
        : asked_{asked}, moments_{moments}, records_{records}, reader_{records}, plain_{asked,
                                                                                        records},
          wants_{wanted_by(wanted)}, writer_{asked, wanted,
                                             std::min(moments.count(), most_rows_at_first)} {}

    rescored_moments score() && {
        for (std::int64_t first = 0; first < records_.size();) {
            const std::int64_t past = records_.end_of_family(first);
            const std::int64_t before = writer_.rows();
            const scored_by how = try_family(first, past);
            const auto at = static_cast<std::size_t>(how);
            if (how == scored_by::plain_moments) {
                write_family();
            } else {
                out_.left.push_back({first, past, before, how});
            }
            ++out_.families_by[at];
            out_.rows_by[at] += writer_.rows() - before;
            first = past;
        }
        out_.rows = writer_.rows();
        out_.columns = std::move(writer_).take();
        out_.columns.insert(out_.columns.begin() + 3, std::move(known_at_));
        return std::move(out_);
    }

  private:
    /// A row that the family will have, and where its figures are.
    struct row {
        std::int32_t child = nobody;
        const own_moment* when = nullptr;
        std::size_t figures = 0;

        [[nodiscard]] auto order() const { return std::tuple{child, when->as_of, when->at}; }
    };

    scored_by try_family(std::int64_t first, std::int64_t past) {
        rows_.clear();
        answered_ = false;
        if (!reader_.read(first, past, family_)) { return scored_by::document_rows; }
        const reading* const read = plain_.read(family_);
        if (read == nullptr) { return scored_by::document_answer; }
        when_ = moments_.of(family_.family);
        outside_ = 0;
        // What was known is put in order once for all moments at which it was the same.
        order_.resize(when_.size());
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        const auto until = [this](std::size_t m) {
            return when_[m].known_at.until(when_[m].as_of);
        };
        std::stable_sort(order_.begin(), order_.end(),
                         [&](std::size_t a, std::size_t b) { return until(a) < until(b); });
        for (std::size_t i = 0; i < order_.size(); ++i) {
            if (i == 0 || until(order_[i]) != until(order_[i - 1])) {
                known_ = known_answers_at(*read, until(order_[i]), std::move(known_));
            }
            if (!score_moment(known_, when_[order_[i]])) { return scored_by::document_moment; }
        }
        // Subjects are found in the order of what was known; rows stand by child, as their ids, and moment.
        std::stable_sort(rows_.begin(), rows_.end(),
                         [](const row& a, const row& b) { return a.order() < b.order(); });
        return scored_by::plain_moments;
    }

    /// False: the moment names a child who is none then.
    bool score_moment(const known_answers& known, const own_moment& when) {
        const std::size_t before = rows_.size();
        if (known.all.involved(when.as_of)) {
            std::vector<std::int32_t> subjects;
            if (asked_->subject_child && when.person.empty()) {
                subjects = children_on(known.all, when.as_of);
            } else {
                moment one{.as_of = when.as_of, .known_at = when.known_at};
                if (!when.person.empty()) { one.child = when.person; }
                const auto subject = try_subject(*known.read, one);
                if (!subject) { return false; }
                subjects.push_back(*subject);
            }
            for (const std::int32_t subject : subjects) {
                auto made = try_score(known, when.as_of, subject, observing::what_scores,
                                      std::move(figures_));
                if (!made) { return false; }
                figures_ = std::move(made).value();
                keep(subject, when);
            }
        }
        outside_ += rows_.size() == before ? 1 : 0;
        return true;
    }

    void keep(std::int32_t subject, const own_moment& when) {
        const std::size_t at = rows_.size();
        if (at / most_lanes == blocks_.size()) { blocks_.emplace_back(asked_); }
        score_block& block = blocks_[at / most_lanes];
        const std::size_t lane = at % most_lanes;
        set_day(block, lane, asked_, figures_, wants_);
        answered_ = answered_ || block.counts[0][lane] + block.counts[1][lane] > 0;
        rows_.push_back({subject, &when, at});
    }

    void write_family() {
        for (const row& r : rows_) {
            const std::string_view child = r.child == nobody
                                               ? std::string_view{}
                                               : family_.persons[static_cast<std::size_t>(r.child)];
            writer_.add_row({.family = family_.family, .child = child}, r.when->as_of,
                            blocks_[r.figures / most_lanes], r.figures % most_lanes);
            if (r.when->at) {
                known_at_.add(r.when->at->microseconds() - days_to_1970 * microseconds_a_day);
            } else {
                known_at_.add_null();
            }
        }
        ++out_.families;
        out_.answered += answered_ ? 1 : 0;
        out_.asked += static_cast<std::int64_t>(when_.size());
        out_.outside += outside_;
    }

    const instrument& asked_;
    const own_moments& moments_;
    const record_columns& records_;
    family_reader reader_;
    family_records family_{};
    detail::plain_reader plain_;
    wanted_figures wants_;
    detail::score_writer writer_;
    made_column known_at_{"known_at", "l"};
    std::span<const own_moment> when_{};
    std::vector<std::size_t> order_{}; ///< of `when_`, by what was known
    std::vector<row> rows_{};
    std::vector<score_block> blocks_{}; ///< the figures of rows, `most_lanes` a block
    known_answers known_{};
    scored figures_{};
    bool answered_ = false;
    std::int64_t outside_ = 0;
    rescored_moments out_{};
};

} // namespace

moment_rescorer::moment_rescorer(const instrument& asked, own_moments moments,
                                 std::vector<score_column> wanted)
    : asked_{asked}, moments_{std::move(moments)}, wanted_{std::move(wanted)} {}

rescored_moments moment_rescorer::score(const record_columns& records) const {
    return batch_of_moments{asked_, moments_, wanted_, records}.score();
}

} // namespace actueel
