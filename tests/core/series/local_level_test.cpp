// SPDX-License-Identifier: MPL-2.0
// local_level.hpp: repeated ratings as an estimated line. Order and days asked for change no bit; a day without ratings
// only adds variance; what no rating speaks of is unknown. Closed forms, and a dense solution on made-up ratings.
#include <actueel/series/local_level.hpp>

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>
#include <vector>

namespace actueel {
namespace {

constexpr double tight = 1e-12;
const double log_two_pi = std::log(2 * std::acos(-1.0));

day on(int number) { return day::from_number(700'000 + number); }
rating gave(int when, double value, int rater = 0) { return {on(when), rater, value}; }

double mean(const std::optional<line_estimate>& e) { return e.value().mean; }
double variance(const std::optional<line_estimate>& e) { return e.value().variance; }

TEST(LocalLevel, OneRatingIsTheEstimateWithItsOwnVariance) {
    const auto d = develop({.drift = 0.1, .noise = {2}}, std::vector{gave(0, 7)});
    ASSERT_EQ(d.days.size(), 1U);
    EXPECT_EQ(mean(d.days[0].filtered[0]), 7);
    EXPECT_EQ(variance(d.days[0].filtered[0]), 2);
    EXPECT_EQ(mean(d.days[0].smoothed[0]), 7);
    EXPECT_EQ(variance(d.days[0].smoothed[0]), 2);
    EXPECT_DOUBLE_EQ(d.log_likelihood, -log_two_pi / 2);
    EXPECT_EQ(d.used, 1);
}

TEST(LocalLevel, TwoRatersOnOneDayWeighByTheirPrecision) {
    const auto d = develop({.drift = 0.1, .noise = {1, 3}}, std::vector{gave(0, 4), gave(0, 8, 1)});
    EXPECT_NEAR(mean(d.days[0].filtered[0]), 5, tight);
    EXPECT_NEAR(variance(d.days[0].filtered[0]), 0.75, tight);
    EXPECT_NEAR(d.log_likelihood, -log_two_pi - 0.5 * (std::log(4.0) + 16.0 / 4), tight);
}

TEST(LocalLevel, EqualVariancesGiveTheMean) {
    const auto d = develop({.drift = 0, .noise = {2, 2, 2}},
                           std::vector{gave(0, 3), gave(0, 6, 1), gave(0, 9, 2)});
    EXPECT_NEAR(mean(d.days[0].filtered[0]), 6, tight);
    EXPECT_NEAR(variance(d.days[0].filtered[0]), 2.0 / 3, tight);
}

TEST(LocalLevel, WithoutDriftEveryDayHasTheWeightedMean) {
    const auto d =
        develop({.drift = 0, .noise = {1, 3}}, std::vector{gave(0, 4), gave(10, 8, 1), gave(40, 2)},
                std::vector{on(-5), on(99)});
    ASSERT_EQ(d.days.size(), 5U);
    for (const development_day& each : d.days) {
        EXPECT_NEAR(mean(each.smoothed[0]), (4 + 8 / 3.0 + 2) / (2 + 1 / 3.0), tight);
        EXPECT_NEAR(variance(each.smoothed[0]), 1 / (2 + 1 / 3.0), tight);
    }
}

TEST(LocalLevel, AfterAHugeGapTheNewRatingStandsAlmostAlone) {
    const auto d =
        develop({.drift = 1, .noise = {2}}, std::vector{gave(0, 9), gave(3'000'000 - 700'000, 1)});
    EXPECT_NEAR(mean(d.days[1].filtered[0]), 1, 1e-5);
    EXPECT_NEAR(variance(d.days[1].filtered[0]), 2, 1e-5);
}

TEST(LocalLevel, VarianceGrowsWithTheDaysWithoutRatings) {
    const auto d =
        develop({.drift = 0.5, .noise = {2}}, std::vector{gave(0, 6)}, std::vector{on(-4), on(10)});
    EXPECT_FALSE(d.days[0].filtered[0]) << "before the first rating nothing was known";
    EXPECT_NEAR(mean(d.days[0].smoothed[0]), 6, tight);
    EXPECT_NEAR(variance(d.days[0].smoothed[0]), 4, tight);
    EXPECT_NEAR(mean(d.days[2].filtered[0]), 6, tight);
    EXPECT_NEAR(variance(d.days[2].filtered[0]), 7, tight);
}

TEST(LocalLevel, AStatedStartCountsAsAnEarlierRating) {
    const local_level model{.drift = 0, .noise = {1}, .start = stated_start{on(0), 2, 3}};
    const auto d = develop(model, std::vector{gave(5, 6)}, std::vector{on(-1), on(0)});
    EXPECT_FALSE(d.days[0].smoothed[0]) << "nothing is held before the start";
    EXPECT_NEAR(mean(d.days[1].filtered[0]), 2, tight);
    EXPECT_NEAR(mean(d.days[1].smoothed[0]), 5, tight);
    EXPECT_NEAR(mean(d.days[2].filtered[0]), 5, tight);
    EXPECT_NEAR(variance(d.days[2].filtered[0]), 0.75, tight);
    EXPECT_NEAR(d.log_likelihood, -0.5 * (log_two_pi + std::log(4.0) + 16.0 / 4), tight);
}

TEST(LocalLevel, WithoutRatingsADiffuseLineIsUnknown) {
    const auto d = develop({.drift = 1, .noise = {1}}, {}, std::vector{on(3)});
    ASSERT_EQ(d.days.size(), 1U);
    EXPECT_FALSE(d.days[0].filtered[0]);
    EXPECT_FALSE(d.days[0].smoothed[0]);
    EXPECT_EQ(d.log_likelihood, 0);
}

TEST(LocalLevel, ARatingThatWasNotGivenLeavesItsDayAndNothingElse) {
    const local_level model{.drift = 0.3, .noise = {1}};
    const std::vector with{gave(0, 4), rating{on(7), 0, std::nullopt}, gave(20, 6)};
    const auto d = develop(model, with);
    const auto asked = develop(model, std::vector{gave(0, 4), gave(20, 6)}, std::vector{on(7)});
    ASSERT_EQ(d.days.size(), 3U);
    EXPECT_EQ(d.used, 2);
    EXPECT_EQ(d.log_likelihood, asked.log_likelihood);
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_EQ(mean(d.days[i].smoothed[0]), mean(asked.days[i].smoothed[0]));
        EXPECT_EQ(variance(d.days[i].smoothed[0]), variance(asked.days[i].smoothed[0]));
    }
}

TEST(LocalLevel, RatersWithLinesOfTheirOwnStayAConstantDistanceApart) {
    const auto d = develop({.drift = 0.2, .noise = {1, 1}, .lines = rater_lines::each},
                           std::vector{gave(0, 8), gave(0, 3, 1), gave(30, 6), gave(30, 1, 1)});
    for (const development_day& each : d.days) {
        EXPECT_NEAR(mean(each.smoothed[0]) - mean(each.smoothed[1]), 5, tight);
    }
    EXPECT_LT(mean(d.days[1].smoothed[0]), mean(d.days[0].smoothed[0]));
}

TEST(LocalLevel, ARaterWhoNeverRatedHasNoLine) {
    const auto d = develop({.drift = 0.2, .noise = {1, 1}, .lines = rater_lines::each},
                           std::vector{gave(0, 8)});
    EXPECT_TRUE(d.days[0].filtered[0]);
    EXPECT_FALSE(d.days[0].filtered[1]);
    EXPECT_FALSE(d.days[0].smoothed[1]);
}

// ---- a dense solution: y = C c + W + e, with c flat and cov(W(s), W(t)) = drift x min(s, t)

using table = std::vector<std::vector<double>>;

/// Solves a x = b in place for each row of b; returns log |det a|.
double solve(table a, table& b) {
    const std::size_t n = a.size();
    double log_det = 0;
    for (std::size_t i = 0; i < n; ++i) {
        std::size_t pivot = i;
        for (std::size_t r = i; r < n; ++r) {
            if (std::abs(a[r][i]) > std::abs(a[pivot][i])) { pivot = r; }
        }
        std::swap(a[i], a[pivot]);
        for (auto& x : b) { std::swap(x[i], x[pivot]); }
        log_det += std::log(std::abs(a[i][i]));
        for (std::size_t r = i + 1; r < n; ++r) {
            const double f = a[r][i] / a[i][i];
            for (std::size_t c = i; c < n; ++c) { a[r][c] -= f * a[i][c]; }
            for (auto& x : b) { x[r] -= f * x[i]; }
        }
    }
    for (auto& x : b) {
        for (std::size_t i = n; i-- > 0;) {
            for (std::size_t c = i + 1; c < n; ++c) { x[i] -= a[i][c] * x[c]; }
            x[i] /= a[i][i];
        }
    }
    return log_det;
}
double dot(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) { sum += a[i] * b[i]; }
    return sum;
}

struct dense {
    table columns; ///< of C, then y
    table solved;  ///< V^-1 of these
    table normal;  ///< C' V^-1 C
    double log_det_v = 0;
    std::vector<double> c; ///< estimated

    dense(const local_level& model, const std::vector<rating>& ratings, std::size_t lines) {
        const std::size_t n = ratings.size();
        table v(n, std::vector<double>(n));
        columns.assign(lines + 1, std::vector<double>(n));
        for (std::size_t i = 0; i < n; ++i) {
            const auto rater = static_cast<std::size_t>(ratings[i].rater);
            for (std::size_t k = 0; k < n; ++k) {
                v[i][k] = model.drift * (std::min(ratings[i].on, ratings[k].on) - on(0));
            }
            v[i][i] += model.noise[rater];
            columns[lines == 1 ? 0 : rater][i] = 1;
            columns[lines][i] = *ratings[i].value;
        }
        covariance = v;
        solved = columns;
        log_det_v = solve(v, solved);
        normal.assign(lines, std::vector<double>(lines));
        c.resize(lines);
        for (std::size_t a = 0; a < lines; ++a) {
            for (std::size_t b = 0; b < lines; ++b) { normal[a][b] = dot(columns[a], solved[b]); }
            c[a] = dot(columns[a], solved[lines]);
        }
        table one{c};
        log_det_normal = solve(normal, one);
        c = one[0];
        double fitted = dot(columns[lines], solved[lines]);
        for (std::size_t a = 0; a < lines; ++a) { fitted -= c[a] * dot(columns[lines], solved[a]); }
        log_likelihood =
            -0.5 * (static_cast<double>(n) * log_two_pi + log_det_v + log_det_normal + fitted);
    }
    line_estimate at(const local_level& model, const std::vector<rating>& ratings, day d,
                     std::size_t line) const {
        const std::size_t lines = c.size();
        std::vector<double> k(ratings.size());
        for (std::size_t i = 0; i < k.size(); ++i) {
            k[i] = model.drift * (std::min(ratings[i].on, d) - on(0));
        }
        table vk{k};
        solve(covariance, vk);
        double m = c[line] + dot(k, solved[lines]);
        std::vector<double> rest(lines);
        for (std::size_t a = 0; a < lines; ++a) {
            m -= c[a] * dot(k, solved[a]);
            rest[a] = (a == line ? 1 : 0) - dot(columns[a], vk[0]);
        }
        table back{rest};
        solve(normal, back);
        return {m, model.drift * (d - on(0)) - dot(k, vk[0]) + dot(rest, back[0])};
    }

    table covariance;
    double log_det_normal = 0;
    double log_likelihood = 0;
};

TEST(LocalLevelProperty, FilterSmootherAndLikelihoodEqualTheDenseSolution) {
    for (unsigned seed = 1; seed <= 60; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
        local_level model{.drift = 0.01 * below(20),
                          .lines = seed % 2 == 0 ? rater_lines::each : rater_lines::one};
        const int raters = 1 + below(3);
        for (int r = 0; r < raters; ++r) { model.noise.push_back(0.2 + 0.3 * below(9)); }
        std::vector<rating> ratings;
        for (int i = 0; i < 4 + below(14); ++i) {
            ratings.push_back(
                gave(i == 0 ? 0 : below(200), below(11), below(static_cast<unsigned>(raters))));
        }
        std::stable_sort(ratings.begin(), ratings.end(),
                         [](const rating& a, const rating& b) { return a.on < b.on; });
        const std::vector asked{on(3), on(77), on(230)};
        const auto d = develop(model, ratings, asked);
        std::vector<char> rated(static_cast<std::size_t>(raters));
        for (const rating& each : ratings) { rated[static_cast<std::size_t>(each.rater)] = 1; }
        if (model.lines == rater_lines::each && std::count(rated.begin(), rated.end(), 0) > 0) {
            continue;
        }
        const std::size_t lines = model.lines == rater_lines::one ? 1 : model.noise.size();
        const dense all{model, ratings, lines};
        EXPECT_NEAR(d.log_likelihood, all.log_likelihood, 1e-9);
        EXPECT_EQ(d.log_likelihood, log_likelihood(model, ratings));
        for (const development_day& each : d.days) {
            std::vector<rating> until = ratings;
            until.erase(std::remove_if(until.begin(), until.end(),
                                       [&](const rating& r) { return r.on > each.on; }),
                        until.end());
            for (std::size_t j = 0; j < lines; ++j) {
                const auto smooth = all.at(model, ratings, each.on, j);
                EXPECT_NEAR(mean(each.smoothed[j]), smooth.mean, 1e-9);
                EXPECT_NEAR(variance(each.smoothed[j]), smooth.variance, 1e-9);
                if (lines > 1 || !each.filtered[j]) { continue; }
                const auto filtered = dense{model, until, 1}.at(model, until, each.on, j);
                EXPECT_NEAR(mean(each.filtered[j]), filtered.mean, 1e-9);
                EXPECT_NEAR(variance(each.filtered[j]), filtered.variance, 1e-9);
            }
        }
    }
}

TEST(LocalLevelProperty, OrderAndDaysAskedForChangeNoBit) {
    for (unsigned seed = 1; seed <= 20; ++seed) {
        SCOPED_TRACE("seed " + std::to_string(seed));
        std::mt19937 random{seed};
        std::vector<rating> ratings;
        for (int i = 0; i < 25; ++i) {
            ratings.push_back(gave(static_cast<int>(random() % 40),
                                   static_cast<double>(random() % 11),
                                   static_cast<int>(random() % 3)));
        }
        const local_level model{
            .drift = 0.07, .noise = {0.4, 1.1, 2.3}, .lines = rater_lines::each};
        const auto once = develop(model, ratings);
        std::shuffle(ratings.begin(), ratings.end(), random);
        std::vector<day> asked;
        for (int i = -9; i < 60; ++i) { asked.push_back(on(i)); }
        const auto again = develop(model, ratings, asked);
        EXPECT_EQ(once.log_likelihood, again.log_likelihood);
        for (const development_day& each : once.days) {
            const auto same =
                std::find_if(again.days.begin(), again.days.end(),
                             [&](const development_day& d) { return d.on == each.on; });
            for (std::size_t j = 0; j < 3; ++j) {
                EXPECT_EQ(mean(each.smoothed[j]), mean(same->smoothed[j]));
                EXPECT_EQ(variance(each.smoothed[j]), variance(same->smoothed[j]));
                EXPECT_EQ(each.filtered[j].has_value(), same->filtered[j].has_value());
                if (each.filtered[j]) {
                    EXPECT_EQ(mean(each.filtered[j]), mean(same->filtered[j]));
                }
            }
        }
    }
}

// ---- what is refused

std::string refused(const local_level& model, const std::vector<rating>& ratings,
                    const std::vector<day>& asked = {}) {
    std::string out;
    const auto d = try_develop(model, ratings, asked);
    if (d) { return out; }
    for (const problem& each : d.error().problems()) {
        out += (out.empty() ? "" : ", ") + std::string{to_string(each.code)} + " " + each.place;
    }
    return out;
}

TEST(LocalLevel, EveryFaultIsToldAtOnceWithItsPlace) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    const double infinite = std::numeric_limits<double>::infinity();
    EXPECT_EQ(
        refused({.drift = -1, .noise = {nan, 1}},
                {gave(0, nan), gave(0, infinite, 7), gave(1, 2e9, -1)}),
        "variance_negative /drift, number_not_finite /noise/0, number_not_finite /ratings/0/value, "
        "rater_unknown /ratings/1/rater, number_not_finite /ratings/1/value, "
        "rater_unknown /ratings/2/rater, decimal_too_large /ratings/2/value");
    EXPECT_EQ(refused({.drift = 1, .noise = {}}, {}), "list_empty /noise");
    EXPECT_EQ(refused({.drift = infinite, .noise = {2e18}}, {}),
              "number_not_finite /drift, decimal_too_large /noise/0");
    EXPECT_EQ(
        refused({.drift = 1, .noise = {1}}, {rating{day::never(), 0, 1.0}}, {day::from_number(-1)}),
        "day_impossible /ratings/0/on, day_impossible /asked/0");
    EXPECT_EQ(
        refused({.drift = 1, .noise = {1}, .start = stated_start{on(5), nan, -1}}, {gave(4, 1)}),
        "number_not_finite /start/mean, variance_negative /start/variance, start_too_late "
        "/ratings/0/on");
}

TEST(LocalLevel, VariancesThatLeaveNoRoomAreRefusedAtTheRating) {
    EXPECT_EQ(refused({.drift = 0, .noise = {0}}, {gave(3, 5), gave(0, 5)}),
              "ratings_degenerate /ratings/0");
    EXPECT_EQ(refused({.drift = 1, .noise = {0}}, {gave(0, 5), gave(3, 6)}), "")
        << "the line may have moved";
    const auto d = develop({.drift = 1, .noise = {0}}, std::vector{gave(0, 5), gave(3, 6)});
    EXPECT_EQ(mean(d.days[0].smoothed[0]), 5);
    EXPECT_EQ(variance(d.days[0].smoothed[0]), 0);
}

TEST(LocalLevel, MoreThanFitsIsRefusedBeforeAnythingIsDone) {
    EXPECT_EQ(refused({.drift = 1,
                       .noise = std::vector<double>(most_lines + 1, 1.0),
                       .lines = rater_lines::each},
                      {}),
              "too_many ");
    const std::vector<rating> many(most_line_entries + 1, gave(0, 1));
    EXPECT_EQ(refused({.drift = 1, .noise = {1}}, many), "too_many ");
    const std::vector<rating> fits(10'000, gave(0, 1));
    EXPECT_EQ(refused({.drift = 1, .noise = {1}}, fits), "");
}

} // namespace
} // namespace actueel
