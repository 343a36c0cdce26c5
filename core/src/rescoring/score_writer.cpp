// SPDX-License-Identifier: MPL-2.0
#include "score_writer.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

std::string_view format_of(score_kind kind) {
    switch (kind) {
    case score_kind::scale:
    case score_kind::term: return "g";
    case score_kind::scale_units:
    case score_kind::term_units: return "l";
    case score_kind::determined:
    case score_kind::rule: return "b";
    case score_kind::due: return "tdD";
    default: return "i";
    }
}

} // namespace

void add_due(made_column& to, std::span<const day> due) {
    const std::int64_t before = to.size();
    std::int32_t* const cells = to.more_small(due.size());
    for (std::size_t l = 0; l < due.size(); ++l) {
        const bool never = due[l].is_never();
        cells[l] = never ? 0 : due[l].number() - days_to_1970;
        if (never) {
            const std::int64_t at = before + static_cast<std::int64_t>(l);
            to.empty(at, at + 1);
        }
    }
}

score_writer::score_writer(const instrument& asked, std::span<const score_column> wanted,
                           std::size_t rows, bool by_code)
    : wanted_{wanted}, by_code_{by_code} {
    for (const scale& s : asked->scales) { cuts_.emplace_back(s); }
    columns_.emplace_back("family", by_code ? "i" : "u");
    columns_.emplace_back("child", "u");
    columns_.emplace_back("as_of", "tdD");
    for (const score_column& w : wanted) { columns_.emplace_back(w.name, format_of(w.kind)); }
    for (made_column& made : columns_) { made.reserve(rows); }
}

void score_writer::add(const row_owner& whose, const asked_days& on, const score_block& block) {
    for_runs(block.rows, [&](std::size_t first, std::size_t past) {
        add_whose(whose, on, first, past);
        add_figures([&](made_column& to, const score_column& what) {
            add_run(to, what, block, first, past);
        });
    });
}

void score_writer::add_owner(const row_owner& whose, std::size_t rows) {
    if (by_code_) {
        std::fill_n(columns_[0].more_small(rows), rows, whose.code);
    } else {
        columns_[0].add_texts(whose.family, rows);
    }
    if (whose.child.empty()) {
        columns_[1].add_nulls(rows);
    } else {
        columns_[1].add_texts(whose.child, rows);
    }
    rows_ += static_cast<std::int64_t>(rows);
}

void score_writer::add_whose(const row_owner& whose, const asked_days& on, std::size_t first,
                             std::size_t past) {
    const std::size_t rows = past - first;
    add_owner(whose, rows);
    std::copy_n(on.days_from_1970().data() + first, rows, columns_[2].more_small(rows));
}

void score_writer::add_row(const row_owner& whose, day as_of, const score_block& block,
                           std::size_t lane) {
    add_owner(whose, 1);
    columns_[2].add(as_of.number() - days_to_1970);
    add_figures([&](made_column& to, const score_column& what) {
        add_run(to, what, block, lane, lane + 1);
    });
}

void score_writer::add_run(made_column& to, const score_column& what, const score_block& block,
                           std::size_t first, std::size_t past) const {
    const auto index = static_cast<std::size_t>(what.index);
    const auto add_points = [&](const auto& units, bool as_units) {
        if (as_units) {
            std::copy_n(units.data() + first, past - first, to.more_numbers(past - first));
            return;
        }
        double* const reals = to.more_reals(past - first);
        for (std::size_t l = first; l < past; ++l) {
            reals[l - first] = to_double(decimal::from_units(units[l]));
        }
    };
    const auto add_places = [&](const auto& places) {
        std::copy_n(places.data() + first, past - first, to.more_small(past - first));
    };
    const auto add_or_null = [&](std::size_t l, day_bits held, auto value) {
        if (has(held, l)) {
            to.add(value);
        } else {
            to.add_null();
        }
    };
    switch (what.kind) {
    case score_kind::scale:
    case score_kind::scale_units:
        add_points(what.high ? block.scale_high[index] : block.scale_low[index],
                   what.kind == score_kind::scale_units);
        break;
    case score_kind::scale_level: {
        const level_cuts& of = cuts_[index];
        const auto& units = what.high ? block.scale_high[index] : block.scale_low[index];
        std::int32_t* const levels = to.more_small(past - first);
        for (std::size_t l = first; l < past; ++l) { levels[l - first] = of.level_of(units[l]); }
        break;
    }
    case score_kind::computed:
        add_places(what.high ? block.computed_high : block.computed_low);
        break;
    case score_kind::final: add_places(what.high ? block.final_high : block.final_low); break;
    case score_kind::determined: {
        std::uint8_t* const truths = to.more_truths(past - first);
        for (std::size_t l = first; l < past; ++l) {
            truths[l - first] = block.computed_low[l] == block.computed_high[l] ? 1 : 0;
        }
        break;
    }
    case score_kind::count: add_places(block.counts[index]); break;
    case score_kind::due:
        add_due(to, std::span{block.due[index]}.subspan(first, past - first));
        break;
    case score_kind::term:
    case score_kind::term_units: {
        const auto& units = what.high ? block.term_high[index] : block.term_low[index];
        for (std::size_t l = first; l < past; ++l) {
            if (what.kind == score_kind::term_units) {
                add_or_null(l, block.term_applies[index], units[l]);
            } else {
                add_or_null(l, block.term_applies[index], to_double(decimal::from_units(units[l])));
            }
        }
        break;
    }
    default: {
        const day_bits known = block.rule_known[index];
        const day_bits holds = block.rule_true[index] & known;
        const std::int64_t before = to.size();
        std::uint8_t* const truths = to.more_truths(past - first);
        for (std::size_t l = first; l < past; ++l) {
            truths[l - first] = static_cast<std::uint8_t>(holds >> l & 1U);
        }
        for_runs(~known & run_of(first, past), [&](std::size_t from, std::size_t until) {
            to.empty(before + static_cast<std::int64_t>(from - first),
                     before + static_cast<std::int64_t>(until - first));
        });
        break;
    }
    }
}

} // namespace actueel::detail
