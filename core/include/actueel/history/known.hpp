// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/base/result.hpp>

#include <limits>
#include <string>
#include <string_view>

namespace actueel {

/// What was known when a question is asked: everything in the history, what was recorded by the end of the `as_of` day
/// (UTC), or what was recorded by an instant (semantics 2).
class known {
  public:
    [[nodiscard]] static constexpr known everything() noexcept {
        return known{kind::everything, {}};
    }
    [[nodiscard]] static constexpr known by_end_of_as_of() noexcept {
        return known{kind::as_of, {}};
    }
    [[nodiscard]] static constexpr known at(instant when) noexcept {
        return known{kind::instant, when};
    }

    /// The last instant whose records count, when asked about a day.
    [[nodiscard]] constexpr instant until(day as_of) const noexcept {
        switch (kind_) {
        case kind::as_of: return end_of(as_of);
        case kind::instant: return at_;
        default: return instant::from_microseconds(std::numeric_limits<std::int64_t>::max());
        }
    }
    friend constexpr bool operator==(const known&, const known&) noexcept = default;

    /// `everything`, `as_of`, or the instant.
    [[nodiscard]] friend std::string to_string(const known& k) {
        switch (k.kind_) {
        case kind::everything: return "everything";
        case kind::as_of: return "as_of";
        default: return actueel::to_string(k.at_);
        }
    }

  private:
    enum class kind { everything, as_of, instant };
    constexpr known(kind k, instant at) noexcept : kind_{k}, at_{at} {}
    kind kind_;
    instant at_;
};

/// Reads the texts that `to_string` writes, and any RFC 3339 instant.
[[nodiscard]] result<known> try_known_from(std::string_view text);

} // namespace actueel
