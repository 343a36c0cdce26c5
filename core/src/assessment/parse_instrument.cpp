// SPDX-License-Identifier: MPL-2.0
#include <actueel/assessment/parse_instrument.hpp>

#include <actueel/assessment/assessment.hpp>
#include <actueel/base/document_reader.hpp>
#include <actueel/base/json_builder.hpp>
#include <actueel/history/read_history.hpp>
#include <actueel/instrument/read_instrument.hpp>

#include <algorithm>
#include <array>

namespace actueel {
namespace {

/// A person of a case: `p1`, `p2`, … in the order of the case.
struct case_person {
    std::string id;
    role holds{};
    std::optional<std::int64_t> age{};
    lives where{};
};

/// The day on which somebody was born who has just completed some years; a day that the month lacks becomes its last.
day born_at_age(day on, std::int64_t years) {
    const auto date = on.date();
    const std::chrono::year_month month{date.year() - std::chrono::years{years}, date.month()};
    return day{month / std::min(date.day(), (month / std::chrono::last).day())};
}

/// One worked case of an instrument: made into a history, assessed, compared (semantics 9).
class case_checker {
  public:
    case_checker(const instrument& asked, const cursor& at) : asked_{asked}, at_{at} {}

    void check() {
        field_reader fields{at_};
        if (const auto c = fields.optional("say")) { read_say(*c); }
        if (const auto c = fields.optional("as_of")) { as_of_ = c->a_day().value_or(as_of_); }
        if (const auto c = fields.optional("persons")) { read_persons(*c); }
        const auto answers = fields.optional("answers");
        const auto events = fields.optional("events");
        const auto scales = fields.optional("scales");
        const auto level = fields.optional("level");
        fields.finish();
        const std::size_t faults = at_.faults().size();
        open_history();
        if (answers) { add_answers(*answers); }
        if (events) { add_events(*events); }
        made_.close();
        made_.close();
        if (at_.faults().size() != faults) { return; }

        const auto document = std::move(made_).take();
        if (!document) {
            tell_all(document.error());
            return;
        }
        const auto family = read_history(document->root(), "case", link_digests::left_empty);
        if (!family) {
            tell_all(family.error());
            return;
        }
        moment when{as_of_, known::everything(), std::nullopt};
        if (asked_->subject_child) {
            const auto child =
                std::find_if(persons_.begin(), persons_.end(),
                             [](const case_person& p) { return p.holds == role::child; });
            if (child != persons_.end()) { when.child = child->id; }
        }
        const auto a = try_assess(asked_, *family, when);
        if (!a) {
            tell_all(a.error());
            return;
        }
        if (scales) { compare_scales(*scales, *a); }
        if (level) { compare_level(*level, *a); }
    }

  private:
    void malformed(const cursor& at, std::string found, std::string expected) const {
        at.tell(
            {error_code::case_malformed, std::move(found), std::move(expected), "mend the case"});
    }

    /// Where the record of a fault came from in the case: the case itself for what the case does not spell out.
    [[nodiscard]] std::pair<std::string, std::uint32_t> origin(const problem& p) const {
        constexpr std::string_view records = "/records/";
        if (p.place.starts_with(records)) {
            const std::size_t index = std::stoul(p.place.substr(records.size()));
            if (index < came_from_.size()) { return came_from_[index]; }
        }
        return {at_.place(), at_.node().order};
    }

    void tell_all(const error& wrong) const {
        for (const problem& p : wrong.problems()) {
            auto [place, order] = origin(p);
            at_.faults().add(
                std::move(place), order,
                {error_code::case_malformed, p.found, p.expected, "mend the case", p.nearest});
        }
    }

    void read_say(const cursor& from) const {
        if (!from.expect(json_type::object)) { return; }
        for (const std::string_view key : from.node().keys()) {
            const cursor said = from.at(key);
            static_cast<void>(said.text());
            if (std::find(asked_->languages.begin(), asked_->languages.end(), key) ==
                asked_->languages.end()) {
                said.tell({error_code::languages_differ, "a text in " + shown(key),
                           "only the languages of the instrument", "leave it out"});
            }
        }
    }

    void read_persons(const cursor& from) {
        for (const cursor& element : from.elements(100)) {
            field_reader fields{element};
            case_person p{"p" + std::to_string(persons_.size() + 1), role::other, std::nullopt,
                          lives::here};
            if (const auto c = fields.required("role")) {
                p.holds = static_cast<role>(c->one_of(role_names).value_or(2));
            }
            if (const auto c = fields.optional("age")) { p.age = c->whole(0, 150); }
            if (const auto c = fields.optional("lives")) {
                p.where = static_cast<lives>(c->one_of(lives_names).value_or(0));
            }
            fields.finish();
            persons_.push_back(std::move(p));
        }
    }

    void comes_from(const cursor& written) {
        came_from_.emplace_back(written.place(), written.node().order);
    }

    void write(std::string_view key, std::string_view text) {
        made_.key(key);
        made_.text(text);
    }

    void open_record(std::string_view id, std::string_view type, std::string_view recorded_at) {
        made_.open(json_type::object);
        write("id", id);
        write("type", type);
        write("recorded_at", recorded_at);
    }
    [[nodiscard]] std::string next_id() { return "r" + std::to_string(++records_); }

    /// Everything was recorded on the first day that there is, so that the calendar alone decides; what is observed is
    /// recorded on the day asked about.
    void open_history() {
        constexpr std::string_view first_instant = "0001-01-01T00:00:00Z";
        constexpr std::string_view first_day = "0001-01-01";
        made_.open(json_type::object);
        write("format", "actueel.history/1");
        write("family", "case");
        made_.key("records");
        made_.open(json_type::array);
        std::array<bool, 3> held{};
        for (const case_person& p : persons_) {
            comes_from(at_);
            open_record(p.id, "person", first_instant);
            if (p.age) { write("born_on", to_string(born_at_age(as_of_, *p.age))); }
            made_.close();
            comes_from(at_);
            open_record(next_id(), "membership", first_instant);
            write("person", p.id);
            write("role", role_names[static_cast<std::size_t>(p.holds)]);
            write("lives", lives_names[static_cast<std::size_t>(p.where)]);
            write("start", first_day);
            made_.close();
            held[static_cast<std::size_t>(p.holds)] = true;
        }
        if (held[0] && held[1]) { return; }
        comes_from(at_);
        open_record(next_id(), "household", first_instant);
        write("start", first_day);
        made_.key("empty");
        made_.open(json_type::array);
        for (const std::size_t r : {std::size_t{0}, std::size_t{1}}) {
            if (!held[r]) { made_.text(role_names[r]); }
        }
        made_.close();
        made_.close();
    }

    void add_answers(const cursor& from) {
        if (!from.expect(json_type::object)) { return; }
        for (const std::string_view key : from.node().keys()) {
            const cursor value = from.at(key);
            const auto index = asked_.item_index(key);
            if (!index) {
                value.tell({error_code::name_unknown, shown(key), "an item of this instrument",
                            "write the item's own id"});
                continue;
            }
            const item& of = asked_->items[static_cast<std::size_t>(*index)];
            if (of.per == asked_of::family) {
                add_answer(value, of, "");
                continue;
            }
            std::vector<std::string> members;
            for (const case_person& p : persons_) {
                if (p.holds == role_of(of.per)) { members.push_back(p.id); }
            }
            const bool one_each = value.is(json_type::array);
            if (members.empty() || (one_each && value.node().children().size() > members.size())) {
                malformed(value, "more answers than persons of that role",
                          "one answer, or one for each of them");
                continue;
            }
            const std::size_t count = one_each ? value.node().children().size() : members.size();
            for (std::size_t m = 0; m < count; ++m) {
                add_answer(one_each ? value.at(m) : value, of, members[m]);
            }
        }
    }

    void add_answer(const cursor& value, const item& of, const std::string& person) {
        if (of.derived()) {
            value.tell({error_code::observation_of_derived, of.id, "an item that is asked",
                        "state persons and events instead"});
            return;
        }
        comes_from(value);
        open_record(next_id(), "observation", to_string(end_of(as_of_)));
        write("observed_on", to_string(as_of_));
        write("item", of.id);
        if (!person.empty()) { write("person", person); }
        made_.key("answer");
        made_.copy(value.node());
        for (std::size_t s = 0; s < source_names.size(); ++s) { // whose word counts
            if (!of.sources.test(s)) { continue; }
            write("source", source_names[s]);
            break;
        }
        made_.close();
    }

    void add_events(const cursor& from) {
        for (const cursor& element : from.elements(1000)) {
            if (!element.expect(json_type::object)) { continue; }
            comes_from(element);
            open_record(next_id(), "event", to_string(end_of(as_of_)));
            const json_node& event = element.node();
            for (std::size_t i = 0; i < event.size; ++i) {
                made_.key(event.keys()[i]);
                made_.copy(event.children()[i]);
            }
            made_.close();
        }
    }

    void compare_scales(const cursor& from, const assessment& a) const {
        if (!from.expect(json_type::object)) { return; }
        for (const std::string_view key : from.node().keys()) {
            const cursor value = from.at(key);
            const auto index = asked_.scale_index(key);
            if (!index) {
                value.tell({error_code::name_unknown, shown(key), "a scale of this instrument",
                            "write the scale's own id"});
                continue;
            }
            std::optional<decimal> low;
            std::optional<decimal> high;
            if (value.is(json_type::array)) {
                if (value.node().children().size() != 2) {
                    malformed(value, shown(value.node()), "a number, or a pair [low, high]");
                    continue;
                }
                low = value.at(std::size_t{0}).number();
                high = value.at(std::size_t{1}).number();
            } else {
                low = high = value.number();
            }
            const interval<decimal>& given = a.scales[static_cast<std::size_t>(*index)].value;
            if (low && high && interval<decimal>{*low, *high} != given) {
                differs(value, is_exact(given)
                                   ? to_string(given.low)
                                   : to_string(given.low) + " to " + to_string(given.high));
            }
        }
    }

    void compare_level(const cursor& value, const assessment& a) const {
        std::optional<std::string> low;
        std::optional<std::string> high;
        if (value.is(json_type::array)) {
            if (value.node().children().size() != 2) {
                malformed(value, shown(value.node()), "a level, or a pair [low, high]");
                return;
            }
            low = value.at(std::size_t{0}).id();
            high = value.at(std::size_t{1}).id();
        } else {
            low = high = value.id();
        }
        if (low && high && level_range{*low, *high} != a.computed) {
            differs(value, to_string(a.computed));
        }
    }

    void differs(const cursor& value, const std::string& given) const {
        const auto stated = [&value] {
            if (!value.is(json_type::array)) { return shown(value.node()); }
            return shown(value.node().children()[0]) + " to " + shown(value.node().children()[1]);
        };
        value.tell({error_code::case_differs, stated(), given + ", which the instrument gives",
                    "mend the case, or what it shows to be wrong"});
    }

    const instrument& asked_;
    const cursor& at_;
    day as_of_{std::chrono::year{2020} / std::chrono::January / 1};
    std::vector<case_person> persons_{};
    json_builder made_{"case"}; ///< its history
    std::vector<std::pair<std::string, std::uint32_t>>
        came_from_{}; ///< by record: place and order in the case
    int records_ = 0;
};

} // namespace

result<instrument> try_parse_instrument(std::string_view text, std::string_view document) {
    const auto tree = read_json(text, document);
    if (!tree) { return tree.error(); }
    auto read = read_instrument(tree->root(), document);
    if (!read || tree->root().find("cases") == nullptr) { return read; }
    fault_list faults{std::string{document}};
    const cursor root{tree->root(), faults};
    const cursor cases = root.at("cases");
    for (const cursor& one : cases.elements(1000)) { case_checker{*read, one}.check(); }
    if (!faults.empty()) { return std::move(faults).take(); }
    return read;
}

instrument parse_instrument(std::string_view text, std::string_view document) {
    return try_parse_instrument(text, document).value();
}

result<instrument> try_load_instrument(const std::string& path) {
    const auto text = read_file(path);
    if (!text) { return text.error(); }
    return try_parse_instrument(*text, path);
}

instrument load_instrument(const std::string& path) { return try_load_instrument(path).value(); }

} // namespace actueel
