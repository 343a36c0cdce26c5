// SPDX-License-Identifier: MPL-2.0
#include <actueel/report/audience.hpp>

#include <actueel/base/document_reader.hpp>

#include <algorithm>
#include <optional>

namespace actueel {
namespace {

constexpr std::string_view expected_words = "worker, court, parent:ID or child:ID";

error refusal(error_code code, std::string found, std::string expected, std::string remedy) {
    return error{problem{code, "the question", "/audience", std::move(found), std::move(expected),
                         std::move(remedy), ""}};
}

/// Whether a person has ever held a role, by any link of a membership.
bool has_held(const history& family, std::int32_t person, role as) {
    return std::any_of(family->chains.begin(), family->chains.end(), [=](const chain& c) {
        return std::any_of(c.links.begin(), c.links.end(), [=](const link& l) {
            const auto* m = std::get_if<membership_content>(&l.content);
            return m != nullptr && m->person == person && m->role == as;
        });
    });
}

} // namespace

result<audience> try_audience_from(const history& family, std::string_view text) {
    const std::size_t colon = text.find(':');
    const std::string_view word = text.substr(0, colon);
    const auto named = std::find(audience_kind_names.begin(), audience_kind_names.end(), word);
    if (named == audience_kind_names.end()) {
        return refusal(error_code::value_unknown, shown(text), std::string{expected_words},
                       "say for whom the report is");
    }
    const auto kind = static_cast<audience_kind>(std::distance(audience_kind_names.begin(), named));
    const bool personal = kind == audience_kind::parent || kind == audience_kind::child;
    if (personal != (colon != std::string_view::npos)) {
        return refusal(error_code::value_unknown, shown(text), std::string{expected_words},
                       personal ? "name the person: " + std::string{word} + ":ID"
                                : "leave out what stands after " + std::string{word});
    }
    if (!personal) { return audience{kind, -1}; }
    const std::string_view id = text.substr(colon + 1);
    const std::int32_t person = family.person_index(id);
    if (person < 0) {
        return refusal(error_code::person_not_introduced, shown(id), "a person of this history",
                       "name a person by its id");
    }
    const bool child = has_held(family, person, role::child);
    const bool fits =
        kind == audience_kind::child ? child : !child || has_held(family, person, role::caregiver);
    if (!fits) {
        return refusal(error_code::value_unknown, shown(text),
                       kind == audience_kind::child ? "a person who is or was a child here"
                                                    : "a person who is not only a child here",
                       "say parent:ID for an adult and child:ID for a child");
    }
    return audience{kind, person};
}

std::string to_string(const history& family, const audience& reader) {
    std::string out{audience_kind_names[static_cast<std::size_t>(reader.kind)]};
    if (reader.person >= 0) {
        out += ":" + family->persons[static_cast<std::size_t>(reader.person)];
    }
    return out;
}

} // namespace actueel
