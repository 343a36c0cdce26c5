// SPDX-License-Identifier: MPL-2.0
#include <actueel/rescoring/score_block.hpp>

namespace actueel {
namespace {

std::size_t terms_of(const instrument& asked) {
    std::size_t count = 0;
    for (const scale& s : asked->scales) { count += s.terms.size(); }
    return count;
}

void set_bit(day_bits& bits, std::size_t lane, bool on) {
    const day_bits bit = day_bits{1} << lane;
    bits = on ? bits | bit : bits & ~bit;
}

} // namespace

score_block::score_block(const instrument& asked)
    : scale_low(asked->scales.size()), scale_high(asked->scales.size()), term_low(terms_of(asked)),
      term_high(terms_of(asked)), term_applies(terms_of(asked)), rule_true(asked->rules.size()),
      rule_known(asked->rules.size()) {}

void set_day(score_block& block, std::size_t lane, const instrument& asked, const scored& figures,
             wanted_figures wanted) {
    set_bit(block.rows, lane, true);
    std::size_t at = 0;
    for (std::size_t s = 0; s < figures.scales.size(); ++s) {
        const scale_value& measured = figures.scales[s];
        block.scale_low[s][lane] = measured.value.low.units();
        block.scale_high[s][lane] = measured.value.high.units();
        if (!wanted.terms) { continue; }
        for (const contribution& term : measured.terms) {
            block.term_low[at][lane] = term.points.low.units();
            block.term_high[at][lane] = term.points.high.units();
            set_bit(block.term_applies[at], lane, possible(term.applies));
            ++at;
        }
    }
    if (figures.found) {
        block.computed_low[lane] = figures.found->level.low;
        block.computed_high[lane] = figures.found->level.high;
        block.final_low[lane] = figures.decided.level.low;
        block.final_high[lane] = figures.decided.level.high;
        for (std::size_t r = 0; r < figures.found->rules.size(); ++r) {
            const kleene truth = figures.found->rules[r].truth;
            set_bit(block.rule_true[r], lane, certain(truth));
            set_bit(block.rule_known[r], lane, truth != kleene::unknown);
        }
    }
    const status_counts counts = counts_of(asked, figures.seen.now);
    const std::int64_t by_place[] = {counts.current, counts.stale, counts.unknown,
                                     counts.not_applicable, counts.contested};
    for (std::size_t c = 0; c < block.counts.size(); ++c) {
        block.counts[c][lane] = static_cast<std::int32_t>(by_place[c]);
    }
    if (!wanted.due) { return; }
    const due_days due = due_of(asked, figures);
    block.due[0][lane] = due.answers.value_or(day::never());
    block.due[1][lane] = due.review.value_or(day::never());
    block.due[2][lane] = due.earliest.value_or(day::never());
}

} // namespace actueel
