// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/to_history.hpp>

#include <algorithm>
#include <numeric>

namespace actueel {
namespace {

/// Fills a history of a family's rows in, over what stands there of another.
class history_filler {
  public:
    history_filler(const record_columns& columns, const family_records& family,
                   history_maker::places& found, history_content& out)
        : columns_{columns}, family_{family}, chain_of_{found.chain_of}, found_{found}, out_{out} {}

    void fill() && {
        out_.family = family_.family;
        out_.document = "records";
        out_.persons.resize(family_.persons.size());
        std::copy(family_.persons.begin(), family_.persons.end(), out_.persons.begin());
        out_.items.clear();
        out_.later_links.clear();
        found_.items.begin(columns_.coded(field::item).texts.size());
        number_chains();
        for (std::size_t i = 0; i < family_.rows.size(); ++i) {
            const record_row& r = family_.rows[i];
            const auto c = static_cast<std::size_t>(chain_of_[static_cast<std::size_t>(r.root)]);
            chain& of = out_.chains[c];
            if (r.retracts) {
                of.retracted_at = r.recorded_at;
            } else {
                link& made = of.links.emplace_back();
                made.recorded_at = r.recorded_at;
                made.place = static_cast<std::int32_t>(i);
                made.corrects = r.corrects;
                fill(made.content, r, i);
            }
            if (r.corrects || r.retracts) {
                out_.later_links.emplace_back(r.id, static_cast<std::int32_t>(c));
            }
        }
        std::sort(out_.later_links.begin(), out_.later_links.end());
        for (chain& c : out_.chains) { order_links(c); }
    }

  private:
    void number_chains() {
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
        chain_of_.assign(rows.size(), -1);
        out_.chains.resize(roots.size());
        for (std::size_t c = 0; c < roots.size(); ++c) {
            const auto root = static_cast<std::size_t>(roots[c]);
            chain_of_[root] = static_cast<std::int32_t>(c);
            chain& made = out_.chains[c];
            made.id = rows[root].id;
            made.links.clear();
            made.retracted_at.reset();
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

    [[nodiscard]] std::string_view text(field f, const record_row& r) const {
        const column& cells = columns_.at(f);
        const bool said =
            (columns_.filled(r.row) & just(f)) != 0 && cells.kind() == column_kind::text;
        return said ? cells.text(r.row) : std::string_view{};
    }
    template <class Enum, std::size_t N>
    [[nodiscard]] Enum one_of(const std::array<std::string_view, N>& names, field f,
                              const record_row& r, Enum otherwise) const {
        const std::string_view said = text(f, r);
        if (said.empty()) { return otherwise; }
        const auto found = std::find(names.begin(), names.end(), said);
        return static_cast<Enum>(found - names.begin());
    }
    [[nodiscard]] source voice(const record_row& r) const {
        return one_of(source_names, field::source, r, source::not_stated);
    }
    std::int32_t add_item(std::string_view name) {
        out_.items.emplace_back(name);
        return static_cast<std::int32_t>(out_.items.size()) - 1;
    }
    std::int32_t item_of(std::string_view name) {
        items_by_text_ = true;
        const auto found = std::find(out_.items.begin(), out_.items.end(), name);
        return found == out_.items.end() ? add_item(name)
                                         : static_cast<std::int32_t>(found - out_.items.begin());
    }
    /// That of an observation, which is looked up once. As long as all items come from this column, a new code is a new text.
    std::int32_t item_of(const record_row& r) {
        const std::int32_t code = columns_.code(field::item, r.row);
        if (found_.items.of(code) < 0) {
            const std::string_view name = columns_.at(field::item).text(r.row);
            found_.items.set(code, items_by_text_ ? item_of(name) : add_item(name));
        }
        return found_.items.of(code);
    }
    [[nodiscard]] std::int32_t chain_about(const record_row& r) const {
        return r.about < 0 ? -1 : chain_of_[static_cast<std::size_t>(r.about)];
    }

    void fill(record_content& to, const record_row& r, std::size_t index) {
        const term_of_days term{r.on, r.until};
        const auto parts = std::span{family_.parts}.subspan(
            static_cast<std::size_t>(family_.first_part[index]),
            static_cast<std::size_t>(family_.first_part[index + 1] - family_.first_part[index]));
        switch (r.type) {
        case person_type: {
            auto& made = to.emplace<person_content>();
            made.person = r.person;
            if ((columns_.filled(r.row) & just(field::born_on)) != 0) { made.born_on = r.on; }
            break;
        }
        case membership_type:
            to = membership_content{r.person, one_of(role_names, field::role, r, role::other),
                                    one_of(lives_names, field::lives, r, lives::here), term};
            break;
        case household_type: {
            auto& made = to.emplace<household_content>();
            made.term = term;
            static_cast<void>(columns_.at(field::empty).a_list(r.row, entries_));
            for (const std::string_view e : entries_) {
                made.empty.set(e == role_names[0] ? 0 : 1);
            }
            break;
        }
        case involvement_type:
            to = involvement_content{term, std::string{text(field::kind, r)}};
            break;
        case observation_type: fill(to.emplace<observation_content>(), r); break;
        case event_type: {
            auto& made = to.emplace<event_content>();
            made.happened_on = r.on;
            made.type = text(field::event, r);
            made.severity = text(field::severity, r);
            made.basis = one_of(basis_names, field::basis, r, basis::not_stated);
            made.incident = text(field::incident, r);
            made.persons.assign(parts.begin(), parts.end());
            break;
        }
        case plan_type: {
            auto& made = to.emplace<plan_content>();
            made.term = term;
            for (const auto& [person, as] : parts) { made.persons.push_back(person); }
            static_cast<void>(columns_.at(field::covers).a_list(r.row, entries_));
            for (const std::string_view name : entries_) { made.covers.push_back(item_of(name)); }
            break;
        }
        case goal_type: to = goal_content{term, voice(r)}; break;
        case view_type: to = view_content{r.on, voice(r)}; break;
        case override_type: to = override_in(columns_, r); break;
        case sign_off_type: {
            auto& made = to.emplace<sign_off_content>();
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
            break;
        }
        case dispute_type: {
            auto& made = to.emplace<dispute_content>();
            made.about = chain_about(r);
            if (made.about < 0) {
                made.item = item_of(columns_.at(field::about_item).text(r.row));
                made.person = r.person;
            }
            made.source = voice(r);
            break;
        }
        case dispute_answer_type:
            to =
                dispute_answer_content{chain_about(r), one_of(dispute_outcome_names, field::outcome,
                                                              r, dispute_outcome::upheld)};
            break;
        default: to = ending_content{chain_about(r), r.on}; break;
        }
    }

    void fill(observation_content& made, const record_row& r) {
        made.observed_on = r.on;
        made.item = item_of(r);
        made.person = r.person;
        made.said = written_in(columns_, r.row);
        made.source = voice(r);
        made.by = text(field::by, r);
        made.basis = one_of(basis_names, field::basis, r, basis::not_stated);
        made.sitting = text(field::sitting, r);
        made.repeats = chain_about(r);
    }

    const record_columns& columns_;
    const family_records& family_;
    std::vector<std::int32_t>& chain_of_;
    history_maker::places& found_;
    bool items_by_text_ = false; ///< some item was named by another column
    history_content& out_;
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

history history_maker::make(const family_records& family) {
    if (content_.use_count() != 1) { content_ = std::make_shared<history_content>(); }
    history_filler{columns_, family, found_, *content_}.fill();
    return history{content_};
}

history to_history(const record_columns& columns, const family_records& family) {
    return history_maker{columns}.make(family);
}

} // namespace actueel
