// SPDX-License-Identifier: MPL-2.0
#include "reading.hpp"

#include <actueel/instrument/read_instrument.hpp>

namespace actueel::detail {
namespace {

bool needs_levels(const instrument_reading& to, const cursor& from, std::string_view what) {
    if (!to.out.levels.empty()) { return true; }
    from.tell({error_code::levels_missing, std::string{what} + " without levels", "levels",
               "state the levels of the instrument"});
    return false;
}

/// Reads one node and those below it; nodes are counted as conditions are, which bounds the recursion's work.
std::int32_t read_node(instrument_reading& to, const cursor& from) {
    const auto index = static_cast<std::int32_t>(to.out.tree.size());
    to.out.tree.emplace_back();
    field_reader fields{from};
    tree_node node;
    if (const auto when = fields.optional("if")) {
        node.when = read_condition(to, *when, {});
        if (const auto c = fields.required("then")) { node.then_node = read_node(to, *c); }
        if (const auto c = fields.required("else")) { node.else_node = read_node(to, *c); }
    } else {
        if (const auto c = fields.required("level")) {
            node.level = to.name(*c, to.levels, "a level of this instrument").value_or(0);
        }
        if (const auto c = fields.optional("rate")) { node.rate = c->number(); }
        if (const auto c = fields.optional("n")) { node.n = c->whole(0, 1'000'000'000); }
    }
    fields.finish();
    to.out.tree[static_cast<std::size_t>(index)] = std::move(node);
    return index;
}

} // namespace

void read_levels(instrument_reading& to, const cursor& from) {
    for (const cursor& element : from.elements(most_levels)) {
        field_reader fields{element};
        level out;
        if (const auto c = fields.required("id")) { out.id = c->id().value_or(""); }
        if (const auto c = fields.required("label")) { out.label = to.read_texts(*c); }
        if (const auto c = fields.optional("review_every")) { out.review_every = c->a_duration(); }
        fields.finish();
        to.out.levels.push_back(std::move(out));
    }
}

void read_rules(instrument_reading& to, const cursor& from) {
    if (!needs_levels(to, from, "rules")) { return; }
    std::set<std::string> ids;
    for (const cursor& element : from.elements(most_rules)) {
        field_reader fields{element};
        rule out;
        if (const auto c = fields.required("id")) {
            out.id = c->id().value_or("");
            if (!out.id.empty() && !ids.insert(out.id).second) {
                c->tell({error_code::name_duplicate, out.id, "each id once",
                         "give the rule another id"});
            }
        }
        if (const auto c = fields.optional("why")) { out.why = to.read_texts(*c); }
        if (const auto c = fields.required("if")) { out.when = read_condition(to, *c, {}); }
        if (const auto c = fields.required("then")) {
            field_reader then{*c};
            static constexpr std::string_view names[] = {"at_least", "at_most", "set"};
            int stated = 0;
            constexpr std::pair<std::string_view, outcome_kind> outcomes[] = {
                {"at_least", outcome_kind::at_least},
                {"at_most", outcome_kind::at_most},
                {"set", outcome_kind::set}};
            for (const auto& [name, kind] : outcomes) {
                if (const auto level = then.optional(name)) {
                    ++stated;
                    out.outcome = kind;
                    out.level =
                        to.name(*level, to.levels, "a level of this instrument").value_or(0);
                }
            }
            then.finish();
            if (then.usable() && stated != 1) {
                c->tell({error_code::fields_exclude, stated_of(c->node(), names),
                         "one of at_least, at_most, set", "keep one"});
            }
        }
        fields.finish();
        to.out.rules.push_back(std::move(out));
    }
}

void read_tree(instrument_reading& to, const cursor& from) {
    if (needs_levels(to, from, "a tree")) { static_cast<void>(read_node(to, from)); }
}

void read_overrides(instrument_reading& to, const cursor& from) {
    if (!needs_levels(to, from, "overrides")) { return; }
    field_reader fields{from, &to.left_out};
    override_rules out;
    if (const auto c = fields.required("roles")) {
        out.roles = c->codes(100);
        if (c->is(json_type::array) && c->node().children().empty()) {
            c->tell({error_code::list_empty, "no role", "at least one role",
                     "name who may decide, or leave overrides out"});
        }
    }
    if (const auto c = fields.optional("up")) {
        out.up = static_cast<std::int32_t>(c->whole(0, most_levels).value_or(0));
        if (out.up == 0) { fields.is_default("up"); }
    }
    if (const auto c = fields.optional("down")) {
        out.down = static_cast<std::int32_t>(c->whole(0, most_levels).value_or(0));
        if (out.down == 0) { fields.is_default("down"); }
    }
    if (const auto c = fields.optional("longest")) { out.longest = c->a_duration(); }
    fields.finish();
    to.out.overrides = std::move(out);
}

} // namespace actueel::detail
