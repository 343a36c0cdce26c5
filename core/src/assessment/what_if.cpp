// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/what_if.hpp>

#include <actueel/response/status.hpp>
#include <actueel/response/truth.hpp>

#include <algorithm>
#include <set>
#include <tuple>

namespace actueel {
namespace {

/// What the instrument says of a changed situation.
struct outcome {
    std::vector<interval<decimal>> values{};
    std::optional<level_interval> level{};
};

/// Gives a row an answer of today, uncontested, joined to the pool of earlier ones.
void answer_today(response& row, const answer& given, day today) {
    if (row.current_in_window && row.current.said.has_value()) {
        row.pool.push_back(row.current.said);
    }
    row.current.said = given;
    row.current.observed_on = today;
    row.expired = false;
    row.voices.clear();
}

/// Gives a row its best answer, alone.
void answer_best(response& row, const answer& best, day today) {
    row.pool.clear();
    row.current_in_window = false;
    answer_today(row, best, today);
}

/// A copy of an assessment's situation in which answers are tried, one after another; each leaves nothing behind.
class trial {
  public:
    explicit trial(const assessment& a) : a_{a}, now_{a.seen.now} {}

    /// What comes of an answer of today to one question.
    const outcome& with(std::size_t row, const answer& given) {
        put_back();
        changed_.push_back(row);
        answer_today(now_.rows[row], given, now_.as_of);
        return find_outcome();
    }

    /// What comes of the best answer for every named member, to one changeable item or (-1) to all.
    const outcome& at_best(std::int32_t only) {
        put_back();
        for (std::size_t i = 0; i < a_.asked->items.size(); ++i) {
            const item& of = a_.asked->items[i];
            if (!of.changeable || (only >= 0 && only != static_cast<std::int32_t>(i))) { continue; }
            for (std::int32_t r = now_.first_row[i]; r < now_.first_row[i + 1]; ++r) {
                const auto row = static_cast<std::size_t>(r);
                if (now_.rows[row].unnamed) { continue; }
                changed_.push_back(row);
                answer_best(now_.rows[row], *of.best, now_.as_of);
            }
        }
        return find_outcome();
    }

  private:
    void put_back() {
        for (const std::size_t row : changed_) { now_.rows[row] = a_.seen.now.rows[row]; }
        changed_.clear();
    }

    const outcome& find_outcome() {
        settle(a_.asked, now_);
        scales_ = scale_values(a_.asked, now_, std::move(scales_));
        found_.values = published_values(scales_);
        if (!a_.asked->levels.empty()) {
            found_.level = compute_level(a_.asked, now_, found_.values).level;
        }
        return found_;
    }

    const assessment& a_;
    situation now_;
    std::vector<std::size_t> changed_{};
    std::vector<scale_value> scales_{};
    outcome found_{};
};

/// The answers to a question that could make a difference (semantics 6, what to ask next).
class answers_to_try {
  public:
    answers_to_try(const assessment& a, trial& tried, std::int32_t item, std::size_t row)
        : a_{a}, tried_{tried}, item_{item}, of_{a.asked->items[static_cast<std::size_t>(item)]},
          row_{row} {}

    std::vector<answer> find() {
        std::vector<answer> out;
        for (std::size_t o = 0; o < of_.options.size(); ++o) {
            out.push_back({answer_kind::option, static_cast<std::int32_t>(o), {}});
        }
        if (of_.number) {
            find_numbers();
            for (const decimal n : numbers_) { out.push_back({answer_kind::number, 0, n}); }
        }
        if (of_.not_applicable) { out.push_back({answer_kind::not_applicable, 0, {}}); }
        return out;
    }

  private:
    [[nodiscard]] decimal step() const {
        return of_.number->integer ? decimal::whole(1) : decimal::from_units(1);
    }

    void add(decimal n) {
        if (n >= of_.number->min && n <= of_.number->max) { numbers_.insert(n); }
    }

    /// The least number that the item takes at or above a bound, and the one below it.
    void add_both_sides(decimal bound) {
        const decimal at = of_.number->integer ? rounded_up(bound) : bound;
        add(at);
        add(at - step());
    }

    void find_numbers() {
        const number_range& range = *of_.number;
        const std::int64_t whole_numbers = (range.max - range.min).units() / 10'000 + 1;
        if (range.integer && whole_numbers <= 101) {
            for (decimal n = range.min; n <= range.max; n += decimal::whole(1)) {
                numbers_.insert(n);
            }
            return;
        }
        add(range.min);
        add(range.max);
        for (const item& other : a_.asked->items) {
            if (other.applies_when) { add_bounds(*other.applies_when); }
        }
        for (const rule& r : a_.asked->rules) { add_bounds(r.when); }
        for (const tree_node& n : a_.asked->tree) {
            if (n.when) { add_bounds(*n.when); }
        }
        bool linear = false;
        for (const scale& s : a_.asked->scales) {
            for (const term& t : s.terms) {
                if (t.item != item_) { continue; }
                for (const bin& b : t.points.bins) { add_both_sides(b.at_least); }
                linear = linear || t.points.linear.has_value();
            }
        }
        if (linear) { add_cuts(); }
    }

    void add_bounds(const condition& c) {
        for (const condition& part : c.parts) { add_bounds(part); }
        if (c.kind == condition_kind::plan_active &&
            std::find(c.covers.begin(), c.covers.end(), item_) != c.covers.end()) {
            add_one_value(of_.best->number);
        }
        if (c.subject != item_) { return; }
        if (c.kind == condition_kind::item_at_least || c.kind == condition_kind::item_below) {
            add_both_sides(c.bound);
        }
        if (c.kind == condition_kind::item_is_one_of) {
            for (const decimal n : c.numbers) { add_one_value(n); }
        }
    }
    void add_one_value(decimal n) {
        add(n);
        add(n - step());
        add(n + step());
    }

    /// Both sides of the values at which an end of a scale meets a cut: between two neighbouring values found so far a scale's
    /// end moves one way, so that a crossing is found by halving.
    void add_cuts() {
        const std::vector<decimal> known{numbers_.begin(), numbers_.end()};
        for (std::size_t s = 0; s < a_.asked->scales.size(); ++s) {
            for (const auto& cut : a_.asked->scales[s].cuts) {
                if (!cut) { continue; }
                for (const bool low : {true, false}) {
                    for (std::size_t i = 0; i + 1 < known.size(); ++i) {
                        add_crossing(s, *cut, low, known[i], known[i + 1]);
                    }
                }
            }
        }
    }

    void add_crossing(std::size_t scale, decimal cut, bool low, decimal from, decimal to) {
        const auto reached = [&](decimal n) {
            const interval<decimal>& value =
                tried_.with(row_, {answer_kind::number, 0, n}).values[scale];
            return (low ? value.low : value.high) >= cut;
        };
        const bool at_from = reached(from);
        if (at_from == reached(to)) { return; }
        std::int64_t below = from.units() / step().units();
        std::int64_t above = to.units() / step().units();
        while (above - below > 1) {
            const std::int64_t middle = below + (above - below) / 2;
            (reached(decimal::from_units(middle * step().units())) == at_from ? below : above) =
                middle;
        }
        add(decimal::from_units(below * step().units()));
        add(decimal::from_units(above * step().units()));
    }

    const assessment& a_;
    trial& tried_;
    std::int32_t item_;
    const item& of_;
    std::size_t row_;
    std::set<decimal> numbers_{};
};

decimal width(const std::vector<interval<decimal>>& values) {
    decimal sum;
    for (const auto& v : values) { sum += v.high - v.low; }
    return sum;
}

open_question try_question(const assessment& a, trial& tried, std::int32_t item, std::size_t row,
                           decimal before) {
    open_question out{item, a.seen.now.rows[row].person, settles::never, 0, {}};
    const std::vector<answer> answers = answers_to_try{a, tried, item, row}.find();
    std::size_t settled = 0;
    bool first = true;
    for (const answer& given : answers) {
        const outcome& then = tried.with(row, given);
        const decimal removed = before - width(then.values);
        out.width_removed = first ? removed : std::min(out.width_removed, removed);
        first = false;
        if (!then.level) { continue; }
        out.levels_left = std::max(out.levels_left, then.level->high - then.level->low + 1);
        settled += is_exact(*then.level) ? 1U : 0U;
    }
    out.settled = settled == answers.size() ? settles::always
                  : settled == 0            ? settles::never
                                            : settles::some;
    return out;
}

} // namespace

std::vector<open_question> ask_next(const assessment& a) {
    std::vector<open_question> out;
    const decimal before = width(published_values(a.scales));
    trial tried{a};
    for (std::size_t i = 0; i < a.asked->items.size(); ++i) {
        const item& of = a.asked->items[i];
        if (of.derived()) { continue; }
        for (std::int32_t r = a.seen.now.first_row[i]; r < a.seen.now.first_row[i + 1]; ++r) {
            const response& row = a.seen.now.rows[static_cast<std::size_t>(r)];
            const status is = status_of(of, row);
            const bool open = is == status::unknown || is == status::stale || contested(row);
            if (row.unnamed || row.applies == kleene::no || !open) { continue; }
            out.push_back(try_question(a, tried, static_cast<std::int32_t>(i),
                                       static_cast<std::size_t>(r), before));
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const open_question& x, const open_question& y) {
        return std::tuple{x.levels_left, -x.width_removed} <
               std::tuple{y.levels_left, -y.width_removed};
    });
    return out;
}

std::optional<level_interval> floor_of(const assessment& a) { return trial{a}.at_best(-1).level; }

std::vector<way> ways_of(const assessment& a) {
    std::vector<way> out;
    trial tried{a};
    for (std::size_t i = 0; i < a.asked->items.size(); ++i) {
        if (!a.asked->items[i].changeable) { continue; }
        const auto index = static_cast<std::int32_t>(i);
        out.push_back({index, tried.at_best(index).level});
    }
    return out;
}

} // namespace actueel
