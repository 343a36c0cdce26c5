// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/reading.hpp>

#include <actueel/base/document_reader.hpp>

#include <algorithm>

namespace actueel {
std::int32_t item_named(const instrument& asked, std::string_view text) {
    if (const std::size_t colon = text.find(':'); colon != std::string_view::npos) {
        if (text.substr(0, colon) != asked->id) { return -1; }
        text.remove_prefix(colon + 1);
    }
    return asked.item_index(text).value_or(-1);
}

std::optional<answer> answer_as_read(const item& of, const written_answer& said) {
    switch (said.kind) {
    case answer_kind::unknown:
    case answer_kind::refused:
    case answer_kind::not_seen: return answer{said.kind, 0, {}};
    case answer_kind::not_applicable:
        if (!of.not_applicable) { return std::nullopt; }
        return answer{said.kind, 0, {}};
    case answer_kind::number: {
        if (!of.number || said.number < of.number->min || said.number > of.number->max) {
            return std::nullopt;
        }
        if (of.number->integer && !said.number.is_whole()) { return std::nullopt; }
        return answer{answer_kind::number, 0, said.number};
    }
    default: break;
    }
    if (const auto option = of.option_of(said.code)) {
        return answer{answer_kind::option, *option, {}};
    }
    if (std::find(of.retired.begin(), of.retired.end(), said.code) != of.retired.end()) {
        return answer{answer_kind::unknown, 0, {}};
    }
    return std::nullopt;
}

namespace {

std::string place_of(const link& l) {
    return "/records/" + std::to_string(l.place) + (l.corrects ? "/record" : "");
}

std::string expected_of(const item& of) {
    std::string out;
    for (const option& o : of.options) { out += (out.empty() ? "one of " : ", ") + shown(o.code); }
    if (of.number) {
        out = (of.number->integer ? "a whole number from " : "a number from ") +
              to_string(of.number->min) + " to " + to_string(of.number->max);
    }
    return out + ", unknown, refused, not_seen" + (of.not_applicable ? ", not_applicable" : "");
}

} // namespace

result<reading> try_read(const instrument& asked, const history& family) {
    return try_read(asked, family, reading{asked, family, {}, {}});
}

result<reading> try_read(const instrument& asked, const history& family, reading reused) {
    reading& out = reused;
    out.asked = asked;
    out.family = family;
    out.items.clear();
    for (const std::string& text : family->items) { out.items.push_back(item_named(asked, text)); }
    fault_list faults{family->document};
    out.answers.resize(family->chains.size());
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        out.answers[c].clear();
        for (const link& l : family->chains[c].links) {
            const auto* said = std::get_if<observation_content>(&l.content);
            if (said == nullptr) { break; } // a chain keeps its type
            read_answer& read = out.answers[c].emplace_back();
            read.item = out.items[static_cast<std::size_t>(said->item)];
            if (read.item < 0) { continue; }
            const item& of = asked->items[static_cast<std::size_t>(read.item)];
            if (of.derived()) {
                faults.add(place_of(l) + "/item", static_cast<std::uint32_t>(l.place),
                           {error_code::observation_of_derived,
                            of.id + ", which follows from persons and events",
                            "an item that is asked",
                            "leave the observation out; record the person or the event"});
                continue;
            }
            read.fits = (said->person >= 0) == (of.per != asked_of::family);
            if (!read.fits) { continue; }
            if (const auto answer = answer_as_read(of, said->said)) {
                read.said = *answer;
            } else {
                const std::string found =
                    said->said.kind == answer_kind::number           ? to_string(said->said.number)
                    : said->said.kind == answer_kind::not_applicable ? "not_applicable"
                                                                     : shown(said->said.code);
                faults.add(place_of(l) + "/answer", static_cast<std::uint32_t>(l.place),
                           {error_code::answer_not_in_item, found + " for the item " + of.id,
                            expected_of(of),
                            "mend the answer, or say in the instrument what it was known by "
                            "(formerly, retired)"});
            }
        }
    }
    if (!faults.empty()) { return std::move(faults).take(); }
    return reused;
}

} // namespace actueel
