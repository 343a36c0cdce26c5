// SPDX-License-Identifier: MPL-2.0
#include "change_rows.hpp"

#include <actueel/base/json_writer.hpp>
#include <actueel/response/status.hpp>

namespace actueel {
namespace {

/// The place of every node in the instrument document, by its index.
std::vector<std::string> places_of(const std::vector<tree_node>& tree) {
    std::vector<std::string> out(tree.size());
    if (!tree.empty()) { out.front() = "/tree"; }
    for (std::size_t n = 0; n < tree.size(); ++n) { // a node stands before its branches
        if (!tree[n].when) { continue; }
        out[static_cast<std::size_t>(tree[n].then_node)] = out[n] + "/then";
        out[static_cast<std::size_t>(tree[n].else_node)] = out[n] + "/else";
    }
    return out;
}

class change_writer {
  public:
    explicit change_writer(const change& c)
        : c_{c}, asked_{c.before.asked}, family_{c.before.family} {}

    std::string write() && {
        w_.open_object()
            .field("format", "actueel.change/1")
            .field("family", std::string_view{family_->family});
        person("child", c_.before.seen.now.child);
        w_.key("instrument").open_object().field("id", std::string_view{asked_->id});
        w_.field("version", std::string_view{asked_->version})
            .field("sha256", std::string_view{asked_->sha256})
            .field("draft", asked_->draft)
            .field("validated", asked_->evidence.validated)
            .close_object();
        write_moment("before", c_.before);
        write_sign_off();
        w_.close_object();
        write_moment("after", c_.after);
        w_.close_object();
        write_level();
        write_scales();
        w_.key("rows").open_array();
        for (const changed_row& row : c_.rows) { write_row(row); }
        w_.close_array().close_object();
        return std::move(w_).take();
    }

  private:
    void id(std::string_view key, std::int32_t record) {
        w_.field(key, std::string_view{family_->chains[static_cast<std::size_t>(record)].id});
    }
    void person(std::string_view key, std::int32_t index) {
        if (index < 0) {
            w_.field_null(key);
        } else {
            w_.field(key, std::string_view{family_->persons[static_cast<std::size_t>(index)]});
        }
    }
    void records(const std::vector<std::int32_t>& all) {
        w_.key("records").open_array();
        for (const std::int32_t r : all) {
            w_.value(std::string_view{family_->chains[static_cast<std::size_t>(r)].id});
        }
        w_.close_array();
    }
    template <class Bounds>
    void bounds(std::string_view key, const Bounds& b) {
        w_.key(key).open_object().field("low", b.low).field("high", b.high).close_object();
    }
    void levels(std::string_view key, const level_interval& range) {
        w_.key(key).open_object();
        w_.field("low", std::string_view{asked_->levels[static_cast<std::size_t>(range.low)].id});
        w_.field("high", std::string_view{asked_->levels[static_cast<std::size_t>(range.high)].id});
        w_.close_object();
    }
    void levels(std::string_view key, const level_interval& before, const level_interval& after) {
        w_.key(key).open_object();
        levels("before", before);
        levels("after", after);
        w_.close_object();
    }

    /// Leaves the object open.
    void write_moment(std::string_view key, const assessment& a) {
        w_.key(key).open_object().field("as_of", a.when.as_of);
        w_.field("known_at", std::string_view{to_string(a.when.known_at)});
        w_.field("records_sha256",
                 std::string_view{records_sha256(family_, a.when.known_at.until(a.when.as_of))});
    }

    void write_sign_off() {
        if (c_.sign_off == no_record) {
            w_.field_null("sign_off").field_null("same_instrument");
            return;
        }
        id("sign_off", c_.sign_off);
        const chain& one = family_->chains[static_cast<std::size_t>(c_.sign_off)];
        const link* l = one.at(c_.after.when.known_at.until(c_.after.when.as_of));
        const auto* content = std::get_if<sign_off_content>(&l->content);
        if (content->instrument_sha256.empty()) {
            w_.field_null("same_instrument");
        } else {
            w_.field("same_instrument", content->instrument_sha256 == asked_->sha256);
        }
    }

    void write_level() {
        w_.key("level").open_object();
        if (c_.before.found) {
            levels("computed", c_.before.found->level, c_.after.found->level);
            levels("final", c_.before.decided.level, c_.after.decided.level);
        } else {
            w_.field_null("computed").field_null("final");
        }
        const std::vector<std::string> places = places_of(asked_->tree);
        w_.key("causes").open_array();
        for (const level_cause& one : c_.causes) {
            w_.open_object()
                .field("cause", change_cause_names[static_cast<std::size_t>(one.cause)])
                .field("of", level_cause_names[static_cast<std::size_t>(one.of)]);
            const auto index = static_cast<std::size_t>(one.index);
            switch (one.of) {
            case level_cause::kind::rule:
                w_.field("id", std::string_view{asked_->rules[index].id});
                break;
            case level_cause::kind::tree: w_.field("id", std::string_view{places[index]}); break;
            default: id("id", one.index); break;
            }
            if (one.of == level_cause::kind::override_) {
                state("before", one.state_before);
                state("after", one.state_after);
            } else {
                w_.field("before", one.before).field("after", one.after);
            }
            records(one.records);
            w_.close_object();
        }
        w_.close_array().close_object();
    }
    void state(std::string_view key, const std::optional<override_state>& is) {
        if (is) {
            w_.field(key, override_state_names[static_cast<std::size_t>(*is)]);
        } else {
            w_.field_null(key);
        }
    }

    void write_scales() {
        w_.key("scales").open_array();
        for (std::size_t s = 0; s < c_.scales.size(); ++s) {
            const scale& of = asked_->scales[s];
            const interval<decimal> before = c_.before.scales[s].value;
            const interval<decimal> after = c_.after.scales[s].value;
            w_.open_object().field("id", std::string_view{of.id});
            bounds("before", before);
            bounds("after", after);
            bounds("moved", c_.scales[s].moved);
            if (of.cuts.empty()) {
                w_.field_null("level");
            } else {
                levels("level", level_of(of, before), level_of(of, after));
            }
            write_reliable(of, c_.scales[s].reliable);
            w_.close_object();
        }
        w_.close_array();
    }

    void write_reliable(const scale& of, const std::optional<reliable_change>& r) {
        if (!r) {
            w_.field_null("reliable");
            return;
        }
        w_.key("reliable").open_object().field("standard_error", *of.standard_error);
        w_.field("higher_is", of.higher_is_better ? "better" : "worse");
        bounds("difference", r->difference);
        bounds("index", r->index);
        w_.field("verdict", change_verdict_names[static_cast<std::size_t>(r->verdict)])
            .close_object();
    }

    void write_row(const changed_row& row) {
        w_.open_object().field(
            "item", std::string_view{asked_->items[static_cast<std::size_t>(row.item)].id});
        person("person", row.person);
        write_state("before", row.item, c_.before, row.before);
        write_state("after", row.item, c_.after, row.after);
        w_.key("shares").open_array();
        for (std::size_t s = 0; s < row.shares.size(); ++s) {
            w_.open_object()
                .field("scale", std::string_view{asked_->scales[s].id})
                .field("low", row.shares[s].low)
                .field("high", row.shares[s].high)
                .close_object();
        }
        w_.close_array().field("cause", change_cause_names[static_cast<std::size_t>(row.cause)]);
        records(row.records);
        w_.close_object();
    }

    void write_state(std::string_view key, std::int32_t item, const assessment& a,
                     std::int32_t index) {
        if (index < 0) {
            w_.field_null(key);
            return;
        }
        const actueel::item& of = asked_->items[static_cast<std::size_t>(item)];
        const response& row = a.seen.now.rows[static_cast<std::size_t>(index)];
        const status is = status_of(of, row);
        w_.key(key).open_object().field("status", status_names[static_cast<std::size_t>(is)]);
        w_.field("applies", row.applies);
        w_.key("answer");
        write_answer(of, row, is);
        if (!row.derived || row.derived->is_none || is == status::not_applicable) {
            w_.field_null("value");
        } else {
            bounds("value", row.derived->between);
        }
        if (row.current.record == no_record) {
            w_.field_null("observed_on").field_null("record");
        } else {
            w_.field("observed_on", row.current.observed_on);
            id("record", row.current.record);
        }
        w_.field("contested", contested(row)).field("widened", detail::widened(of, row));
        w_.key("points").open_array();
        const std::vector<contribution> given = detail::contributions_of(asked_, item, row);
        auto next = given.begin();
        for (const scale& s : asked_->scales) {
            for (const term& t : s.terms) {
                if (t.item == item) { write_points(s, *next++); }
            }
        }
        w_.close_array().close_object();
    }

    void write_answer(const actueel::item& of, const response& row, status is) {
        if (of.derived()) {
            if (is != status::current) {
                w_.null();
            } else if (row.derived->is_none) {
                w_.value("none");
            } else {
                w_.value(row.derived->between.low);
            }
            return;
        }
        switch (row.current.said.kind) {
        case answer_kind::option:
            w_.value(std::string_view{
                of.options[static_cast<std::size_t>(row.current.said.option)].code});
            break;
        case answer_kind::number: w_.value(row.current.said.number); break;
        case answer_kind::unknown: w_.value("unknown"); break;
        case answer_kind::refused: w_.value("refused"); break;
        case answer_kind::not_applicable: w_.value("not_applicable"); break;
        default: w_.null(); break;
        }
    }

    void write_points(const scale& s, const contribution& c) {
        w_.open_object().field("scale", std::string_view{s.id});
        if (c.applies == kleene::no) {
            w_.field_null("low").field_null("high");
        } else {
            w_.field("low", c.points.low).field("high", c.points.high);
        }
        w_.field("applies", c.applies).close_object();
    }

    const change& c_;
    const instrument& asked_;
    const history& family_;
    json_writer w_{};
};

} // namespace

std::string to_json(const change& c) { return change_writer{c}.write(); }

} // namespace actueel
