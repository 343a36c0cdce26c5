// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/written.hpp>

#include <algorithm>
#include <string_view>
#include <variant>

namespace actueel {
namespace {

/// The code of a content that a choice looks at; nothing where its type has none.
struct code_reader {
    const history& family;

    std::optional<std::string_view> operator()(const event_content& c) const { return c.type; }
    std::optional<std::string_view> operator()(const observation_content& c) const {
        return family->items[static_cast<std::size_t>(c.item)];
    }
    std::optional<std::string_view> operator()(const sign_off_content& c) const {
        return c.instrument;
    }
    std::optional<std::string_view> operator()(const override_content& c) const {
        return c.instrument;
    }
    std::optional<std::string_view> operator()(const membership_content& c) const {
        return role_names[static_cast<std::size_t>(c.role)];
    }
    std::optional<std::string_view> operator()(const involvement_content& c) const {
        return c.kind;
    }
    std::optional<std::string_view> operator()(const goal_content& c) const {
        return source_names[static_cast<std::size_t>(c.source)];
    }
    std::optional<std::string_view> operator()(const view_content& c) const {
        return source_names[static_cast<std::size_t>(c.source)];
    }
    std::optional<std::string_view> operator()(const dispute_content& c) const {
        return source_names[static_cast<std::size_t>(c.source)];
    }
    std::optional<std::string_view> operator()(const dispute_answer_content& c) const {
        return dispute_outcome_names[static_cast<std::size_t>(c.outcome)];
    }
    template <class Other>
    std::optional<std::string_view> operator()(const Other& /*c*/) const {
        return std::nullopt;
    }
};

bool chosen(const record_choice& choice, const history& family, const record_content& content) {
    if (static_cast<std::size_t>(choice.type) != content.index()) { return false; }
    if (choice.codes.empty()) { return true; }
    const auto code = std::visit(code_reader{family}, content);
    return code && std::find(choice.codes.begin(), choice.codes.end(), *code) != choice.codes.end();
}

/// The chain that an answer or an ending is of; -1 for any other record.
std::int32_t belongs_to(const record_content& content) {
    if (const auto* answer = std::get_if<dispute_answer_content>(&content)) {
        return answer->about;
    }
    if (const auto* ending = std::get_if<ending_content>(&content)) { return ending->ends; }
    return -1;
}

} // namespace

std::vector<written_span> written_spans(const history& family, instant known,
                                        std::span<const span_question> questions) {
    std::vector<written_span> out;
    const auto& chains = family->chains;
    std::vector<std::optional<instant>> own; // by chain: the first end that belongs to it
    for (std::size_t q = 0; q < questions.size(); ++q) {
        const span_question& asked = questions[q];
        const std::size_t first = out.size();
        std::optional<instant> next; // the first end after the chain that is looked at
        own.assign(chains.size(), std::nullopt);
        for (std::size_t c = chains.size(); c-- > 0;) { // backwards: the latest seen is the first
            const link* l = chains[c].at(known);
            if (l == nullptr) { continue; }
            const instant written = chains[c].recorded_at();
            if (chosen(asked.start, family, l->content)) {
                out.push_back({static_cast<std::int32_t>(q), static_cast<std::int32_t>(c), written,
                               own[c] ? own[c] : next});
            }
            if (!chosen(asked.end, family, l->content)) { continue; }
            const std::int32_t of = belongs_to(l->content);
            (of < 0 ? next : own[static_cast<std::size_t>(of)]) = written;
        }
        std::reverse(out.begin() + static_cast<std::ptrdiff_t>(first), out.end());
    }
    return out;
}

} // namespace actueel
