// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/notes.hpp>

#include <actueel/response/status.hpp>

#include <algorithm>

namespace actueel {
namespace {

/// Marks the items whose status a condition asks for.
void mark_status_items(const condition& c, std::vector<bool>& items) {
    if (c.kind == condition_kind::item_status) {
        items[static_cast<std::size_t>(c.subject)] = true;
    }
    for (const condition& part : c.parts) { mark_status_items(part, items); }
}

/// By item: whether a condition on its status decides something.
std::vector<bool> status_items(const instrument& asked) {
    std::vector<bool> out(asked->items.size());
    for (const item& of : asked->items) {
        if (of.applies_when) { mark_status_items(*of.applies_when, out); }
    }
    for (const rule& r : asked->rules) { mark_status_items(r.when, out); }
    for (const tree_node& n : asked->tree) {
        if (n.when) { mark_status_items(*n.when, out); }
    }
    return out;
}

class note_finder {
  public:
    explicit note_finder(const assessment& a)
        : a_{a}, now_{a.seen.now}, status_decides_{status_items(a.asked)} {}

    std::vector<note> find() && {
        for_each_row([this](std::int32_t i, const item& of, const response& row) {
            if (in_use(of, row) && row.current.basis == basis::judgement && !row.fact_stands) {
                add(note_kind::judgement_only, i, row);
            }
        });
        find_single_voice();
        find_unheard();
        for_each_row([this](std::int32_t i, const item&, const response& row) {
            if (!row.disputes.empty()) {
                out_.push_back({note_kind::disputed, i, row.person, row.disputes});
            }
        });
        for_each_row([this](std::int32_t i, const item& of, const response& row) {
            if (status_of(of, row) == status::stale && of.when_stale == when_stale::keep) {
                add(note_kind::kept_though_stale, i, row);
            }
        });
        find_proration();
        for_each_row([this](std::int32_t i, const item& of, const response& row) {
            if ((scored(i) && uses_policy(of, row)) || status_stands_for_answer(i, of, row)) {
                add(note_kind::policy_used, i, row);
            }
        });
        for_each_row([this](std::int32_t i, const item&, const response& row) {
            if (row.copy != no_record) {
                out_.push_back({note_kind::copied, i, row.person, {row.copy}});
            }
        });
        for_each_row([this](std::int32_t i, const item&, const response& row) {
            if (!row.changed_from.empty()) {
                out_.push_back({note_kind::static_changed, i, row.person,
                                with_current(row, row.changed_from)});
            }
        });
        for_each_row([this](std::int32_t i, const item&, const response& row) {
            if (!row.tied_with.empty()) {
                out_.push_back({note_kind::tie_by_id, i, row.person, row.tied_with});
            }
        });
        for (const overlap& o : now_.overlaps) {
            out_.push_back({note_kind::overlap, -1, o.person, o.records});
        }
        for_each_row([this](std::int32_t i, const item&, const response& row) {
            if (row.unnamed) { out_.push_back({note_kind::role_unknown, i, nobody, {}}); }
        });
        if (now_.outside_involvement) {
            out_.push_back({note_kind::outside_involvement, -1, nobody, {}});
        }
        return std::move(out_);
    }

  private:
    template <class Visit>
    void for_each_row(Visit visit) const {
        for (std::size_t i = 0; i < a_.asked->items.size(); ++i) {
            for (const response& row : now_.of(static_cast<std::int32_t>(i))) {
                visit(static_cast<std::int32_t>(i), a_.asked->items[i], row);
            }
        }
    }

    void add(note_kind kind, std::int32_t item, const response& row) {
        note& n = out_.emplace_back(note{kind, item, row.person, {}});
        if (row.current.record != no_record) { n.records.push_back(row.current.record); }
    }

    static std::vector<std::int32_t> with_current(const response& row,
                                                  std::vector<std::int32_t> others) {
        others.push_back(row.current.record);
        return others;
    }

    /// Whether a row's answer counts today: current, or kept.
    static bool in_use(const item& of, const response& row) {
        return !of.derived() && row.applies != kleene::no && visible(of, row);
    }

    static bool uses_policy(const item& of, const response& row) {
        const status is = status_of(of, row);
        if (is == status::stale && of.when_stale != when_stale::unknown) {
            return of.when_stale != when_stale::keep;
        }
        return (is == status::unknown || is == status::stale) &&
               of.when_unknown != when_unknown::range;
    }

    /// A condition on a status is true or false where one on the answer would be unknown.
    [[nodiscard]] bool status_stands_for_answer(std::int32_t index, const item& of,
                                                const response& row) const {
        const status is = status_of(of, row);
        return status_decides_[static_cast<std::size_t>(index)] &&
               (is == status::unknown || is == status::stale);
    }

    [[nodiscard]] bool scored(std::int32_t item) const {
        return std::any_of(a_.asked->scales.begin(), a_.asked->scales.end(),
                           [item](const scale& s) {
                               return std::any_of(s.terms.begin(), s.terms.end(),
                                                  [item](const term& t) { return t.item == item; });
                           });
    }

    void find_proration() {
        const bool some = std::any_of(a_.scales.begin(), a_.scales.end(),
                                      [](const scale_value& s) { return s.prorated; });
        if (some) { out_.push_back({note_kind::policy_used, -1, nobody, {}}); }
    }

    void find_single_voice() {
        std::vector<const word*> used;
        for_each_row([&used](std::int32_t, const item& of, const response& row) {
            if (in_use(of, row)) { used.push_back(&row.current); }
        });
        if (used.size() < 2) { return; }
        std::string_view by; // of one voice: the same source, and no two different names
        for (const word* w : used) {
            if (w->source != used.front()->source ||
                (!by.empty() && !w->by.empty() && w->by != by)) {
                return;
            }
            if (!w->by.empty()) { by = w->by; }
        }
        note& n = out_.emplace_back(note{note_kind::single_voice, -1, nobody, {}});
        for (const word* w : used) { n.records.push_back(w->record); }
    }

    void find_unheard() {
        if (!a_.asked->hear_child_every) { return; }
        for (const member& m : now_.members) {
            if (m.role != role::child ||
                (now_.child == nobody ? !m.counted : m.person != now_.child)) {
                continue;
            }
            if (!std::binary_search(now_.heard.begin(), now_.heard.end(), m.person)) {
                out_.push_back({note_kind::child_not_heard, -1, m.person, {}});
            }
        }
    }

    const assessment& a_;
    const situation& now_;
    std::vector<bool> status_decides_;
    std::vector<note> out_{};
};

} // namespace

std::vector<note> notes_of(const assessment& a) { return note_finder{a}.find(); }

} // namespace actueel
