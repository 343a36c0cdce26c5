// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/rescorer.hpp>

#include "additive.hpp"
#include "day_runs.hpp"
#include "plain_scorer.hpp"
#include "plan_content.hpp"
#include "score_writer.hpp"

#include <actueel/base/id.hpp>
#include <actueel/columnar/family_records.hpp>
#include <actueel/rescoring/lane_scorer.hpp>

#include <algorithm>
#include <optional>

namespace actueel {
namespace {

bool any_answer(const score_block& block) {
    for (std::size_t l = 0; l < most_lanes; ++l) {
        if (detail::has(block.rows, l) && block.counts[0][l] + block.counts[1][l] > 0) {
            return true;
        }
    }
    return false;
}

std::vector<std::int64_t> family_ends_of(const record_columns& records) {
    std::vector<std::int64_t> out;
    for (std::int64_t row = 0; row < records.size();) {
        row = records.end_of_family(row);
        out.push_back(row);
    }
    return out;
}

/// As many as there are families and days; of an instrument about children there may be more.
std::size_t rows_at_most(std::size_t families, std::span<const asked_days> on) {
    std::size_t days = 0;
    for (const asked_days& d : on) { days += d.count(); }
    return std::min(families * days, std::size_t{1} << 22U); // beyond, room grows as it is needed
}

/// Rows of sums that are written together: what they are made of stays in the first cache.
constexpr std::size_t rows_at_once = 2048;

/// One batch, family by family.
class batch {
  public:
    batch(const instrument& asked, const plan& by, std::span<const asked_days> on,
          std::span<const score_column> wanted, const record_columns& records,
          std::optional<scored_by> plain_because, const detail::additive_plan* sum,
          wanted_figures wants, bool by_code)
        : asked_{asked}, by_{by}, wants_{wants}, on_{on}, records_{records},
          ends_{family_ends_of(records)}, plain_because_{plain_because}, reader_{records},
          writer_{asked, wanted, rows_at_most(ends_.size(), on), by_code}, block_{asked} {
        if (plain_because) { return; }
        const auto fits = [&](const asked_days& d) {
            return detail::additive_scorer::fits(records, d);
        };
        if (sum != nullptr && std::all_of(on.begin(), on.end(), fits)) {
            for (const asked_days& d : on) {
                sums_.push_back(
                    std::make_unique<detail::additive_scorer>(*by, *sum, records, d, wants.due));
            }
            waiting_.emplace(*sum);
        }
    }

    rescored score() && {
        std::int64_t first = 0;
        for (const std::int64_t past : ends_) {
            score_family(first, past);
            first = past;
        }
        write_sums();
        out_.rows = writer_.rows();
        out_.columns = std::move(writer_).take();
        return std::move(out_);
    }

  private:
    void score_family(std::int64_t first, std::int64_t past) {
        const std::int64_t before = writer_.rows();
        const scored_by how = try_family(first, past);
        const auto at = static_cast<std::size_t>(how);
        if (how >= scored_by::document_rows) {
            out_.left.push_back({first, past, before, how});
        } else {
            ++out_.families;
            out_.answered += answered_ ? 1 : 0;
        }
        ++out_.families_by[at];
        out_.rows_by[at] += writer_.rows() - before;
    }

    scored_by try_family(std::int64_t first, std::int64_t past) {
        answered_ = false;
        const column& families = records_.at(field::family);
        code_ = families.has_codes() ? families.code(first) : -1;
        if (!sums_.empty() && as_sum(first, past)) { return scored_by::plan; }
        if (!reader_.read(first, past, family_)) { return scored_by::document_rows; }
        scored_by why = scored_by::plan;
        if (plain_because_) {
            why = *plain_because_;
        } else {
            switch (in_lanes()) {
            case lane_outcome::scored: return scored_by::plan;
            case lane_outcome::voices_differ: why = scored_by::plain_voices; break;
            default: return scored_by::document_answer;
            }
        }
        if (!plain_) { plain_.emplace(asked_, records_, wants_); }
        if (!plain_->score(family_, on_)) { return scored_by::document_answer; }
        for (const auto& subject : plain_->subjects()) {
            for (std::size_t b = 0; b < on_.size(); ++b) {
                const std::string_view child =
                    subject.child == nobody
                        ? std::string_view{}
                        : family_.persons[static_cast<std::size_t>(subject.child)];
                add(child, on_[b], subject.blocks[b]);
            }
        }
        return why;
    }

    /// Scores a family whose answers only move one sum. False: the general lanes have to look.
    bool as_sum(std::int64_t first, std::int64_t past) {
        family_.family = records_.at(field::family).text(first);
        if (!is_id(family_.family) || past - first > most_rows_of_a_family) { return false; }
        for (const auto& sum : sums_) {
            if (!sum->read(first, past)) { return false; }
        }
        for (std::size_t b = 0; b < on_.size(); ++b) {
            writer_.add_whose(owner({}), on_[b], sums_[b]->first_day(), on_[b].count());
            answered_ |= sums_[b]->add_to(*waiting_);
        }
        if (waiting_->size() >= rows_at_once) { write_sums(); }
        return true;
    }

    /// Writes the figures of the sums that wait: before those of anybody else, whose rows come after theirs.
    void write_sums() {
        if (!waiting_ || waiting_->size() == 0) { return; }
        writer_.add_figures(
            [&](made_column& to, const score_column& what) { waiting_->add_to(to, what); });
        waiting_->clear();
    }

    lane_outcome in_lanes() {
        if (!lanes_) { lanes_.emplace(by_, records_, wants_.due); }
        return on_every_block(
            [&](std::size_t b) { return lanes_->score(family_, on_[b], block_); });
    }

    /// Nothing is written before all blocks are known to run.
    template <class Score>
    lane_outcome on_every_block(Score&& score) {
        if (on_.size() == 1) {
            const lane_outcome o = score(std::size_t{0});
            if (o == lane_outcome::scored) { add({}, on_.front(), block_); }
            return o;
        }
        blocks_.clear();
        for (std::size_t b = 0; b < on_.size(); ++b) {
            const lane_outcome o = score(b);
            if (o != lane_outcome::scored) { return o; }
            blocks_.push_back(block_);
        }
        for (std::size_t b = 0; b < on_.size(); ++b) { add({}, on_[b], blocks_[b]); }
        return lane_outcome::scored;
    }

    void add(std::string_view child, const asked_days& on, const score_block& block) {
        answered_ = answered_ || any_answer(block);
        write_sums();
        writer_.add(owner(child), on, block);
    }

    [[nodiscard]] detail::row_owner owner(std::string_view child) const noexcept {
        return {family_.family, code_, child};
    }

    const instrument& asked_;
    const plan& by_;
    wanted_figures wants_;
    std::span<const asked_days> on_;
    const record_columns& records_;
    std::vector<std::int64_t> ends_; ///< where each family ends
    std::optional<scored_by> plain_because_;
    family_reader reader_;
    family_records family_{};
    std::optional<lane_scorer> lanes_{};          ///< made for the first family that needs them
    std::optional<detail::plain_scorer> plain_{}; ///< likewise
    std::vector<std::unique_ptr<detail::additive_scorer>> sums_{}; ///< by block; empty: none
    std::optional<detail::additive_rows> waiting_{};               ///< rows of theirs
    detail::score_writer writer_;
    score_block block_;
    std::vector<score_block> blocks_{};
    rescored out_{};
    std::int32_t code_ = -1; ///< of the family, where its ids have any
    bool answered_ = false;
};

} // namespace

wanted_figures wanted_by(std::span<const score_column> columns) {
    wanted_figures out{false, false};
    for (const score_column& c : columns) {
        out.due = out.due || c.kind == score_kind::due;
        out.terms = out.terms || c.kind == score_kind::term || c.kind == score_kind::term_units;
    }
    return out;
}

rescorer::rescorer(const instrument& asked, std::span<const day> days, known known_at,
                   std::vector<score_column> wanted, bool plain_only)
    : asked_{asked}, plan_{plan::of(asked)}, wanted_{std::move(wanted)}, wants_{wanted_by(wanted_)},
      plain_only_{plain_only} {
    for (std::size_t first = 0; first < days.size(); first += most_lanes) {
        blocks_.emplace_back(days.subspan(first, std::min(most_lanes, days.size() - first)),
                             known_at, plan_->shelves);
    }
    if (const auto sum = detail::additive_of(*plan_)) {
        sum_ = std::make_shared<const detail::additive_plan>(*sum);
    }
}

rescored rescorer::score(const record_columns& records, families_as families) const {
    std::optional<scored_by> plain;
    if (wants_.terms) { plain = scored_by::plain_asked; }
    if (plain_only_ || !plan_.runs()) { plain = scored_by::plain_plan; }
    const bool by_code = families == families_as::codes && records.at(field::family).has_codes();
    return batch{asked_, plan_, blocks_, wanted_, records, plain, sum_.get(), wants_, by_code}
        .score();
}

} // namespace actueel
