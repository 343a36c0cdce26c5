// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/read_history.hpp>

#include "contents.hpp"

#include <actueel/base/json_writer.hpp>
#include <actueel/base/sha256.hpp>

#include <algorithm>

namespace actueel {
namespace {

using detail::heading;
using detail::link_type;
using detail::record_headings;

/// Puts the records of a document into chains, and reads what each link says.
class chain_reader {
  public:
    chain_reader(const std::vector<cursor>& elements, record_headings& heads, link_digests digests,
                 history_content& out)
        : elements_{elements}, heads_{heads}, digests_{digests}, out_{out} {}

    void read() {
        number_chains();
        read_contents();
        for (chain& c :
             out_.chains) { // links were met in the document's order; the chain has its own
            std::sort(c.links.begin(), c.links.end(), [this](const link& a, const link& b) {
                return heads_.at(a.place).depth < heads_.at(b.place).depth;
            });
        }
    }

  private:
    void number_chains() {
        std::vector<std::int32_t> roots;
        for (std::size_t i = 0; i < static_cast<std::size_t>(heads_.size()); ++i) {
            if (heads_.at(static_cast<std::int32_t>(i)).type == link_type::first &&
                heads_.at(static_cast<std::int32_t>(i)).content_type >= 0) {
                roots.push_back(static_cast<std::int32_t>(i));
            }
        }
        std::sort(roots.begin(), roots.end(), [this](std::int32_t a, std::int32_t b) {
            const heading& x = heads_.at(a);
            const heading& y = heads_.at(b);
            const instant xs = x.recorded_at.value_or(instant{});
            const instant ys = y.recorded_at.value_or(instant{});
            return xs != ys ? xs < ys : x.id < y.id;
        });
        out_.chains.resize(roots.size());
        for (std::size_t c = 0; c < roots.size(); ++c) {
            heads_.at(roots[c]).chain = static_cast<std::int32_t>(c);
            out_.chains[c].id = heads_.at(roots[c]).id;
        }
        for (std::int32_t i = 0; i < heads_.size(); ++i) {
            const heading& h = heads_.at(i);
            if (h.type == link_type::first || h.root < 0) { continue; }
            out_.later_links.emplace_back(h.id, heads_.at(h.root).chain);
        }
        std::sort(out_.later_links.begin(), out_.later_links.end());
    }

    // ---- contents

    void read_contents() {
        for (std::size_t i = 0; i < elements_.size(); ++i) {
            const heading& h = heads_.at(static_cast<std::int32_t>(i));
            if (!elements_[i].is(json_type::object)) { continue; }
            field_reader fields{elements_[i], &left_out_};
            for (const std::string_view common : {"id", "type", "recorded_at"}) {
                static_cast<void>(fields.optional(common));
            }
            told_content told;
            read_audiences(fields, told);
            if (h.type == link_type::first) {
                if (h.content_type < 0) { continue; } // the type's fault was told
                read_note(fields, told);
                add_link(h, i, fields, elements_[i].node(), std::move(told));
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
                if (const auto c = fields.required("record")) {
                    read_correction(h, i, *c, std::move(told));
                }
            } else if (h.root >= 0 && h.recorded_at) {
                const std::int32_t chain = heads_.at(h.root).chain;
                if (chain >= 0) {
                    auto& retracted = out_.chains[static_cast<std::size_t>(chain)];
                    retracted.retracted_at = *h.recorded_at;
                    retracted.retraction_withheld_from = std::move(told.withhold_from);
                }
            }
            fields.finish();
        }
    }

    static void read_audiences(field_reader& fields, told_content& told) {
        if (const auto c = fields.optional("withhold_from")) {
            for (std::string& audience : c->codes(100)) {
                told.withhold_from.push_back(std::move(audience));
            }
            if (c->is(json_type::array) && c->node().children().empty()) {
                fields.is_default("withhold_from");
            }
        }
    }

    static void read_note(field_reader& fields, told_content& told) {
        const auto note = fields.optional("note");
        if (note && note->expect(json_type::text)) { told.note = note->node().text; }
    }

    void read_correction(const heading& h, std::size_t index, const cursor& content,
                         told_content told) {
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
        read_audiences(fields, told);
        read_note(fields, told);
        add_link(h, index, fields, content.node(), std::move(told));
        fields.finish();
    }

    void add_link(const heading& h, std::size_t index, field_reader& fields,
                  const json_node& content, told_content told) {
        const instant recorded_at = h.recorded_at.value_or(end_of(day::never()));
        record_content read = detail::read_content(static_cast<std::size_t>(h.content_type), fields,
                                                   {names_, starts_, left_out_, recorded_at, told});
        const heading& root = heads_.at(h.root);
        if (root.chain < 0) { return; }
        if (auto* person = std::get_if<person_content>(&read)) {
            person->person = names_.person_index(root.id);
        }
        out_.chains[static_cast<std::size_t>(root.chain)].links.push_back(
            {recorded_at, std::move(read), digest(root, content), static_cast<std::int32_t>(index),
             h.type == link_type::correction, kept(std::move(told))});
    }

    [[nodiscard]] std::shared_ptr<const told_content> kept(told_content told) const {
        if (digests_ == link_digests::left_empty || told == told_content{}) { return {}; }
        return std::make_shared<const told_content>(std::move(told));
    }

    /// SHA-256 of the canonical `{content, id, recorded_at, type}` (semantics 6, provenance).
    std::string digest(const heading& root, const json_node& content) {
        if (digests_ == link_digests::left_empty) { return {}; }
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

    const std::vector<cursor>& elements_;
    record_headings& heads_;
    link_digests digests_;
    history_content& out_;
    detail::reference_reader names_{heads_, out_};
    detail::chain_starts starts_{elements_, heads_};
    node_set left_out_{};
    std::string digested_{}; ///< of the link that was read last
};

void read_document(const cursor& root, link_digests digests, history_content& out) {
    field_reader fields{root};
    if (!read_format(fields, "history")) { return; }
    if (const auto c = fields.required("family")) { out.family = c->id().value_or(""); }
    const auto records = fields.required("records");
    fields.finish();
    if (!records) { return; }
    const std::vector<cursor> elements = records->elements(most_records);
    record_headings heads{elements};
    for (const auto& [id, when] : heads.introduced()) { out.persons.emplace_back(id); }
    if (out.persons.size() > most_persons) {
        records->tell({error_code::too_many, std::to_string(out.persons.size()) + " persons",
                       "at most " + std::to_string(most_persons) + " persons in one family",
                       "give each family a history of its own"});
        return;
    }
    chain_reader{elements, heads, digests, out}.read();
}

} // namespace

result<history> read_history(const json_node& document, std::string_view name,
                             link_digests digests) {
    fault_list faults{std::string{name}};
    history_content out;
    out.document = name;
    out.texts_kept = digests == link_digests::made;
    read_document(cursor{document, faults}, digests, out);
    if (!faults.empty()) { return std::move(faults).take(); }
    return history{std::make_shared<const history_content>(std::move(out))};
}

result<history> try_parse_history(std::string_view text, std::string_view document) {
    const auto tree = read_json(text, document);
    if (!tree) { return tree.error(); }
    return read_history(tree->root(), document);
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
