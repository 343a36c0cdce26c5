// SPDX-License-Identifier: MPL-2.0
#include "score_writer.hpp"

#include "family_lanes.hpp"

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

score_writer::score_writer(const instrument& asked, std::span<const score_column> wanted,
                           std::size_t rows)
    : asked_{asked}, wanted_{wanted} {
    columns_.emplace_back("family", "u");
    columns_.emplace_back("child", "u");
    columns_.emplace_back("as_of", "tdD");
    for (const score_column& w : wanted) { columns_.emplace_back(w.name, format_of(w.kind)); }
    for (made_column& made : columns_) { made.reserve(rows); }
}

void score_writer::add(std::string_view family, std::string_view child, const asked_days& on,
                       const score_block& block) {
    for_runs(block.rows, [&](std::size_t first, std::size_t past) {
        columns_[0].add_texts(family, past - first);
        if (child.empty()) {
            columns_[1].add_nulls(past - first);
        } else {
            columns_[1].add_texts(child, past - first);
        }
        for (std::size_t l = first; l < past; ++l) {
            columns_[2].add(on.at(l).number() - days_to_1970);
        }
        for (std::size_t w = 0; w < wanted_.size(); ++w) {
            add_run(columns_[w + 3], wanted_[w], block, first, past);
        }
        rows_ += static_cast<std::int64_t>(past - first);
    });
}

void score_writer::add_run(made_column& to, const score_column& what, const score_block& block,
                           std::size_t first, std::size_t past) const {
    const auto index = static_cast<std::size_t>(what.index);
    const auto add_points = [&](const auto& units, bool as_units) {
        for (std::size_t l = first; l < past; ++l) {
            if (as_units) {
                to.numbers().push_back(units[l]);
            } else {
                to.reals().push_back(to_double(decimal::from_units(units[l])));
            }
        }
    };
    const auto add_places = [&](const auto& places) {
        to.small().insert(to.small().end(), places.begin() + static_cast<std::ptrdiff_t>(first),
                          places.begin() + static_cast<std::ptrdiff_t>(past));
    };
    const auto add_or_null = [&](std::size_t l, day_bits held, auto value) {
        if ((held >> l & 1U) != 0) {
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
        const scale& of = asked_->scales[index];
        const auto& units = what.high ? block.scale_high[index] : block.scale_low[index];
        for (std::size_t l = first; l < past; ++l) {
            to.small().push_back(l > first && units[l] == units[l - 1]
                                     ? to.small().back()
                                     : of.level_of(decimal::from_units(units[l])));
        }
        break;
    }
    case score_kind::computed:
        add_places(what.high ? block.computed_high : block.computed_low);
        break;
    case score_kind::final: add_places(what.high ? block.final_high : block.final_low); break;
    case score_kind::determined:
        for (std::size_t l = first; l < past; ++l) {
            to.add(block.computed_low[l] == block.computed_high[l]);
        }
        break;
    case score_kind::count: add_places(block.counts[index]); break;
    case score_kind::due:
        for (std::size_t l = first; l < past; ++l) {
            const day d = block.due[index][l];
            if (d.is_never()) {
                to.add_null();
            } else {
                to.add(d.number() - days_to_1970);
            }
        }
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
    default:
        for (std::size_t l = first; l < past; ++l) {
            add_or_null(l, block.rule_known[index], (block.rule_true[index] >> l & 1U) != 0);
        }
        break;
    }
}

} // namespace actueel::detail
