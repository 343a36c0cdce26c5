// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/history.hpp>

#include <actueel/base/document_reader.hpp>
#include <actueel/base/sha256.hpp>
#include <actueel/history/known.hpp>

#include <algorithm>

namespace actueel {

const link* chain::at(instant known) const noexcept {
    if (recorded_at() > known || (retracted_at && *retracted_at <= known)) { return nullptr; }
    const link* latest = &links.front();
    for (const link& l : links) {
        if (l.recorded_at <= known) { latest = &l; }
    }
    return latest;
}

std::int32_t history::person_index(std::string_view id) const noexcept {
    const auto& persons = content_->persons;
    const auto found = std::lower_bound(persons.begin(), persons.end(), id);
    return found != persons.end() && *found == id
               ? static_cast<std::int32_t>(found - persons.begin())
               : -1;
}

std::int32_t history::chain_index(std::string_view id) const noexcept {
    const auto& later = content_->later_links;
    const auto at =
        std::lower_bound(later.begin(), later.end(), id,
                         [](const auto& one, std::string_view t) { return one.first < t; });
    if (at != later.end() && at->first == id) { return at->second; }
    const auto& chains = content_->chains;
    const auto first =
        std::find_if(chains.begin(), chains.end(), [id](const chain& c) { return c.id == id; });
    return first == chains.end() ? -1 : static_cast<std::int32_t>(first - chains.begin());
}

history without(const history& family, std::span<const std::int32_t> records) {
    auto content = std::make_shared<history_content>(*family);
    for (const std::int32_t record : records) {
        chain& one = content->chains[static_cast<std::size_t>(record)];
        one.retracted_at = one.recorded_at();
    }
    return history{std::move(content)};
}

std::string records_sha256(const history& family, instant known) {
    std::vector<std::string_view> digests;
    for (const chain& c : family->chains) {
        if (const link* l = c.at(known)) { digests.emplace_back(l->sha256); }
    }
    std::sort(digests.begin(), digests.end());
    std::string joined;
    joined.reserve(digests.size() * 64);
    for (const std::string_view d : digests) { joined += d; }
    return sha256_hex(joined);
}

result<known> try_known_from(std::string_view text) {
    if (text == "everything") { return known::everything(); }
    if (text == "as_of") { return known::by_end_of_as_of(); }
    if (const auto at = instant_from(text)) { return known::at(*at); }
    return error{problem{error_code::known_at_malformed, "the question", "/known_at", shown(text),
                         "everything, as_of, or an instant (YYYY-MM-DDThh:mm:ssZ)",
                         "write one of these", ""}};
}

} // namespace actueel
