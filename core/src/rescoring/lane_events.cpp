// SPDX-License-Identifier: MPL-2.0
#include "lane_events.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

template <class List, class One>
bool listed(const List& list, const One& one) {
    return std::find(list.begin(), list.end(), one) != list.end();
}

std::vector<bool> asked_for(const std::vector<std::string>& wanted,
                            const std::vector<std::string_view>& texts) {
    std::vector<bool> out;
    for (const std::string_view text : texts) {
        out.push_back(wanted.empty() || listed(wanted, text));
    }
    out.push_back(wanted.empty());
    return out;
}

bool asks_for(const std::vector<bool>& codes, std::int32_t code) {
    return codes[code < 0 ? codes.size() - 1 : static_cast<std::size_t>(code)];
}

} // namespace

lane_events::lane_events(const plan_content& by, const record_columns& columns)
    : counts(by.asked->queries.size()), asked_{by.asked}, columns_{columns} {
    const auto& events = columns.coded(field::event).texts;
    for (const event_query& q : asked_->queries) {
        query& made = queries_.emplace_back();
        made.types = asked_for(q.types, events);
        made.severities = asked_for(q.severities, columns.coded(field::severity).texts);
        std::vector<std::string> bases;
        for (const basis b : q.bases) {
            bases.emplace_back(basis_names[static_cast<std::size_t>(b)]);
        }
        made.bases = asked_for(bases, columns.coded(field::basis).texts);
        if (listed(q.bases, basis::not_stated)) { made.bases.back() = true; }
    }
    for (const item& of : asked_->items) {
        std::vector<bool>& fits = lapsing_.emplace_back();
        for (const std::string_view text : events) {
            fits.push_back(listed(of.lapses_on.events, text));
        }
    }
}

bool lane_events::fits(const query& q, std::int64_t row) const {
    return asks_for(q.types, columns_.code(field::event, row)) &&
           asks_for(q.severities, columns_.code(field::severity, row)) &&
           asks_for(q.bases, columns_.code(field::basis, row));
}

void lane_events::count(const family_records& family, const asked_days& on) {
    for (std::size_t q = 0; q < queries_.size(); ++q) {
        const event_query& asked = asked_->queries[q];
        counted_.begin(32);
        incidents_.clear();
        if (asked.per == asked_of::family) {
            for (const happening& e : all) {
                const std::int64_t row = family.rows[static_cast<std::size_t>(e.index)].row;
                if (!fits(queries_[q], row)) { continue; }
                const day until = asked.window ? e.on + *asked.window : day::never();
                const day_bits days = e.known & on.within(e.on, until);
                const std::int32_t incident = columns_.code(field::incident, row);
                const auto same =
                    std::find_if(incidents_.begin(), incidents_.end(), [=](const auto& i) {
                        return incident >= 0 && i.first == incident;
                    });
                if (same == incidents_.end()) {
                    incidents_.emplace_back(incident, days);
                } else {
                    same->second |= days;
                }
            }
        }
        for (const auto& [incident, days] : incidents_) { counted_.count(0, days); }
        counted_.settle();
        counted_.write(on.count(), counts[q].data(),
                       [](std::uint64_t bits) { return static_cast<std::int32_t>(bits); });
    }
}

} // namespace actueel::detail
