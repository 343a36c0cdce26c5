// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/instant.hpp>
#include <actueel/base/result.hpp>
#include <actueel/history/record.hpp>
#include <actueel/history/told.hpp>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel {

inline constexpr std::size_t most_records = 1'000'000;
inline constexpr std::size_t most_persons = 500; ///< of one family: each is asked about

/// A record or a correction of it.
struct link {
    instant recorded_at{};
    record_content content;
    std::string sha256{};    ///< of the canonical chain with this link's content
    std::int32_t place = -1; ///< index among the document's records
    bool corrects = false;
    std::shared_ptr<const told_content>
        told{}; ///< null where it says nothing to people, or texts are not kept
};

/// A record with its corrections, known for ever by the id of its first record (semantics 2).
struct chain {
    std::string id;
    std::vector<link> links; ///< in the order in which each corrects the one before
    std::optional<instant> retracted_at{};
    std::vector<std::string> retraction_withheld_from{}; ///< whom the retraction is withheld from

    [[nodiscard]] instant recorded_at() const noexcept { return links.front().recorded_at; }
    /// The latest link recorded by an instant; null when the chain is not in force then.
    [[nodiscard]] const link* at(instant known) const noexcept;
};

struct history_content {
    std::string family;
    std::string document;             ///< the name the caller gave, for errors
    std::vector<chain> chains;        ///< by place: (first recorded_at, id)
    std::vector<std::string> persons; ///< sorted by bytes
    std::vector<std::string>
        items; ///< the texts that observations, plans and disputes name items by
    std::vector<std::pair<std::string, std::int32_t>>
        later_links; ///< ids of corrections and retractions with their chain, sorted by bytes
    bool texts_kept =
        false; ///< whether links keep what they tell people, and whom it is withheld from
};

/// The append-only records of one family. A cheap handle on checked content that never changes; copies share it, also
/// between threads.
class history {
  public:
    explicit history(std::shared_ptr<const history_content> content)
        : content_{std::move(content)} {}

    [[nodiscard]] const history_content& operator*() const noexcept { return *content_; }
    [[nodiscard]] const history_content* operator->() const noexcept { return content_.get(); }

    /// Index of a person who is introduced, or -1.
    [[nodiscard]] std::int32_t person_index(std::string_view id) const noexcept;

    /// The chain that a record belongs to, whichever of its links is named; -1 where no record has the id. O(records).
    [[nodiscard]] std::int32_t chain_index(std::string_view id) const noexcept;

  private:
    std::shared_ptr<const history_content> content_;
};

/// Reads a history document (`actueel.history/1`): every fault of semantics 2 and 10, in document order.
[[nodiscard]] result<history> try_parse_history(std::string_view text,
                                                std::string_view document = "history");
[[nodiscard]] history parse_history(std::string_view text, std::string_view document = "history");
[[nodiscard]] result<history> try_load_history(const std::string& path);
[[nodiscard]] history load_history(const std::string& path);

/// The same history as if some of its records (chains, by index) had been retracted the instant they were written: no
/// moment knows them. Indices of chains, persons and item texts stay what they were. O(records).
[[nodiscard]] history without(const history& family, std::span<const std::int32_t> records);

/// SHA-256 over the sorted, joined digests of all chains in force (semantics 6, provenance).
[[nodiscard]] std::string records_sha256(const history& family, instant known);

} // namespace actueel
