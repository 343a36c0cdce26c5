// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/day.hpp>
#include <actueel/base/result.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace actueel {

/// One number that somebody gave on a day; without a value, one that was asked for and not given.
struct rating {
    day on{};
    std::int32_t rater = 0; ///< index into the variances of the model
    std::optional<double> value{};
};

/// What several raters are taken to speak of.
enum class rater_lines : std::uint8_t {
    one, ///< all of them rate one and the same thing, without offsets of their own
    each ///< each has a line of its own; the lines rise and fall together, a constant distance apart that is estimated
};

/// What is held to be so before any rating, of each line by itself.
struct stated_start {
    day on{}; ///< not after the first rating
    double mean = 0;
    double variance = 0;
};

/// The local level model: a line that moves from day to day by chance, and ratings that lie around it by chance.
/// All variances are in squared units of the ratings, all disturbances normal and independent (Durbin & Koopman 2012,
/// *Time Series Analysis by State Space Methods*, chapter 2).
struct local_level {
    double drift = 0;            ///< the variance that one day adds to a line; it grows with days
    std::vector<double> noise{}; ///< by rater: the variance of one rating around the line
    rater_lines lines = rater_lines::one;
    std::optional<stated_start> start{}; ///< none: diffuse, nothing is held before the first rating
};

/// Where a line is estimated to be, and the variance of that estimate.
struct line_estimate {
    double mean = 0;
    double variance = 0;
};

/// The lines on one day; nothing where no rating says anything, which is never a zero.
struct development_day {
    day on{};
    std::vector<std::optional<line_estimate>>
        filtered{}; ///< by line, from ratings up to and including this day
    std::vector<std::optional<line_estimate>> smoothed{}; ///< by line, from all ratings
};

/// An estimate, never a measurement, and never part of a level.
struct development {
    std::vector<development_day>
        days{}; ///< every day with a rating, given or not, and every day asked for; ascending
    double log_likelihood = 0; ///< as `try_log_likelihood` gives it
    std::int32_t used = 0;     ///< ratings that have a value
};

inline constexpr double largest_rating = 1e9; ///< in either direction; variances up to its square
inline constexpr std::size_t most_lines = 256;
inline constexpr std::size_t most_line_entries =
    4'000'000; ///< (ratings + days asked for) x lines x lines

/// Filters and smooths ratings (Kalman; exact diffuse start by Durbin & Koopman 2012, sections 5.2, 5.3 and 6.4).
///
/// Ratings in any order: their order and the days asked for have no influence, not on a bit. Several on one day, by one
/// or several raters, each count; days without any only add variance. Without a stated start a line is unknown until
/// the first rating that speaks of it, which becomes its estimate with that rater's variance; smoothed, it reaches back
/// before that day. Days before a stated start are unknown. A rating without a value leaves its day and nothing else.
/// Errors, placed at `/ratings/N/...` or `/drift`, `/noise/N`, `/start/...`, all at once: `number_not_finite`,
/// `variance_negative`, `decimal_too_large`, `rater_unknown`, `day_impossible`, `start_too_late`, `list_empty` (no rater),
/// `too_many`; and alone `ratings_degenerate`, where variances of zero leave ratings no room to differ.
/// O(ratings x lines^2), the same memory; one line for `rater_lines::one`. Deterministic: no vector instruction, no
/// fused operation, a fixed order; only `log` is the platform's.
[[nodiscard]] result<development> try_develop(const local_level& model,
                                              std::span<const rating> ratings,
                                              std::span<const day> asked = {});
[[nodiscard]] development develop(const local_level& model, std::span<const rating> ratings,
                                  std::span<const day> asked = {});

/// The exact log-likelihood of the ratings with a value: normal densities of each given the earlier ones, the constants
/// included. With a diffuse start it is the diffuse log-likelihood: the rating that first speaks of a line adds
/// -log(2 pi)/2 alone. Zero without ratings. The errors of `try_develop`. O(ratings x lines^2), memory O(lines^2).
[[nodiscard]] result<double> try_log_likelihood(const local_level& model,
                                                std::span<const rating> ratings);
[[nodiscard]] double log_likelihood(const local_level& model, std::span<const rating> ratings);

} // namespace actueel
