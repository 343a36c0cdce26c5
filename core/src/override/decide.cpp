// SPDX-License-Identifier: MPL-2.0
#include <actueel/override/decide.hpp>

#include <algorithm>

namespace actueel {
namespace {

struct stated_levels {
    std::int32_t level = 0;
    level_interval range{};
};

/// The levels that the override names, where the instrument has them.
std::optional<stated_levels> levels_of(const instrument& asked, const override_content& o) {
    const auto level = asked.level_index(o.level);
    const auto low = asked.level_index(o.low);
    const auto high = asked.level_index(o.high);
    if (!level || !low || !high || *low > *high) { return std::nullopt; }
    return stated_levels{*level, {*low, *high}};
}

std::vector<override_fault> faults_of(const instrument& asked, const override_content& o,
                                      const std::optional<stated_levels>& stated) {
    std::vector<override_fault> out;
    if (!stated) { out.push_back(override_fault::level); }
    const auto& rules = asked->overrides;
    if (!rules || std::find(rules->roles.begin(), rules->roles.end(), o.by) == rules->roles.end()) {
        out.push_back(override_fault::role);
    }
    if (rules && rules->longest && o.term.until > o.term.start + *rules->longest) {
        out.push_back(override_fault::longest);
    }
    if (rules && stated &&
        (stated->level > stated->range.high + rules->up ||
         stated->level < stated->range.high - rules->down)) {
        out.push_back(override_fault::range);
    }
    return out;
}

} // namespace

decided_level decide(const instrument& asked, level_interval computed,
                     std::span<const in_force<override_content>> active) {
    decided_level out{computed, {}};
    const judged_override* latest = nullptr;
    out.overrides.reserve(active.size());
    for (const auto& [record, content] : active) {
        judged_override& one = out.overrides.emplace_back();
        one.record = record;
        one.content = content;
        const auto stated = levels_of(asked, *content);
        one.faults = faults_of(asked, *content, stated);
        one.floor = !stated || stated->level >= stated->range.high;
        one.to_review =
            !stated || stated->range != computed ||
            (!content->instrument_sha256.empty() && content->instrument_sha256 != asked->sha256);
        one.state = override_state::replaced;
        if (!one.faults.empty()) {
            one.state = override_state::not_allowed;
        } else if (!one.floor && computed.high > stated->range.high) {
            one.state = override_state::suspended;
        } else {
            latest = &one;
        }
    }
    if (latest == nullptr) { return out; }
    out.overrides[static_cast<std::size_t>(latest - out.overrides.data())].state =
        override_state::counts;
    const std::int32_t level = levels_of(asked, *latest->content)->level;
    out.level = latest->floor
                    ? level_interval{std::max(computed.low, level), std::max(computed.high, level)}
                    : level_interval{std::min(computed.low, level), std::min(computed.high, level)};
    return out;
}

} // namespace actueel
