// SPDX-License-Identifier: MPL-2.0
#include <actueel/instrument/read_instrument.hpp>

#include "reading.hpp"

#include <actueel/base/id.hpp>
#include <actueel/base/nearest.hpp>
#include <actueel/base/sha256.hpp>

#include <algorithm>

namespace actueel {
namespace detail {

texts instrument_reading::read_texts(const cursor& from) const {
    texts read;
    if (!from.expect(json_type::object) || out.languages.empty()) { return read; }
    for (const std::string& language : out.languages) {
        if (from.node().find(language) == nullptr) {
            from.tell({error_code::languages_differ, "no text in " + language,
                       "a text in every language of the instrument", "add it"});
            continue;
        }
        if (auto text = from.at(std::string_view{language}).text()) {
            read.by_language.emplace_back(language, std::move(*text));
        }
    }
    const auto keys = from.node().keys();
    for (std::size_t i = 0; i < keys.size(); ++i) {
        const std::string_view key = keys[i];
        if (std::find(out.languages.begin(), out.languages.end(), key) == out.languages.end()) {
            from.under(i).tell({error_code::languages_differ,
                                is_id(key) ? "a text in " + std::string{key}
                                           : "a text in a language whose name is " + shown(key),
                                "only the languages of the instrument",
                                "leave it out, or add the language to languages"});
        }
    }
    return read;
}

std::string stated_of(const json_node& object, std::span<const std::string_view> names) {
    std::string out;
    for (const std::string_view name : names) {
        if (object.find(name) == nullptr) { continue; }
        out += (out.empty() ? "" : " and ") + std::string{name};
    }
    return out.empty() ? "none of them" : out;
}

std::optional<std::int32_t>
instrument_reading::name(const cursor& from,
                         const std::map<std::string, std::int32_t, std::less<>>& known,
                         std::string_view what) const {
    const auto id = from.id();
    if (!id) { return std::nullopt; }
    if (const auto found = known.find(*id); found != known.end()) { return found->second; }
    std::vector<std::string_view> names;
    for (const auto& [n, index] : known) { names.push_back(n); }
    from.tell({error_code::name_unknown, *id, std::string{what}, "name one that is there",
               nearest_name(*id, names)});
    return std::nullopt;
}

namespace {

/// Ids of the objects of a list, before the list is read; tells one that stands twice. What is no id is no name: its
/// fault is told where it is read, and it is never suggested.
std::map<std::string, std::int32_t, std::less<>> gather(const cursor& root, std::string_view list) {
    std::map<std::string, std::int32_t, std::less<>> out;
    const json_node* node = root.node().find(list);
    if (node == nullptr || node->type != json_type::array) { return out; }
    const cursor at = root.at(list);
    for (std::size_t i = 0; i < node->children().size(); ++i) {
        const json_node* id = node->children()[i].find("id");
        if (id == nullptr || id->type != json_type::text || !is_id(id->text)) { continue; }
        if (!out.emplace(id->text, static_cast<std::int32_t>(i)).second) {
            const cursor element = at.at(i);
            element.at("id").tell(
                {error_code::name_duplicate, shown(*id), "each id once", "give it another id"});
        }
    }
    return out;
}

void gather_item_kinds(instrument_reading& to, const json_node& root) {
    const json_node* items = root.find("items");
    if (items == nullptr) { return; }
    for (std::size_t i = 0; i < items->children().size(); ++i) {
        const json_node* kind = items->children()[i].find("kind");
        const json_node* audit = items->children()[i].find("audit_only");
        if (kind != nullptr && kind->text == "derived") {
            to.derived.insert(static_cast<std::int32_t>(i));
        }
        if (audit != nullptr && audit->truth) {
            to.audit_only.insert(static_cast<std::int32_t>(i));
        }
    }
}

void read_head(instrument_reading& to, field_reader& fields) {
    instrument_content& out = to.out;
    if (const auto c = fields.required("id")) { out.id = c->id().value_or(""); }
    if (const auto c = fields.required("version")) { out.version = c->code().value_or(""); }
    if (const auto c = fields.required("languages")) {
        out.languages = c->ids(20);
        if (c->is(json_type::array) && c->node().children().empty()) {
            c->tell({error_code::list_empty, "no language", "at least one language",
                     "name the languages of its texts"});
        }
    }
    if (const auto c = fields.required("title")) { out.title = to.read_texts(*c); }
    if (const auto c = fields.optional("purpose")) { out.purpose = c->code().value_or(""); }
    if (const auto c = fields.optional("licence")) {
        if (c->is(json_type::object)) {
            static_cast<void>(to.read_texts(*c));
        } else {
            static_cast<void>(c->text());
        }
    }
    if (const auto c = fields.optional("status")) {
        static constexpr std::string_view names[] = {"draft"};
        out.draft = c->one_of(names).has_value();
    }
    if (const auto c = fields.optional("subject")) {
        static constexpr std::string_view names[] = {"family", "child"};
        out.subject_child = c->one_of(names).value_or(0) == 1;
        if (!out.subject_child) { fields.is_default("subject"); }
    }
    if (const auto c = fields.optional("one_sitting")) {
        out.one_sitting = c->boolean().value_or(false);
        if (!out.one_sitting) { fields.is_default("one_sitting"); }
    }
    if (const auto c = fields.optional("counts_living")) {
        const auto usual = out.counts_living;
        out.counts_living.reset();
        for (const std::size_t l : c->several_of(lives_names)) { out.counts_living.set(l); }
        if (out.counts_living == usual) { fields.is_default("counts_living"); }
        if (c->is(json_type::array) && c->node().children().empty()) {
            c->tell({error_code::list_empty, "no way of living", "at least one",
                     "leave the field out for the usual ones"});
        }
    }
    if (const auto c = fields.optional("hear_child_every")) {
        out.hear_child_every = c->a_duration();
    }
}

/// A level that no cut of a scale in `level_from`, no rule and no leaf reaches is a mistake.
void check_reachable(const instrument_reading& to, const cursor& root) {
    const instrument_content& in = to.out;
    std::vector<bool> reached(in.levels.size());
    if (!reached.empty() && in.tree.empty()) { reached.front() = true; }
    for (const std::int32_t s : in.level_from) {
        const scale& from = in.scales[static_cast<std::size_t>(s)];
        for (std::size_t l = 0; l < from.cuts.size();
             ++l) { // a cut beyond the scale's maximum reaches nothing
            if (from.cuts[l] && *from.cuts[l] <= from.range.high) { reached[l] = true; }
        }
    }
    for (const rule& r : in.rules) { reached[static_cast<std::size_t>(r.level)] = true; }
    for (const tree_node& n : in.tree) {
        if (!n.when) { reached[static_cast<std::size_t>(n.level)] = true; }
    }
    const cursor levels = root.at("levels");
    for (std::size_t l = 0; l < reached.size(); ++l) {
        if (reached[l]) { continue; }
        const cursor at = levels.at(l);
        at.tell({error_code::level_unreachable, in.levels[l].id + ", which nothing reaches",
                 "a cut, a rule or a leaf that reaches it", "add one, or leave the level out"});
    }
}

void read_level_from(instrument_reading& to, const cursor& from) {
    for (const cursor& element : from.elements(most_scales)) {
        const auto index = to.name(element, to.scales, "a scale of this instrument");
        if (!index) { continue; }
        if (to.out.scales[static_cast<std::size_t>(*index)].cuts.empty()) {
            element.tell({error_code::cuts_missing,
                          std::string{element.node().text} + " has no cuts", "a scale with cuts",
                          "say at which value each level begins"});
        }
        to.out.level_from.push_back(*index);
    }
}

} // namespace
} // namespace detail

result<instrument> read_instrument(const json_node& document, std::string_view name) {
    fault_list faults{std::string{name}};
    const cursor root{document, faults};
    detail::instrument_reading to;
    field_reader fields{root, &to.left_out};
    if (!read_format(fields, "instrument")) { return std::move(faults).take(); }

    to.items = detail::gather(root, "items");
    to.scales = detail::gather(root, "scales");
    to.levels = detail::gather(root, "levels");
    detail::gather_item_kinds(to, document);
    detail::read_head(to, fields);
    if (const auto c = to.out.draft ? fields.optional("evidence") : fields.required("evidence")) {
        detail::read_evidence(to, *c);
    }
    if (const auto c = fields.optional("levels")) {
        detail::read_levels(to, *c);
        if (c->is(json_type::array) && c->node().children().empty()) {
            fields.is_default("levels");
        }
    }
    if (const auto c = fields.required("items")) { detail::read_items(to, *c); }
    // What follows refers to items and scales by index: it is read only when those lists are whole.
    const auto whole = [&document](std::string_view list, std::size_t read) {
        const json_node* node = document.find(list);
        return node != nullptr && node->type == json_type::array && read > 0 &&
               node->children().size() == read;
    };
    const bool items_whole = whole("items", to.out.items.size());
    if (const auto c = fields.required("scales"); c && items_whole) { detail::read_scales(to, *c); }
    const bool scales_whole = items_whole && whole("scales", to.out.scales.size());
    const auto level_from = fields.optional("level_from");
    const auto tree = fields.optional("tree");
    const auto rules = fields.optional("rules");
    const auto overrides = fields.optional("overrides");
    const auto cases = to.out.draft ? fields.optional("cases") : fields.required("cases");
    if (cases && cases->is(json_type::array) && cases->node().children().empty()) {
        if (to.out.draft) {
            fields.is_default("cases");
        } else {
            cases->tell({error_code::list_empty, "no case", "at least one worked case",
                         "add answers with the value and level they must give"});
        }
    }
    if (level_from && tree) {
        tree->tell({error_code::fields_exclude, "tree and level_from", "one of tree and level_from",
                    "keep one"});
    }
    if (scales_whole) {
        if (level_from) {
            if (level_from->is(json_type::array) && level_from->node().children().empty()) {
                fields.is_default("level_from");
            } else if (to.out.levels.empty()) {
                level_from->tell({error_code::levels_missing, "level_from without levels", "levels",
                                  "state the levels of the instrument"});
            } else {
                detail::read_level_from(to, *level_from);
            }
        }
        if (tree) { detail::read_tree(to, *tree); }
        if (rules && rules->is(json_type::array) && rules->node().children().empty()) {
            fields.is_default("rules");
        } else if (rules) {
            detail::read_rules(to, *rules);
        }
        if (overrides) { detail::read_overrides(to, *overrides); }
    }
    fields.finish();
    if (faults.empty() && !to.out.levels.empty()) { detail::check_reachable(to, root); }
    if (!faults.empty()) { return std::move(faults).take(); }
    to.out.document = canonical_json(document, to.left_out);
    to.out.sha256 = sha256_hex(to.out.document);
    return instrument{std::make_shared<const instrument_content>(std::move(to.out))};
}

} // namespace actueel
