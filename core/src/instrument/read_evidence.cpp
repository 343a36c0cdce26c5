// SPDX-License-Identifier: MPL-2.0
#include "reading.hpp"

#include <algorithm>

namespace actueel::detail {
namespace {

void read_sources(instrument_reading& to, evidence_card& out, const cursor& from) {
    for (const cursor& element : from.elements(1000)) {
        field_reader fields{element};
        citation c;
        if (const auto id = fields.required("id")) {
            c.id = id->id().value_or("");
            if (!c.id.empty() && !to.cited.insert(c.id).second) {
                id->tell(
                    {error_code::name_duplicate, c.id, "each source once", "leave the second out"});
            }
        }
        if (const auto cite = fields.required("cite")) { c.cite = cite->text().value_or(""); }
        if (const auto doi = fields.optional("doi")) { c.doi = doi->text().value_or(""); }
        fields.finish();
        out.sources.push_back(std::move(c));
    }
}

void read_figures(const instrument_reading& to, evidence_card& out, const cursor& from) {
    for (const cursor& element : from.elements(1000)) {
        field_reader fields{element};
        evidence_figure f;
        if (const auto c = fields.required("measure")) { f.measure = c->code().value_or(""); }
        const auto figure = [&fields](std::string_view name, bool required) -> std::string {
            const auto c = required ? fields.required(name) : fields.optional(name);
            return c && c->expect(json_type::number) ? std::string{c->node().text} : std::string{};
        };
        f.value = figure("value", true);
        f.low = figure("low", false);
        f.high = figure("high", false);
        if (const auto c = fields.optional("on")) { f.on = c->text().value_or(""); }
        if (const auto c = fields.required("source")) {
            if (const auto id = c->id(); id && !to.cited.contains(*id)) {
                c->tell({error_code::citation_missing, *id,
                         "the id of a source in evidence/sources", "add the source there"});
            } else if (id) {
                f.source = *id;
            }
        }
        fields.finish();
        out.figures.push_back(std::move(f));
    }
}

/// What an item's id, question and label say: lower-case words of ASCII letters, enough to recognise the words below in both
/// languages; a space before and after each, and a full stop after each text, so that no phrase runs on into the next.
std::string words_of(const item& of) {
    std::string out = " ";
    const auto add = [&out](std::string_view text) {
        for (const char c : text) { // not std::isalpha: no answer may depend on a locale
            const bool upper = c >= 'A' && c <= 'Z';
            if (upper || (c >= 'a' && c <= 'z')) {
                out += upper ? static_cast<char>(c - 'A' + 'a') : c;
            } else if (out.back() != ' ') {
                out += ' ';
            }
        }
        out += " . ";
    };
    add(of.id);
    for (const texts* said : {&of.ask, &of.label}) {
        for (const auto& [language, text] : said->by_language) { add(text); }
    }
    return out;
}

/// Whether one of some words or phrases stands there, whole.
bool holds_any(std::string_view words, std::initializer_list<std::string_view> looked_for) {
    return std::any_of(looked_for.begin(), looked_for.end(), [words](std::string_view phrase) {
        for (std::size_t at = words.find(phrase); at != std::string_view::npos;
             at = words.find(phrase, at + 1)) {
            if (words[at - 1] == ' ' && words[at + phrase.size()] == ' ') { return true; }
        }
        return false;
    });
}

} // namespace

void read_evidence(instrument_reading& to, const cursor& from) {
    field_reader fields{from, &to.left_out};
    evidence_card& out = to.out.evidence;
    if (const auto c = fields.required("validated")) {
        out.validated = c->boolean().value_or(false);
    }
    if (const auto c = fields.required("statement")) { out.statement = to.read_texts(*c); }
    if (const auto c = fields.optional("meant_for")) { out.meant_for = to.read_texts(*c); }
    if (const auto c = fields.optional("not_for")) { out.not_for = to.read_texts(*c); }
    if (const auto c = fields.optional("note")) { static_cast<void>(to.read_texts(*c)); }
    if (const auto c = fields.optional("sources")) { read_sources(to, out, *c); }
    if (const auto c = fields.optional("figures")) { read_figures(to, out, *c); }
    fields.finish();
    const bool shown_on_somebody =
        !out.figures.empty() && std::all_of(out.figures.begin(), out.figures.end(),
                                            [](const evidence_figure& f) { return !f.on.empty(); });
    if (out.validated && !shown_on_somebody && !to.out.draft) {
        from.tell(
            {error_code::validation_incomplete, "validated without figures that say on whom",
             "figures, each with on",
             "say on whom, of what and over how long each figure was found; or validated: false"});
    }
}

void check_words(const instrument_reading& to, std::size_t index, const cursor& from) {
    const item& of = to.out.items[index];
    const std::string words = words_of(of);
    // Semantics 9: special categories of personal data are for a fairness audit alone.
    const bool special = holds_any(words, {"nationality",
                                           "nationaliteit",
                                           "ethnicity",
                                           "ethnic",
                                           "etniciteit",
                                           "etnische",
                                           "race",
                                           "religion",
                                           "religious",
                                           "religie",
                                           "geloof",
                                           "godsdienst",
                                           "godsdienstig",
                                           "politics",
                                           "political",
                                           "politieke",
                                           "homosexual",
                                           "homoseksueel",
                                           "geaardheid",
                                           "zorgverzekering",
                                           "health insurance",
                                           "sexual orientation",
                                           "seksuele gerichtheid"});
    if (special && !of.audit_only) {
        from.tell({error_code::audit_only_counts,
                   "an item about a special category of personal data", "audit_only: true",
                   "such data may be recorded for a fairness audit alone, and give no points"});
    }
    const bool poverty =
        holds_any(words, {"income", "inkomen", "debt", "debts", "schulden", "housing",
                          "huisvesting", "huurachterstand", "money", "geldzorgen"});
    if (poverty && of.justification.by_language.empty()) {
        from.tell({error_code::justification_missing, "an item about income, debt or housing",
                   "the field justification", "say why it may count; every report shows it"});
    }
}

} // namespace actueel::detail
