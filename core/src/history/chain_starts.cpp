// SPDX-License-Identifier: MPL-2.0
#include "chain_starts.hpp"

#include <algorithm>

namespace actueel::detail {

std::optional<day> chain_starts::at(const heading& first, instant by) {
    if (first.content_type == type_index("dispute")) { return std::nullopt; }
    const auto [known, fresh] = by_root_.try_emplace(first.root);
    std::vector<dated_start>& starts = known->second;
    if (fresh) { starts = starts_of(first); }
    const auto after =
        std::upper_bound(starts.begin(), starts.end(), by,
                         [](instant at, const dated_start& one) { return at < one.recorded_at; });
    return after == starts.begin() ? std::nullopt : std::prev(after)->start;
}

/// The start that each link of a chain gave, in their order: no later link was recorded earlier.
std::vector<chain_starts::dated_start> chain_starts::starts_of(const heading& first) const {
    std::vector<dated_start> out;
    for (std::int32_t at = first.root; at >= 0; at = heads_.at(at).successor) {
        const heading& h = heads_.at(at);
        if (!h.recorded_at || h.type == link_type::retraction) { break; }
        const json_node& node = elements_[static_cast<std::size_t>(at)].node();
        const json_node* content = h.type == link_type::first ? &node : node.find("record");
        const json_node* said = content == nullptr ? nullptr : content->find("start");
        std::optional<day> start = out.empty() ? std::nullopt : out.back().start;
        if (said != nullptr && said->type == json_type::text) { start = day_from(said->text); }
        out.push_back({*h.recorded_at, start});
    }
    return out;
}

} // namespace actueel::detail
