// SPDX-License-Identifier: MPL-2.0
#include "headings.hpp"

#include <algorithm>

namespace actueel::detail {

record_headings::record_headings(const std::vector<cursor>& elements) {
    read_headings(elements);
    link_chains(elements);
    introduce_persons(elements);
}

// ---- first pass: ids, types, instants

void record_headings::read_headings(const std::vector<cursor>& elements) {
    all_.resize(elements.size());
    by_id_.reserve(elements.size());
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const cursor& at = elements[i];
        if (!at.expect(json_type::object)) { continue; }
        heading& h = all_[i];
        field_reader fields{at};
        if (const auto c = fields.required("id")) {
            h.id = c->id().value_or("");
            if (!h.id.empty() && !by_id_.emplace(h.id, static_cast<std::int32_t>(i)).second) {
                c->tell({error_code::id_duplicate, h.id, "an id of its own",
                         "give this record another id"});
            }
        }
        if (const auto c = fields.required("type")) {
            if (const auto type = c->one_of(type_names)) {
                const auto t = static_cast<std::int32_t>(*type);
                const auto own = static_cast<std::int32_t>(record_type_names.size());
                h.type = t < own    ? link_type::first
                         : t == own ? link_type::correction
                                    : link_type::retraction;
                h.content_type = h.type == link_type::first ? t : -1;
                if (h.type == link_type::first) { h.root = static_cast<std::int32_t>(i); }
            }
        }
        if (const auto c = fields.required("recorded_at")) { h.recorded_at = c->an_instant(); }
    }
}

// ---- second pass: corrections and retractions to chains

void record_headings::link_chains(const std::vector<cursor>& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
        heading& h = all_[i];
        if (h.type == link_type::first) { continue; }
        const std::string_view field = h.type == link_type::correction ? "corrects" : "retracts";
        field_reader fields{elements[i]};
        const auto c = fields.required(field);
        const auto id = c ? c->id() : std::nullopt;
        if (!id) { continue; }
        const auto found = by_id_.find(*id);
        if (found == by_id_.end()) {
            c->tell({error_code::reference_unknown, *id, "the id of a record of this history",
                     "name the record that was wrong"});
            continue;
        }
        heading& target = all_[static_cast<std::size_t>(found->second)];
        if (target.type == link_type::retraction) {
            c->tell({error_code::retraction_touched, *id + ", a retraction",
                     "a record that still stands",
                     "to restore what was retracted, record it again"});
        } else if (target.successor >= 0 &&
                   all_[static_cast<std::size_t>(target.successor)].type == link_type::retraction) {
            c->tell({error_code::successor_exists,
                     *id + ", which " + all_[static_cast<std::size_t>(target.successor)].id +
                         " has retracted",
                     "a record that still stands",
                     "to restore what was retracted, record it again"});
        } else if (target.successor >= 0) {
            c->tell({error_code::successor_exists,
                     *id + ", which " + all_[static_cast<std::size_t>(target.successor)].id +
                         " already follows",
                     "the last link of the chain", "name the last correction"});
        } else if (h.recorded_at && target.recorded_at && *h.recorded_at < *target.recorded_at) {
            elements[i]
                .at("recorded_at")
                .tell({error_code::link_before_target, to_string(*h.recorded_at),
                       "not before " + to_string(*target.recorded_at),
                       "a record is corrected after it was written: mend recorded_at"});
        } else {
            h.target = found->second;
            target.successor = static_cast<std::int32_t>(i);
        }
    }
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (all_[i].type != link_type::first || all_[i].content_type < 0) { continue; }
        std::int32_t depth = 0;
        for (std::int32_t at = all_[i].successor; at >= 0;
             at = all_[static_cast<std::size_t>(at)].successor) {
            heading& later = all_[static_cast<std::size_t>(at)];
            later.depth = ++depth;
            later.root = static_cast<std::int32_t>(i);
            later.content_type = all_[i].content_type;
        }
    }
    // Targets and successors pair off, so the links are lines and circles: what no line's first link leads to is a circle.
    std::vector<bool> in_line(all_.size());
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (all_[i].target >= 0) { continue; }
        for (auto at = static_cast<std::int32_t>(i); at >= 0;
             at = all_[static_cast<std::size_t>(at)].successor) {
            in_line[static_cast<std::size_t>(at)] = true;
        }
    }
    for (std::size_t i = 0; i < all_.size(); ++i) {
        if (!in_line[i]) {
            elements[i].tell({error_code::chain_cycle, "a correction of itself in the end",
                              "a chain that begins with a record",
                              "name the record that was wrong"});
        }
    }
}

// ---- third pass: who is introduced, and when

void record_headings::introduce(std::string_view id, instant when) {
    const auto [at, fresh] = introduced_.emplace(id, when);
    if (!fresh) { at->second = std::min(at->second, when); }
}

void record_headings::introduce_persons(const std::vector<cursor>& elements) {
    for (std::size_t i = 0; i < elements.size(); ++i) {
        const heading& h = all_[i];
        if (h.root < 0 || h.type == link_type::retraction) { continue; }
        const instant when = h.recorded_at.value_or(
            instant{}); // a faulty one was told, and is no second fault elsewhere
        if (h.content_type == type_index("person") && h.type == link_type::first && !h.id.empty()) {
            introduce(h.id, when);
        }
        if (h.content_type != type_index("membership")) { continue; }
        const json_node* content =
            h.type == link_type::first ? &elements[i].node() : elements[i].node().find("record");
        const json_node* person = content == nullptr ? nullptr : content->find("person");
        if (person != nullptr && person->type == json_type::text) { introduce(person->text, when); }
    }
}

} // namespace actueel::detail
