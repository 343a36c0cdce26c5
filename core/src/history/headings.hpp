// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/document_reader.hpp>
#include <actueel/history/record.hpp>

#include <map>
#include <unordered_map>

namespace actueel::detail {

enum class link_type : std::uint8_t { first, correction, retraction };

/// What the first pass learns of each record, before anything refers to it.
struct heading {
    std::string id{};
    link_type type{};
    std::int32_t content_type =
        -1; ///< index into `record_type_names`; of a correction, its chain's
    std::optional<instant> recorded_at{};
    std::int32_t target = -1;    ///< of a correction or retraction: index of the record
    std::int32_t successor = -1; ///< the correction or retraction that follows
    std::int32_t root = -1;      ///< first record of the chain; -1 while unknown or faulty
    std::int32_t chain = -1;     ///< of a first record: its index by place
    std::int32_t depth = 0;      ///< links before it in its chain
};

inline constexpr auto type_names = [] {
    std::array<std::string_view, record_type_names.size() + 2> all{};
    std::copy(record_type_names.begin(), record_type_names.end(), all.begin());
    all[record_type_names.size()] = "correction";
    all[record_type_names.size() + 1] = "retraction";
    return all;
}();

constexpr std::int32_t type_index(std::string_view name) {
    for (std::size_t i = 0; i < record_type_names.size(); ++i) {
        if (record_type_names[i] == name) { return static_cast<std::int32_t>(i); }
    }
    return -1;
}

/// What must be known of all records before any content can be checked: ids and instants, which record corrects which, and
/// when each person was introduced. Read in three passes over the document, which must outlive it.
class record_headings {
  public:
    explicit record_headings(const std::vector<cursor>& elements);
    record_headings(const record_headings&) = delete;
    record_headings& operator=(const record_headings&) = delete;

    [[nodiscard]] heading& at(std::int32_t record) {
        return all_[static_cast<std::size_t>(record)];
    }
    [[nodiscard]] const heading& at(std::int32_t record) const {
        return all_[static_cast<std::size_t>(record)];
    }
    [[nodiscard]] std::int32_t size() const noexcept {
        return static_cast<std::int32_t>(all_.size());
    }
    /// The record of an id; null where there is none.
    [[nodiscard]] const heading* find(std::string_view id) const {
        const auto found = by_id_.find(id);
        return found == by_id_.end() ? nullptr : &at(found->second);
    }
    /// When each person was first recorded, by id.
    [[nodiscard]] const std::map<std::string_view, instant>& introduced() const noexcept {
        return introduced_;
    }

  private:
    void read_headings(const std::vector<cursor>& elements);
    void link_chains(const std::vector<cursor>& elements);
    void introduce(std::string_view id, instant when);
    void introduce_persons(const std::vector<cursor>& elements);

    std::vector<heading> all_{};
    std::unordered_map<std::string_view, std::int32_t> by_id_{}; ///< views of the ids in `all_`
    std::map<std::string_view, instant> introduced_{};           ///< views of the document
};

} // namespace actueel::detail
