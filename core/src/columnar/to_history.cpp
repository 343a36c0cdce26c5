// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/to_history.hpp>

#include <algorithm>
#include <numeric>

namespace actueel {
namespace {

class history_maker {
  public:
    history_maker(const record_columns& columns, const family_records& family)
        : columns_{columns}, family_{family} {}

    history_content make() && {
        history_content out;
        out.family = family_.family;
        out.document = "records";
        for (const std::string_view id : family_.persons) { out.persons.emplace_back(id); }
        number_chains(out);
        for (std::size_t i = 0; i < family_.rows.size(); ++i) {
            const record_row& r = family_.rows[i];
            const auto c = static_cast<std::size_t>(chain_of_[static_cast<std::size_t>(r.root)]);
            chain& of = out.chains[c];
            if (r.retracts) {
                of.retracted_at = r.recorded_at;
            } else {
                of.links.push_back({r.recorded_at,
                                    content(r, i, out),
                                    {},
                                    static_cast<std::int32_t>(i),
                                    r.corrects});
            }
            if (r.corrects || r.retracts) {
                out.later_links.emplace_back(r.id, static_cast<std::int32_t>(c));
            }
        }
        std::sort(out.later_links.begin(), out.later_links.end());
        for (chain& c : out.chains) { order_links(c); }
        return out;
    }

  private:
    void number_chains(history_content& out) {
        const auto& rows = family_.rows;
        std::vector<std::int32_t> roots;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (rows[i].root == static_cast<std::int32_t>(i)) {
                roots.push_back(static_cast<std::int32_t>(i));
            }
        }
        std::sort(roots.begin(), roots.end(), [&rows](std::int32_t a, std::int32_t b) {
            const record_row& x = rows[static_cast<std::size_t>(a)];
            const record_row& y = rows[static_cast<std::size_t>(b)];
            return x.recorded_at != y.recorded_at ? x.recorded_at < y.recorded_at : x.id < y.id;
        });
        chain_of_.resize(rows.size(), -1);
        out.chains.resize(roots.size());
        for (std::size_t c = 0; c < roots.size(); ++c) {
            const auto root = static_cast<std::size_t>(roots[c]);
            chain_of_[root] = static_cast<std::int32_t>(c);
            out.chains[c].id = rows[root].id;
        }
    }

    /// Links were met in the order of the rows; each follows its target.
    void order_links(chain& c) const {
        if (c.links.size() < 2) { return; }
        std::vector<std::int32_t> depth(family_.rows.size());
        const auto depth_of = [this](std::int32_t row) {
            std::int32_t d = 0;
            for (; family_.rows[static_cast<std::size_t>(row)].target >= 0; ++d) {
                row = family_.rows[static_cast<std::size_t>(row)].target;
            }
            return d;
        };
        for (const link& l : c.links) {
            depth[static_cast<std::size_t>(l.place)] = depth_of(l.place);
        }
        std::sort(c.links.begin(), c.links.end(), [&depth](const link& a, const link& b) {
            return depth[static_cast<std::size_t>(a.place)] <
                   depth[static_cast<std::size_t>(b.place)];
        });
    }

    [[nodiscard]] std::string text(field f, const record_row& r) const {
        return columns_.at(f).kind() == column_kind::text ? std::string{columns_.at(f).text(r.row)}
                                                          : std::string{};
    }
    template <class Enum, std::size_t N>
    [[nodiscard]] Enum one_of(const std::array<std::string_view, N>& names, field f,
                              const record_row& r, Enum otherwise) const {
        const std::string_view said = columns_.at(f).text(r.row);
        if (said.empty()) { return otherwise; }
        const auto found = std::find(names.begin(), names.end(), said);
        return static_cast<Enum>(found - names.begin());
    }
    [[nodiscard]] source voice(const record_row& r) const {
        return one_of(source_names, field::source, r, source::not_stated);
    }
    static std::int32_t item_of(std::string_view name, history_content& out) {
        const auto found = std::find(out.items.begin(), out.items.end(), name);
        if (found != out.items.end()) {
            return static_cast<std::int32_t>(found - out.items.begin());
        }
        out.items.emplace_back(name);
        return static_cast<std::int32_t>(out.items.size()) - 1;
    }
    [[nodiscard]] std::int32_t chain_about(const record_row& r) const {
        return r.about < 0 ? -1 : chain_of_[static_cast<std::size_t>(r.about)];
    }

    [[nodiscard]] record_content content(const record_row& r, std::size_t index,
                                         history_content& out) {
        const term_of_days term{r.on, r.until};
        const auto parts = std::span{family_.parts}.subspan(
            static_cast<std::size_t>(family_.first_part[index]),
            static_cast<std::size_t>(family_.first_part[index + 1] - family_.first_part[index]));
        switch (r.type) {
        case person_type: {
            person_content made{r.person, std::nullopt};
            if ((columns_.filled(r.row) & just(field::born_on)) != 0) { made.born_on = r.on; }
            return made;
        }
        case membership_type:
            return membership_content{r.person, one_of(role_names, field::role, r, role::other),
                                      one_of(lives_names, field::lives, r, lives::here), term};
        case household_type: {
            household_content made{term, {}};
            static_cast<void>(columns_.at(field::empty).a_list(r.row, entries_));
            for (const std::string_view e : entries_) {
                made.empty.set(e == role_names[0] ? 0 : 1);
            }
            return made;
        }
        case involvement_type: return involvement_content{term, text(field::kind, r)};
        case observation_type: return observation(r, out);
        case event_type: {
            event_content made;
            made.happened_on = r.on;
            made.type = text(field::event, r);
            made.severity = text(field::severity, r);
            made.basis = one_of(basis_names, field::basis, r, basis::not_stated);
            made.incident = text(field::incident, r);
            made.persons.assign(parts.begin(), parts.end());
            return made;
        }
        case plan_type: {
            plan_content made;
            made.term = term;
            for (const auto& [person, as] : parts) { made.persons.push_back(person); }
            static_cast<void>(columns_.at(field::covers).a_list(r.row, entries_));
            for (const std::string_view name : entries_) {
                made.covers.push_back(item_of(name, out));
            }
            return made;
        }
        case goal_type: return goal_content{term, voice(r)};
        case view_type: return view_content{r.on, voice(r)};
        case override_type: return override_in(columns_, r);
        case sign_off_type: {
            sign_off_content made;
            made.instrument = text(field::instrument, r);
            made.as_of = r.on;
            made.person = r.person;
            made.version = text(field::version, r);
            made.instrument_sha256 = text(field::instrument_sha256, r);
            made.records_sha256 = text(field::records_sha256, r);
            made.known_at = columns_.at(field::known_at).an_instant(r.row);
            made.low = text(field::level_low, r);
            made.high = text(field::level_high, r);
            made.by = text(field::by, r);
            static_cast<void>(columns_.at(field::given_to).a_list(r.row, entries_));
            made.given_to.assign(entries_.begin(), entries_.end());
            return made;
        }
        case dispute_type: {
            dispute_content made;
            made.about = chain_about(r);
            if (made.about < 0) {
                made.item = item_of(columns_.at(field::about_item).text(r.row), out);
                made.person = r.person;
            }
            made.source = voice(r);
            return made;
        }
        case dispute_answer_type:
            return dispute_answer_content{
                chain_about(r),
                one_of(dispute_outcome_names, field::outcome, r, dispute_outcome::upheld)};
        default: return ending_content{chain_about(r), r.on};
        }
    }

    [[nodiscard]] observation_content observation(const record_row& r, history_content& out) const {
        observation_content made;
        made.observed_on = r.on;
        made.item = item_of(columns_.at(field::item).text(r.row), out);
        made.person = r.person;
        made.said = written_in(columns_, r.row);
        made.source = voice(r);
        made.by = text(field::by, r);
        made.basis = one_of(basis_names, field::basis, r, basis::not_stated);
        made.sitting = text(field::sitting, r);
        made.repeats = chain_about(r);
        return made;
    }

    const record_columns& columns_;
    const family_records& family_;
    std::vector<std::int32_t> chain_of_{}; ///< by row of a chain's first record
    std::vector<std::string_view> entries_{};
};

} // namespace

written_answer written_in(const record_columns& columns, std::int64_t row) {
    if ((columns.filled(row) & just(field::answer)) == 0) {
        return {answer_kind::number, {}, columns.at(field::answer_number).a_number(row).value()};
    }
    return written_answer_of(columns.at(field::answer).text(row));
}

override_content override_in(const record_columns& columns, const record_row& r) {
    const auto text = [&](field f) {
        return (columns.filled(r.row) & just(f)) == 0 ? std::string{}
                                                      : std::string{columns.at(f).text(r.row)};
    };
    return {text(field::instrument),
            text(field::level),
            text(field::computed_low),
            text(field::computed_high),
            text(field::by),
            {r.on, r.until},
            r.person,
            text(field::instrument_sha256)};
}

history to_history(const record_columns& columns, const family_records& family) {
    return history{std::make_shared<const history_content>(history_maker{columns, family}.make())};
}

} // namespace actueel
