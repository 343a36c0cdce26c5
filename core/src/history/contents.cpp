// SPDX-License-Identifier: MPL-2.0
#include "contents.hpp"

namespace actueel::detail {
namespace {

class content_reader {
  public:
    explicit content_reader(const link_reading& of) : of_{of} {}

    [[nodiscard]] record_content read(std::size_t type, field_reader& fields) {
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

  private:
    // ---- values that several types have

    day day_of(field_reader& fields, std::string_view name) {
        const auto c = fields.required(name);
        return c ? c->a_day().value_or(day{}) : day{};
    }

    /// A day on which something was so: at most one day after the UTC day of recording.
    day past_day(field_reader& fields, std::string_view name) {
        const auto c = fields.required(name);
        const auto read = c ? c->a_day() : std::nullopt;
        if (!read) { return {}; }
        if (*read > next_day(utc_day(of_.recorded_at))) {
            c->tell({error_code::day_after_recording, to_string(*read),
                     "at most one day after " + to_string(utc_day(of_.recorded_at)) +
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
        of_.told.source = read;
        return read;
    }
    source read_voice(field_reader& fields) {
        const source whose = read_source(fields);
        of_.told.by = code(fields, "by");
        return whose;
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
    static std::string plain_text(field_reader& fields, std::string_view name,
                                  bool required = false) {
        const auto c = required ? fields.required(name) : fields.optional(name);
        return c ? c->text().value_or("") : "";
    }

    // ---- one function a type

    record_content read_person(field_reader& fields) {
        person_content out;
        if (const auto c = fields.optional("born_on")) { out.born_on = c->a_day(); }
        return out;
    }

    record_content read_membership(field_reader& fields) {
        membership_content out;
        if (const auto c = fields.required("person")) {
            out.person = of_.names.person(*c, of_.recorded_at);
        }
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
        out.kind = code(fields, "kind");
        return out;
    }

    record_content read_observation(field_reader& fields) {
        observation_content out;
        out.observed_on = past_day(fields, "observed_on");
        if (const auto c = fields.required("item")) { out.item = of_.names.item(*c); }
        if (const auto c = fields.optional("person")) {
            out.person = of_.names.person(*c, of_.recorded_at);
        }
        if (const auto c = fields.required("answer")) { out.said = read_answer_text(*c); }
        out.source = read_source(fields);
        out.by = code(fields, "by");
        of_.told.by = out.by;
        out.basis = read_basis(fields);
        out.sitting = code(fields, "sitting");
        if (const auto c = fields.optional("repeats")) {
            if (const heading* h = of_.names.record(*c, {"observation"}, of_.recorded_at)) {
                out.repeats = h->chain;
            }
        }
        of_.told.document = plain_text(fields, "document");
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
        written_answer said = written_answer_of(from.node().text);
        if (said.kind == answer_kind::option) { said.code = from.code().value_or(""); }
        return said;
    }

    record_content read_event(field_reader& fields) {
        event_content out;
        out.happened_on = past_day(fields, "happened_on");
        if (const auto c = fields.required("event")) { out.type = c->code().value_or(""); }
        out.severity = code(fields, "severity");
        static_cast<void>(read_voice(fields));
        out.basis = read_basis(fields);
        out.incident = code(fields, "incident");
        if (const auto c = fields.optional("persons")) {
            empty_is_default(fields, "persons", *c);
            for (const cursor& element : c->elements(10'000)) {
                field_reader one{element, &of_.left_out};
                std::int32_t who = -1;
                part as = part::not_stated;
                if (const auto p = one.required("person")) {
                    who = of_.names.person(*p, of_.recorded_at);
                }
                if (const auto p = one.optional("part")) {
                    as = static_cast<part>(p->one_of(std::span{part_names}.first(3)).value_or(3));
                }
                one.is_default("x"); // never part of a digest
                one.finish();
                if (who >= 0) { out.persons.emplace_back(who, as); }
            }
        }
        of_.told.document = plain_text(fields, "document");
        return out;
    }

    record_content read_plan(field_reader& fields) {
        plan_content out;
        out.term = term(fields, true);
        if (const auto c = fields.optional("persons")) {
            out.persons = of_.names.persons(*c, of_.recorded_at);
            empty_is_default(fields, "persons", *c);
        }
        if (const auto c = fields.optional("covers")) {
            for (const cursor& element : c->elements(1000)) {
                const std::int32_t i = of_.names.item(element);
                if (i >= 0) { out.covers.push_back(i); }
            }
            empty_is_default(fields, "covers", *c);
        }
        if (const auto c = fields.optional("agreed_with")) {
            of_.told.agreed_with = c->codes(100);
            empty_is_default(fields, "agreed_with", *c);
        }
        return out;
    }

    record_content read_goal(field_reader& fields) {
        goal_content out;
        out.term = term(fields);
        out.source = read_voice(fields);
        return out;
    }

    record_content read_view(field_reader& fields) {
        view_content out;
        out.observed_on = past_day(fields, "observed_on");
        out.source = read_voice(fields);
        if (const auto c = fields.optional("item")) { of_.told.item = of_.names.item(*c); }
        return out;
    }

    record_content read_override(field_reader& fields) {
        override_content out;
        out.instrument = required_id(fields, "instrument");
        out.level = required_id(fields, "level");
        if (const auto c = fields.required("computed")) {
            field_reader range{*c, &of_.left_out};
            out.low = required_id(range, "low");
            out.high = required_id(range, "high");
            range.is_default("x");
            range.finish();
        }
        role_that_decided(fields, out.by);
        of_.told.reason = plain_text(fields, "reason", true);
        out.term = term(fields, true);
        if (const auto c = fields.optional("person")) {
            out.person = of_.names.person(*c, of_.recorded_at);
        }
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
            if (out.known_at && *out.known_at > of_.recorded_at) {
                c->tell({error_code::known_after_recording, to_string(*out.known_at),
                         "not after " + to_string(of_.recorded_at) + ", when it was signed",
                         "an assessment is signed after it was made"});
            }
        }
        if (const auto c = fields.optional("level"); c && !c->is(json_type::null)) {
            field_reader range{*c, &of_.left_out};
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
        if (const auto c = fields.optional("person")) {
            out.person = of_.names.person(*c, of_.recorded_at);
        }
        return out;
    }

    record_content read_dispute(field_reader& fields) {
        dispute_content out;
        if (const auto c = fields.required("about")) {
            if (c->is(json_type::object)) {
                field_reader what{*c, &of_.left_out};
                if (const auto i = what.required("item")) { out.item = of_.names.item(*i); }
                if (const auto p = what.optional("person")) {
                    out.person = of_.names.person(*p, of_.recorded_at);
                }
                what.is_default("x");
                what.finish();
            } else if (const heading* h = of_.names.record(*c, {}, of_.recorded_at)) {
                out.about = h->chain;
            }
        }
        out.source = read_voice(fields);
        return out;
    }

    record_content read_dispute_answer(field_reader& fields) {
        dispute_answer_content out;
        if (const auto c = fields.required("about")) {
            if (const heading* h = of_.names.record(*c, {"dispute"}, of_.recorded_at)) {
                out.about = h->chain;
            }
        }
        if (const auto c = fields.required("outcome")) {
            out.outcome =
                static_cast<dispute_outcome>(c->one_of(dispute_outcome_names).value_or(0));
        }
        of_.told.by = code(fields, "by");
        of_.told.reason = plain_text(fields, "reason");
        return out;
    }

    record_content read_ending(field_reader& fields) {
        ending_content out;
        const heading* target = nullptr;
        if (const auto c = fields.required("ends")) {
            target = of_.names.record(
                *c, {"membership", "household", "involvement", "plan", "goal", "dispute"},
                of_.recorded_at);
        }
        const auto on = fields.required("on");
        const auto read = on ? on->a_day() : std::nullopt;
        out.on = read.value_or(day{});
        of_.told.reason = plain_text(fields, "reason");
        if (target == nullptr) { return out; }
        out.ends = target->chain;
        if (!read) { return out; }
        const auto start = of_.starts.at(*target, of_.recorded_at);
        if (start && out.on < *start) {
            on->tell({error_code::ends_before_start, to_string(out.on),
                      "not before " + to_string(*start), "what never was is retracted, not ended"});
        }
        return out;
    }

    const link_reading& of_;
};

} // namespace

record_content read_content(std::size_t type, field_reader& fields, const link_reading& of) {
    return content_reader{of}.read(type, fields);
}

} // namespace actueel::detail
