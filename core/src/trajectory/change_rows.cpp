// SPDX-License-Identifier: MPL-2.0
#include "change_rows.hpp"

#include <actueel/response/status.hpp>

namespace actueel::detail {
namespace {

bool same_number(const std::optional<derived_number>& a, const std::optional<derived_number>& b) {
    if (!a || !b) { return a.has_value() == b.has_value(); }
    return a->between == b->between && a->is_none == b->is_none;
}

/// Takes the rows of one moment away and puts those of the other in their place, one by one.
class replacement {
  public:
    replacement(const assessment& before, const assessment& after)
        : asked_{before.asked}, from_{before.seen.now}, to_{after.seen.now}, now_{from_},
          values_{published_values(before.scales)}, counts_(asked_->items.size()) {
        for (const scale& s : asked_->scales) {
            for (const term& t : s.terms) {
                if (t.item >= 0) { counts_[static_cast<std::size_t>(t.item)] = true; }
            }
        }
    }

    std::vector<changed_row> replace() && {
        for (std::size_t i = 0; i < asked_->items.size(); ++i) { replace_item(i); }
        return std::move(out_);
    }

  private:
    /// Both moments have the rows of an item by person, so that they are walked side by side.
    void replace_item(std::size_t item) {
        std::int32_t a = from_.first_row[item];
        std::int32_t b = to_.first_row[item];
        const std::int32_t a_end = from_.first_row[item + 1];
        const std::int32_t b_end = to_.first_row[item + 1];
        auto at = static_cast<std::size_t>(now_.first_row[item]);
        while (a < a_end || b < b_end) {
            const response* old = a < a_end ? &from_.rows[static_cast<std::size_t>(a)] : nullptr;
            const response* fresh = b < b_end ? &to_.rows[static_cast<std::size_t>(b)] : nullptr;
            if (old != nullptr && fresh != nullptr && old->person != fresh->person) {
                (old->person < fresh->person ? fresh : old) = nullptr;
            }
            const auto place = now_.rows.begin() + static_cast<std::ptrdiff_t>(at);
            if (old == nullptr) {
                now_.rows.insert(place, *fresh);
                shift(item, 1);
                add(item, fresh->person, -1, b);
            } else if (fresh == nullptr) {
                now_.rows.erase(place);
                shift(item, -1);
                add(item, old->person, a, -1);
            } else if (difference_of(asked_, static_cast<std::int32_t>(item), *old, *fresh) !=
                       row_difference::none) {
                *place = *fresh;
                add(item, fresh->person, a, b);
            }
            a += old != nullptr ? 1 : 0;
            b += fresh != nullptr ? 1 : 0;
            at += fresh != nullptr ? 1 : 0;
        }
    }

    void shift(std::size_t item, std::int32_t by) {
        for (std::size_t i = item + 1; i < now_.first_row.size(); ++i) { now_.first_row[i] += by; }
    }

    void add(std::size_t item, std::int32_t person, std::int32_t before, std::int32_t after) {
        changed_row& row = out_.emplace_back();
        row.item = static_cast<std::int32_t>(item);
        row.person = person;
        row.before = before;
        row.after = after;
        row.shares.resize(values_.size());
        if (!counts_[item]) { return; } // no scale sees it
        const std::vector<interval<decimal>> then = published_values(scale_values(asked_, now_));
        for (std::size_t s = 0; s < then.size(); ++s) {
            row.shares[s] = {then[s].low - values_[s].low, then[s].high - values_[s].high};
        }
        values_ = then;
    }

    const instrument& asked_;
    const situation& from_;
    const situation& to_;
    situation now_; ///< the rows replaced so far, and the others as they were
    std::vector<interval<decimal>> values_;
    std::vector<bool> counts_; ///< by item: whether a scale names it
    std::vector<changed_row> out_{};
};

} // namespace

std::vector<contribution> contributions_of(const instrument& asked, std::int32_t item,
                                           const response& row) {
    std::vector<contribution> out;
    for (const scale& s : asked->scales) {
        for (const term& t : s.terms) {
            if (t.item != item) { continue; }
            contribution c = contribution_of(asked->items[static_cast<std::size_t>(item)], t, row);
            if (c.applies == kleene::no) { c.points = {}; } // meaningless, and must not differ
            out.push_back(c);
        }
    }
    return out;
}

bool widened(const item& of, const response& row) noexcept {
    return row.applies != kleene::no && contested_range(of, row);
}

row_difference difference_of(const instrument& asked, std::int32_t item, const response& before,
                             const response& after) {
    const actueel::item& of = asked->items[static_cast<std::size_t>(item)];
    const bool same = status_of(of, before) == status_of(of, after) &&
                      before.applies == after.applies &&
                      before.current.record == after.current.record &&
                      before.current.said == after.current.said &&
                      before.current.observed_on == after.current.observed_on &&
                      same_number(before.derived, after.derived) &&
                      contributions_of(asked, item, before) == contributions_of(asked, item, after);
    if (!same) { return row_difference::some; }
    return contested(before) == contested(after) && widened(of, before) == widened(of, after)
               ? row_difference::none
               : row_difference::only_contested;
}

std::vector<changed_row> changed_rows(const assessment& before, const assessment& after) {
    return replacement{before, after}.replace();
}

} // namespace actueel::detail
