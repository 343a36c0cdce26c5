// SPDX-License-Identifier: MPL-2.0
#include "headings.hpp"

#include <actueel/base/document_reader.hpp>
#include <actueel/base/json_writer.hpp>
#include <actueel/base/sha256.hpp>
#include <actueel/history/history.hpp>

#include <algorithm>
#include <unordered_map>

namespace actueel {
namespace {

using detail::heading;
using detail::link_type;
using detail::type_index;

class history_reader {
  public:
    history_reader(const cursor& root, history_content& out) : root_{root}, out_{out} {}

    void read() {
        field_reader fields{root_};
        if (!read_format(fields, "history")) { return; }
        if (const auto c = fields.required("family")) { out_.family = c->id().value_or(""); }
        const auto records = fields.required("records");
        fields.finish();
        if (!records) { return; }
        const std::vector<cursor> elements = records->elements(most_records);
        heads_.emplace(elements);
        for (const auto& [id, when] : heads_->introduced()) { out_.persons.push_back(id); }
        if (out_.persons.size() > most_persons) {
            records->tell({error_code::too_many, std::to_string(out_.persons.size()) + " persons",
                           "at most " + std::to_string(most_persons) + " persons in one family",
                           "give each family a history of its own"});
            return;
        }
        number_chains();
        read_contents(elements);
    }

  private:
    void number_chains() {
        std::vector<std::int32_t> roots;
        for (std::size_t i = 0; i < static_cast<std::size_t>(heads_->size()); ++i) {
            if (heads_->at(static_cast<std::int32_t>(i)).type == link_type::first &&
                heads_->at(static_cast<std::int32_t>(i)).content_type >= 0) {
                roots.push_back(static_cast<std::int32_t>(i));
            }
        }
        std::sort(roots.begin(), roots.end(), [this](std::int32_t a, std::int32_t b) {
            const heading& x = heads_->at(a);
            const heading& y = heads_->at(b);
            const instant xs = x.recorded_at.value_or(instant{});
            const instant ys = y.recorded_at.value_or(instant{});
            return xs != ys ? xs < ys : x.id < y.id;
        });
        out_.chains.resize(roots.size());
        for (std::size_t c = 0; c < roots.size(); ++c) {
            heads_->at(roots[c]).chain = static_cast<std::int32_t>(c);
            out_.chains[c].id = heads_->at(roots[c]).id;
        }
        for (std::int32_t i = 0; i < heads_->size(); ++i) {
            const heading& h = heads_->at(i);
            if (h.type == link_type::first || h.root < 0) { continue; }
            out_.later_links.emplace_back(h.id, heads_->at(h.root).chain);
        }
        std::sort(out_.later_links.begin(), out_.later_links.end());
    }

    // ---- contents

    void read_contents(const std::vector<cursor>& elements) {
        for (std::size_t i = 0; i < elements.size(); ++i) {
            const heading& h = heads_->at(static_cast<std::int32_t>(i));
            if (!elements[i].is(json_type::object)) { continue; }
            field_reader fields{elements[i], &left_out_};
            for (const std::string_view common : {"id", "type", "recorded_at"}) {
                static_cast<void>(fields.optional(common));
            }
            read_audiences(fields);
            if (h.type == link_type::first) {
                if (h.content_type < 0) { continue; } // the type's fault was told
                const auto note = fields.optional("note");
                if (note) { static_cast<void>(note->expect(json_type::text)); }
                add_link(h, i, fields, elements[i].node());
                fields.finish();
                continue;
            }
            static_cast<void>(
                fields.optional(h.type == link_type::correction ? "corrects" : "retracts"));
            for (const std::string_view plain : {"reason", "note"}) {
                if (const auto c = fields.optional(plain)) {
                    static_cast<void>(c->expect(json_type::text));
                }
            }
            if (h.type == link_type::correction) {
                if (const auto c = fields.required("record")) { read_correction(h, i, *c); }
            } else if (h.root >= 0 && h.recorded_at) {
                const std::int32_t chain = heads_->at(h.root).chain;
                if (chain >= 0) {
                    out_.chains[static_cast<std::size_t>(chain)].retracted_at = *h.recorded_at;
                }
            }
            fields.finish();
        }
        for (chain& c :
             out_.chains) { // links were met in the document's order; the chain has its own
            std::sort(c.links.begin(), c.links.end(), [this](const link& a, const link& b) {
                return heads_->at(a.place).depth < heads_->at(b.place).depth;
            });
        }
    }

    static void read_audiences(field_reader& fields) {
        if (const auto c = fields.optional("withhold_from")) {
            static_cast<void>(c->codes(100));
            if (c->is(json_type::array) && c->node().children().empty()) {
                fields.is_default("withhold_from");
            }
        }
    }

    void read_correction(const heading& h, std::size_t index, const cursor& content) {
        field_reader fields{content, &left_out_};
        if (!fields.usable() || h.content_type < 0) { return; }
        if (const auto c = fields.optional("type"); c && c->expect(json_type::text)) {
            const std::string_view own =
                record_type_names[static_cast<std::size_t>(h.content_type)];
            if (c->node().text != own) {
                c->tell({error_code::type_changed, shown(c->node()),
                         std::string{own} + ", as the record that is corrected",
                         "a correction keeps the type: retract the record and write another"});
                return; // the fields of another type are no faults of their own
            }
        }
        read_audiences(fields);
        if (const auto note = fields.optional("note")) {
            static_cast<void>(note->expect(json_type::text));
        }
        add_link(h, index, fields, content.node());
        fields.finish();
    }

    void add_link(const heading& h, std::size_t index, field_reader& fields,
                  const json_node& content) {
        recorded_at_ = h.recorded_at.value_or(end_of(day::never()));
        record_content read = read_content(static_cast<std::size_t>(h.content_type), fields);
        const heading& root = heads_->at(h.root);
        if (root.chain < 0) { return; }
        chain& to = out_.chains[static_cast<std::size_t>(root.chain)];
        if (auto* person = std::get_if<person_content>(&read)) {
            person->person = person_index(root.id);
        }
        to.links.push_back({recorded_at_, std::move(read), digest(root, content),
                            static_cast<std::int32_t>(index), h.type == link_type::correction});
    }

    /// SHA-256 of the canonical `{content, id, recorded_at, type}` (semantics 6, provenance).
    std::string digest(const heading& root, const json_node& content) {
        for (const std::string_view outside :
             {"id", "type", "recorded_at", "note", "reason", "x"}) {
            if (const json_node* node = content.find(outside)) { left_out_.insert(*node); }
        }
        digested_ = "{\"content\":";
        append_canonical_json(digested_, content, left_out_);
        digested_ += ",\"id\":";
        append_json_text(digested_, root.id);
        digested_ += ",\"recorded_at\":";
        append_json_text(digested_, to_string(root.recorded_at.value_or(instant{})));
        digested_ += ",\"type\":";
        append_json_text(digested_, record_type_names[static_cast<std::size_t>(root.content_type)]);
        digested_ += '}';
        return sha256_hex(digested_);
    }

    // ---- values that refer to others

    [[nodiscard]] std::int32_t person_index(const std::string& id) const {
        const auto found = std::lower_bound(out_.persons.begin(), out_.persons.end(), id);
        return found != out_.persons.end() && *found == id
                   ? static_cast<std::int32_t>(found - out_.persons.begin())
                   : -1;
    }

    /// Tells that a reference names a correction or a retraction: a chain is known by its first record.
    static bool is_later_link(const heading& named, const cursor& from) {
        if (named.type == link_type::first) { return false; }
        from.tell(
            {error_code::reference_later_link,
             named.id + (named.type == link_type::correction ? ", a correction" : ", a retraction"),
             "the id of a chain's first record", "name the first record"});
        return true;
    }

    std::int32_t person(const cursor& from) {
        const auto id = from.id();
        if (!id) { return -1; }
        if (const heading* record =
                heads_->find(*id)) { // an id that a record has must be a person's first record
            const heading& h = *record;
            if (is_later_link(h, from)) { return -1; }
            if (h.content_type != type_index("person")) {
                from.tell({error_code::reference_wrong_type, *id + ", which is no person",
                           "the id of a person", "name a person, or give that record another id"});
                return -1;
            }
        }
        const auto known = heads_->introduced().find(*id);
        if (known == heads_->introduced().end() || known->second > recorded_at_) {
            from.tell({error_code::person_not_introduced, *id, "a person introduced by then",
                       "record the person, or a membership, no later than this"});
            return -1;
        }
        return person_index(*id);
    }

    std::vector<std::int32_t> persons(const cursor& from) {
        std::vector<std::int32_t> out;
        for (const cursor& element : from.elements(10'000)) {
            const std::int32_t p = person(element);
            if (p >= 0 && std::find(out.begin(), out.end(), p) != out.end()) {
                element.tell({error_code::entry_duplicate, shown(element.node()),
                              "each person once", "leave the second out"});
            } else if (p >= 0) {
                out.push_back(p);
            }
        }
        return out;
    }

    /// The chain that an id names, of one of some types; recorded no later than the link that is being read.
    const heading* record(const cursor& from, std::initializer_list<std::string_view> types) {
        const auto id = from.id();
        if (!id) { return nullptr; }
        const heading* found = heads_->find(*id);
        if (found == nullptr) {
            from.tell({error_code::reference_unknown, *id, "the id of a record of this history",
                       "name a record that is there"});
            return nullptr;
        }
        const heading& h = *found;
        if (is_later_link(h, from)) { return nullptr; }
        const bool fits =
            h.content_type >= 0 &&
            (types.size() == 0 || std::any_of(types.begin(), types.end(), [&h](std::string_view t) {
                 return type_index(t) == h.content_type;
             }));
        if (!fits) {
            std::string expected =
                types.size() == 0 ? "a record of a type that is known" : "a record of type ";
            for (const std::string_view t : types) {
                if (t != *types.begin()) { expected += ", "; }
                expected += t;
            }
            const std::string found_type =
                h.content_type < 0
                    ? ""
                    : ", of type " +
                          std::string{record_type_names[static_cast<std::size_t>(h.content_type)]};
            from.tell({error_code::reference_wrong_type, *id + found_type, expected,
                       "name such a record"});
            return nullptr;
        }
        if (h.recorded_at && *h.recorded_at > recorded_at_) {
            from.tell({error_code::reference_not_yet_recorded, *id + ", recorded later",
                       "a record that was there by then", "look at recorded_at of both"});
            return nullptr;
        }
        return &h;
    }

    std::int32_t item(const cursor& from) {
        if (!from.expect(json_type::text)) { return -1; }
        const std::string_view text = from.node().text;
        const std::size_t colon = text.find(':');
        const bool fits = colon == std::string::npos
                              ? is_name(text)
                              : is_name(text.substr(0, colon)) && is_name(text.substr(colon + 1));
        if (!fits) {
            from.tell({error_code::id_malformed, shown(text), "an item's id, or instrument:id",
                       "write the id as the instrument does"});
            return -1;
        }
        const auto [at, fresh] =
            item_index_.emplace(std::string{text}, static_cast<std::int32_t>(out_.items.size()));
        if (fresh) { out_.items.emplace_back(text); }
        return at->second;
    }
    static bool is_name(std::string_view text) {
        return !text.empty() && text.size() <= 64 &&
               std::all_of(text.begin(), text.end(), [](char c) {
                   return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                          (c >= '0' && c <= '9') || c == '.' || c == '_' || c == '-';
               });
    }

    day day_of(field_reader& fields, std::string_view name) {
        const auto c = fields.required(name);
        return c ? c->a_day().value_or(day{}) : day{};
    }

    /// A day on which something was so: at most one day after the UTC day of recording.
    day past_day(field_reader& fields, std::string_view name) {
        const auto c = fields.required(name);
        const auto read = c ? c->a_day() : std::nullopt;
        if (!read) { return {}; }
        if (*read > next_day(utc_day(recorded_at_))) {
            c->tell({error_code::day_after_recording, to_string(*read),
                     "at most one day after " + to_string(utc_day(recorded_at_)) +
                         ", when it was recorded",
                     "write the day on which it was so, or mend recorded_at"});
        }
        return *read;
    }

    term_of_days term(field_reader& fields, bool must_end = false) {
        term_of_days out;
        const auto start = fields.required("start");
        const auto from = start ? start->a_day() : std::nullopt;
        out.start = from.value_or(day{});
        if (const auto c = must_end ? fields.required("until") : fields.optional("until")) {
            if (const auto until = c->a_day()) {
                out.until = *until;
                if (from && *until < *from) {
                    c->tell({error_code::ends_before_start, to_string(*until),
                             "not before " + to_string(*from),
                             "until is the first day on which it no longer holds"});
                }
            }
        }
        return out;
    }

    source read_source(field_reader& fields) {
        const auto c = fields.optional("source");
        if (!c) { return source::not_stated; }
        const auto read = static_cast<source>(c->one_of(source_names).value_or(6));
        if (read == source::not_stated) { fields.is_default("source"); }
        return read;
    }
    basis read_basis(field_reader& fields) {
        const auto c = fields.optional("basis");
        if (!c) { return basis::not_stated; }
        const auto read = static_cast<basis>(c->one_of(basis_names).value_or(3));
        if (read == basis::not_stated) { fields.is_default("basis"); }
        return read;
    }
    static std::string code(field_reader& fields, std::string_view name) {
        const auto c = fields.optional(name);
        return c ? c->code().value_or("") : "";
    }
    static std::string required_id(field_reader& fields, std::string_view name) {
        const auto c = fields.required(name);
        return c ? c->id().value_or("") : "";
    }
    static void empty_is_default(field_reader& fields, std::string_view name, const cursor& c) {
        if (c.is(json_type::array) && c.node().children().empty()) { fields.is_default(name); }
    }
    static void role_that_decided(field_reader& fields, std::string& out) {
        if (const auto c = fields.required("by")) { out = c->code().value_or(""); }
    }
    static void plain_text(field_reader& fields, std::string_view name, bool required) {
        const auto c = required ? fields.required(name) : fields.optional(name);
        if (c) { static_cast<void>(c->text()); }
    }

    // ---- one function a type

    record_content read_content(std::size_t type, field_reader& fields) {
        switch (type) {
        case 0: return read_person(fields);
        case 1: return read_membership(fields);
        case 2: return read_household(fields);
        case 3: return read_involvement(fields);
        case 4: return read_observation(fields);
        case 5: return read_event(fields);
        case 6: return read_plan(fields);
        case 7: return read_goal(fields);
        case 8: return read_view(fields);
        case 9: return read_override(fields);
        case 10: return read_sign_off(fields);
        case 11: return read_dispute(fields);
        case 12: return read_dispute_answer(fields);
        default: return read_ending(fields);
        }
    }

    record_content read_person(field_reader& fields) {
        person_content out;
        if (const auto c = fields.optional("born_on")) { out.born_on = c->a_day(); }
        return out;
    }

    record_content read_membership(field_reader& fields) {
        membership_content out;
        if (const auto c = fields.required("person")) { out.person = person(*c); }
        if (const auto c = fields.required("role")) {
            out.role = static_cast<role>(c->one_of(role_names).value_or(2));
        }
        if (const auto c = fields.optional("lives")) {
            out.lives = static_cast<lives>(c->one_of(lives_names).value_or(0));
            if (out.lives == lives::here) { fields.is_default("lives"); }
        }
        out.term = term(fields);
        return out;
    }

    record_content read_household(field_reader& fields) {
        household_content out;
        out.term = term(fields);
        if (const auto c = fields.required("empty")) {
            for (const std::size_t r : c->several_of(std::span{role_names}.first(2))) {
                out.empty.set(r);
            }
            if (c->is(json_type::array) && c->node().children().empty()) {
                c->tell({error_code::list_empty, "no role", "the roles that nobody holds",
                         "name child, caregiver or both"});
            }
        }
        return out;
    }

    record_content read_involvement(field_reader& fields) {
        involvement_content out;
        out.term = term(fields);
        static_cast<void>(code(fields, "kind"));
        return out;
    }

    record_content read_observation(field_reader& fields) {
        observation_content out;
        out.observed_on = past_day(fields, "observed_on");
        if (const auto c = fields.required("item")) { out.item = item(*c); }
        if (const auto c = fields.optional("person")) { out.person = person(*c); }
        if (const auto c = fields.required("answer")) { out.said = read_answer_text(*c); }
        out.source = read_source(fields);
        out.by = code(fields, "by");
        out.basis = read_basis(fields);
        out.sitting = code(fields, "sitting");
        if (const auto c = fields.optional("repeats")) {
            if (const heading* h = record(*c, {"observation"})) { out.repeats = h->chain; }
        }
        plain_text(fields, "document", false);
        return out;
    }

    static written_answer read_answer_text(const cursor& from) {
        if (from.is(json_type::number)) {
            return {answer_kind::number, {}, from.number().value_or(decimal{})};
        }
        if (!from.is(json_type::text)) {
            from.tell({error_code::type_wrong, shown(from.node()), "a code or a number",
                       "write the option's code, or the number"});
            return {};
        }
        constexpr std::pair<std::string_view, answer_kind> own[] = {
            {"unknown", answer_kind::unknown},
            {"refused", answer_kind::refused},
            {"not_applicable", answer_kind::not_applicable},
            {"not_seen", answer_kind::not_seen}};
        for (const auto& [name, kind] : own) {
            if (from.node().text == name) { return {kind, {}, {}}; }
        }
        return {answer_kind::option, from.code().value_or(""), {}};
    }

    record_content read_event(field_reader& fields) {
        event_content out;
        out.happened_on = past_day(fields, "happened_on");
        if (const auto c = fields.required("event")) { out.type = c->code().value_or(""); }
        out.severity = code(fields, "severity");
        static_cast<void>(read_source(fields));
        static_cast<void>(code(fields, "by"));
        out.basis = read_basis(fields);
        out.incident = code(fields, "incident");
        if (const auto c = fields.optional("persons")) {
            empty_is_default(fields, "persons", *c);
            for (const cursor& element : c->elements(10'000)) {
                field_reader one{element, &left_out_};
                std::int32_t who = -1;
                part as = part::not_stated;
                if (const auto p = one.required("person")) { who = person(*p); }
                if (const auto p = one.optional("part")) {
                    as = static_cast<part>(p->one_of(std::span{part_names}.first(3)).value_or(3));
                }
                one.is_default("x"); // never part of a digest
                one.finish();
                if (who >= 0) { out.persons.emplace_back(who, as); }
            }
        }
        plain_text(fields, "document", false);
        return out;
    }

    record_content read_plan(field_reader& fields) {
        plan_content out;
        out.term = term(fields, true);
        if (const auto c = fields.optional("persons")) {
            out.persons = persons(*c);
            empty_is_default(fields, "persons", *c);
        }
        if (const auto c = fields.optional("covers")) {
            for (const cursor& element : c->elements(1000)) {
                const std::int32_t i = item(element);
                if (i >= 0) { out.covers.push_back(i); }
            }
            empty_is_default(fields, "covers", *c);
        }
        if (const auto c = fields.optional("agreed_with")) {
            static_cast<void>(c->codes(100));
            empty_is_default(fields, "agreed_with", *c);
        }
        return out;
    }

    record_content read_goal(field_reader& fields) {
        goal_content out;
        out.term = term(fields);
        static_cast<void>(read_source(fields));
        static_cast<void>(code(fields, "by"));
        return out;
    }

    record_content read_view(field_reader& fields) {
        view_content out;
        out.observed_on = past_day(fields, "observed_on");
        static_cast<void>(read_source(fields));
        static_cast<void>(code(fields, "by"));
        if (const auto c = fields.optional("item")) { static_cast<void>(item(*c)); }
        return out;
    }

    record_content read_override(field_reader& fields) {
        override_content out;
        out.instrument = required_id(fields, "instrument");
        out.level = required_id(fields, "level");
        if (const auto c = fields.required("computed")) {
            field_reader range{*c, &left_out_};
            out.low = required_id(range, "low");
            out.high = required_id(range, "high");
            range.is_default("x");
            range.finish();
        }
        role_that_decided(fields, out.by);
        plain_text(fields, "reason", true);
        out.term = term(fields, true);
        if (const auto c = fields.optional("person")) { out.person = person(*c); }
        out.instrument_sha256 = code(fields, "instrument_sha256");
        return out;
    }

    record_content read_sign_off(field_reader& fields) {
        sign_off_content out;
        out.instrument = required_id(fields, "instrument");
        out.version = code(fields, "version");
        out.instrument_sha256 = code(fields, "instrument_sha256");
        out.records_sha256 = code(fields, "records_sha256");
        out.as_of = day_of(fields, "as_of");
        if (const auto c = fields.optional("known_at")) {
            out.known_at = c->an_instant();
            if (out.known_at && *out.known_at > recorded_at_) {
                c->tell({error_code::known_after_recording, to_string(*out.known_at),
                         "not after " + to_string(recorded_at_) + ", when it was signed",
                         "an assessment is signed after it was made"});
            }
        }
        if (const auto c = fields.optional("level"); c && !c->is(json_type::null)) {
            field_reader range{*c, &left_out_};
            out.low = required_id(range, "low");
            out.high = required_id(range, "high");
            range.is_default("x");
            range.finish();
        }
        role_that_decided(fields, out.by);
        if (const auto c = fields.optional("given_to")) {
            out.given_to = c->codes(100);
            empty_is_default(fields, "given_to", *c);
        }
        if (const auto c = fields.optional("person")) { out.person = person(*c); }
        return out;
    }

    record_content read_dispute(field_reader& fields) {
        dispute_content out;
        if (const auto c = fields.required("about")) {
            if (c->is(json_type::object)) {
                field_reader what{*c, &left_out_};
                if (const auto i = what.required("item")) { out.item = item(*i); }
                if (const auto p = what.optional("person")) { out.person = person(*p); }
                what.is_default("x");
                what.finish();
            } else if (const heading* h = record(*c, {})) {
                out.about = h->chain;
            }
        }
        static_cast<void>(read_source(fields));
        static_cast<void>(code(fields, "by"));
        return out;
    }

    record_content read_dispute_answer(field_reader& fields) {
        dispute_answer_content out;
        if (const auto c = fields.required("about")) {
            if (const heading* h = record(*c, {"dispute"})) { out.about = h->chain; }
        }
        static constexpr std::string_view outcomes[] = {"upheld", "partly", "not_upheld"};
        if (const auto c = fields.required("outcome")) { static_cast<void>(c->one_of(outcomes)); }
        static_cast<void>(code(fields, "by"));
        plain_text(fields, "reason", false);
        return out;
    }

    record_content read_ending(field_reader& fields) {
        ending_content out;
        const heading* target = nullptr;
        if (const auto c = fields.required("ends")) {
            target =
                record(*c, {"membership", "household", "involvement", "plan", "goal", "dispute"});
        }
        const auto on = fields.required("on");
        const auto read = on ? on->a_day() : std::nullopt;
        out.on = read.value_or(day{});
        plain_text(fields, "reason", false);
        if (target == nullptr) { return out; }
        out.ends = target->chain;
        if (!read) { return out; }
        const auto start = start_of(*target);
        if (start && out.on < *start) {
            on->tell({error_code::ends_before_start, to_string(out.on),
                      "not before " + to_string(*start), "what never was is retracted, not ended"});
        }
        return out;
    }

    /// The start that a record had when the link that is being read was written.
    [[nodiscard]] std::optional<day> start_of(const heading& first) {
        if (first.content_type == type_index("dispute")) { return std::nullopt; }
        const auto [known, fresh] = starts_.try_emplace(first.root);
        std::vector<dated_start>& starts = known->second;
        if (fresh) { starts = starts_of(first); }
        const auto after = std::upper_bound(
            starts.begin(), starts.end(), recorded_at_,
            [](instant at, const dated_start& one) { return at < one.recorded_at; });
        return after == starts.begin() ? std::nullopt : std::prev(after)->start;
    }

    struct dated_start {
        instant recorded_at;
        std::optional<day> start;
    };
    /// The start that each link of a chain gave, in their order: no later link was recorded earlier.
    [[nodiscard]] std::vector<dated_start> starts_of(const heading& first) const {
        const cursor records = root_.at("records");
        std::vector<dated_start> out;
        for (std::int32_t at = first.root; at >= 0; at = heads_->at(at).successor) {
            const heading& h = heads_->at(at);
            if (!h.recorded_at || h.type == link_type::retraction) { break; }
            const json_node& node = records.node().children()[static_cast<std::size_t>(at)];
            const json_node* content = h.type == link_type::first ? &node : node.find("record");
            const json_node* said = content == nullptr ? nullptr : content->find("start");
            std::optional<day> start = out.empty() ? std::nullopt : out.back().start;
            if (said != nullptr && said->type == json_type::text) { start = day_from(said->text); }
            out.push_back({*h.recorded_at, start});
        }
        return out;
    }

    const cursor& root_;
    history_content& out_;
    std::optional<detail::record_headings> heads_{};
    std::unordered_map<std::string, std::int32_t> item_index_{};
    std::unordered_map<std::int32_t, std::vector<dated_start>>
        starts_{}; ///< by root, of what endings named
    node_set left_out_{};
    std::string digested_{}; ///< of the link that was read last
    instant recorded_at_{};  ///< of the link being read
};

} // namespace

result<history> try_parse_history(std::string_view text, std::string_view document) {
    const auto tree = read_json(text, document);
    if (!tree) { return tree.error(); }
    fault_list faults{std::string{document}};
    history_content out;
    out.document = document;
    const cursor root{tree->root(), faults};
    history_reader{root, out}.read();
    if (!faults.empty()) { return std::move(faults).take(); }
    return history{std::make_shared<const history_content>(std::move(out))};
}

history parse_history(std::string_view text, std::string_view document) {
    return try_parse_history(text, document).value();
}

result<history> try_load_history(const std::string& path) {
    const auto text = read_file(path);
    if (!text) { return text.error(); }
    return try_parse_history(*text, path);
}

history load_history(const std::string& path) { return try_load_history(path).value(); }

} // namespace actueel
