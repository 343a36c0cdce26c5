// SPDX-License-Identifier: MPL-2.0
// The filter takes ratings one by one (univariate treatment, Durbin & Koopman 2012, section 6.4). A line's disturbance is
// shared by all lines, so the transition is the identity and a gap of n days adds n x drift to every entry of the
// variance. State: the lines themselves. A rater's first rating is then the one and only observation that resolves its
// line, F_inf = 1 exactly, and which rating that is follows from counting: no tolerance decides it.
#include <actueel/series/local_level.hpp>

// One input has one answer: the order of Eigen's sums must not depend on the width of this machine's registers.
#define EIGEN_DONT_VECTORIZE
#define EIGEN_MPL2_ONLY
#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <string>
#include <utility>

namespace actueel {
namespace {

using vector = Eigen::VectorXd;
using matrix = Eigen::MatrixXd;
using index = Eigen::Index;

// ---- what is refused

class checker {
  public:
    void number(const std::string& place, double value) {
        if (!std::isfinite(value)) {
            add(error_code::number_not_finite, place, "no finite number", "a number",
                "leave the value out where nobody gave one");
        } else if (std::abs(value) > largest_rating) {
            add(error_code::decimal_too_large, place, "a number beyond 10^9",
                "a number between -10^9 and 10^9", "use a larger unit");
        }
    }
    void variance(const std::string& place, double value) {
        if (!std::isfinite(value)) {
            add(error_code::number_not_finite, place, "no finite number", "a variance",
                "give a number, zero or more");
        } else if (value < 0) {
            add(error_code::variance_negative, place, "a variance below zero", "zero or more",
                "give the square of a standard deviation");
        } else if (value > largest_rating * largest_rating) {
            add(error_code::decimal_too_large, place, "a variance beyond 10^18", "at most 10^18",
                "use a larger unit");
        }
    }
    void day_exists(const std::string& place, day on) {
        if (on.is_never() || on < day{}) {
            add(error_code::day_impossible, place, "no calendar day", "a day that exists",
                "give the day that was meant");
        }
    }
    void add(error_code code, const std::string& place, std::string found, std::string expected,
             std::string remedy) {
        if (problems_.size() < 100) {
            problems_.push_back({code, "the ratings", place, std::move(found), std::move(expected),
                                 std::move(remedy), ""});
        }
    }
    [[nodiscard]] const std::vector<problem>& problems() const noexcept { return problems_; }

  private:
    std::vector<problem> problems_{};
};

std::vector<problem> faults(const local_level& model, std::span<const rating> ratings,
                            std::span<const day> asked) {
    checker check;
    const std::size_t lines = model.lines == rater_lines::one ? 1 : model.noise.size();
    if (model.noise.empty()) {
        check.add(error_code::list_empty, "/noise", "no rater", "a variance for each rater",
                  "give at least one");
    }
    check.variance("/drift", model.drift);
    for (std::size_t r = 0; r < model.noise.size(); ++r) {
        check.variance("/noise/" + std::to_string(r), model.noise[r]);
    }
    if (model.start) {
        check.day_exists("/start/on", model.start->on);
        check.number("/start/mean", model.start->mean);
        check.variance("/start/variance", model.start->variance);
    }
    if (lines > most_lines || (ratings.size() + asked.size()) * lines * lines > most_line_entries) {
        check.add(error_code::too_many, "", "more ratings, days and lines than fit",
                  "at most 256 lines, and 4,000,000 (ratings + days) x lines x lines",
                  "ask about fewer days, or about fewer raters at once");
        return check.problems();
    }
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        const rating& one = ratings[i];
        const std::string place = "/ratings/" + std::to_string(i);
        check.day_exists(place + "/on", one.on);
        if (one.rater < 0 || static_cast<std::size_t>(one.rater) >= model.noise.size()) {
            check.add(error_code::rater_unknown, place + "/rater", std::to_string(one.rater),
                      "0 to " + std::to_string(model.noise.size()) + ", not included",
                      "give the model a variance for each rater");
        }
        if (one.value) { check.number(place + "/value", *one.value); }
        if (one.value && model.start && one.on < model.start->on) {
            check.add(error_code::start_too_late, place + "/on", to_string(one.on),
                      "a day not before the stated start, " + to_string(model.start->on),
                      "let the start lie before the first rating, or leave it out");
        }
    }
    for (std::size_t i = 0; i < asked.size(); ++i) {
        check.day_exists("/asked/" + std::to_string(i), asked[i]);
    }
    return check.problems();
}

// ---- the filter

/// Ratings with a value by (day, rater, value), with where each was given: no order of the input can be seen.
struct placed {
    rating given{};
    std::size_t at = 0;
};
std::vector<placed> in_order(std::span<const rating> ratings) {
    std::vector<placed> out;
    for (std::size_t i = 0; i < ratings.size(); ++i) {
        if (ratings[i].value) { out.push_back({ratings[i], i}); }
    }
    std::sort(out.begin(), out.end(), [](const placed& a, const placed& b) {
        if (a.given.on != b.given.on) { return a.given.on < b.given.on; }
        if (a.given.rater != b.given.rater) { return a.given.rater < b.given.rater; }
        if (*a.given.value != *b.given.value) { return *a.given.value < *b.given.value; }
        return a.at < b.at;
    });
    return out;
}

/// The lines after some ratings: mean, variance (its finite part), and which of them no rating has spoken of yet.
struct state {
    day on{};
    vector mean;
    matrix variance;
    std::vector<char> unknown;
};

/// What one rating did, as the smoother needs it.
struct step {
    index line = 0;
    bool first = false; ///< it resolved an unknown line
    double residual = 0;
    double variance = 0; ///< of the residual; of its finite part where `first`
    vector gain;         ///< K; where `first`, K1 = M - K0 F, with K0 the unit vector
};

class filter {
  public:
    explicit filter(const local_level& model)
        : model_{model}, lines_{model.lines == rater_lines::one
                                    ? 1
                                    : static_cast<index>(model.noise.size())} {
        now_.mean = vector::Zero(lines_);
        now_.variance = matrix::Zero(lines_, lines_);
        now_.unknown.assign(static_cast<std::size_t>(lines_), model.start ? 0 : 1);
        if (model.start) {
            begun_ = true;
            now_.on = model.start->on;
            now_.mean.setConstant(model.start->mean);
            now_.variance.diagonal().setConstant(model.start->variance);
            largest_ = model.start->variance;
        }
    }

    [[nodiscard]] index lines() const noexcept { return lines_; }
    [[nodiscard]] bool begun() const noexcept { return begun_; }
    [[nodiscard]] const state& now() const noexcept { return now_; }

    /// The state on a day that is not before the present one.
    [[nodiscard]] state on(day d) const {
        state out = now_;
        out.variance.array() += model_.drift * static_cast<double>(d - now_.on);
        out.on = d;
        return out;
    }

    /// Takes the next rating; false where its variance is nothing, so that it could not have differed.
    [[nodiscard]] bool take(const rating& one, step& did) {
        if (!begun_) { now_.on = one.on; }
        begun_ = true;
        if (one.on > now_.on) { now_ = on(one.on); }
        const double noise = model_.noise[static_cast<std::size_t>(one.rater)];
        const index line = model_.lines == rater_lines::one ? 0 : one.rater;
        largest_ = std::max({largest_, noise, now_.variance.diagonal().maxCoeff()});
        did.line = line;
        did.residual = *one.value - now_.mean[line];
        did.gain = now_.variance.col(line);
        did.variance = did.gain[line] + noise;
        did.first = now_.unknown[static_cast<std::size_t>(line)] != 0;
        matrix& p = now_.variance;
        if (did.first) {
            // K0 is the unit vector of the line, so K0 K0' F - M K0' - K0 M' empties its row and column but for noise.
            now_.unknown[static_cast<std::size_t>(line)] = 0;
            now_.mean[line] = *one.value;
            p.row(line).setZero();
            p.col(line).setZero();
            p(line, line) = noise;
            did.gain[line] -= did.variance;
            log_likelihood_ -= half_log_two_pi;
            return true;
        }
        if (!(did.variance > rounding * largest_)) { return false; }
        const double surprise = did.residual * (did.residual / did.variance);
        if (!std::isfinite(surprise)) { return false; }
        const vector m = did.gain;
        did.gain = m / did.variance;
        now_.mean += did.gain * did.residual;
        p -= m.lazyProduct(m.transpose()) / did.variance; // symmetric to the bit
        // Row and column of the line without the cancellation: P - P^2/F = P h/F.
        p.col(line) = m * (noise / did.variance);
        p.row(line) = p.col(line).transpose();
        log_likelihood_ -= half_log_two_pi + 0.5 * (std::log(did.variance) + surprise);
        return true;
    }

    [[nodiscard]] double log_likelihood() const noexcept { return log_likelihood_; }

  private:
    static constexpr double half_log_two_pi = 0.91893853320467274178032973640562;
    static constexpr double rounding = 1e-13;

    const local_level& model_;
    index lines_ = 1;
    state now_{};
    bool begun_ = false;
    double largest_ = 0; ///< the largest variance so far: what rounding is measured against
    double log_likelihood_ = 0;
};

problem degenerate(const rating& one, std::size_t at) {
    return {error_code::ratings_degenerate,
            "the ratings",
            "/ratings/" + std::to_string(at),
            "a rating on " + to_string(one.on) + " that the variances leave no room",
            "variances under which ratings can differ",
            "give this rater a noise above zero",
            ""};
}

// ---- the smoother

/// What the ratings after a day say of the lines on it: r and N of Durbin & Koopman 2012, section 5.3, with the parts
/// that belong to lines still unknown on that day. With gaps of any length they stay as they are.
struct later {
    vector r0, r1;
    matrix n0, n1, n2;

    explicit later(index lines)
        : r0{vector::Zero(lines)}, r1{vector::Zero(lines)}, n0{matrix::Zero(lines, lines)},
          n1{matrix::Zero(lines, lines)}, n2{matrix::Zero(lines, lines)} {}

    /// Goes back over one rating. L = I - K e_j' for the line j that it was of: only row and column j change.
    void undo(const step& did) {
        const index j = did.line;
        if (did.first) {
            undo_first(did);
            return;
        }
        r0[j] += did.residual / did.variance - dot(did.gain, r0);
        const vector u = times(n0, did.gain);
        const double c = dot(did.gain, u);
        n0.row(j) -= u.transpose();
        n0.col(j) -= u;
        n0(j, j) += c + 1 / did.variance;
        n1.col(j) -= times(n1, did.gain);
    }

    /// The estimate of a line from what was known by the end of a day and what came after it.
    [[nodiscard]] line_estimate of(const state& known, index j) const {
        const vector p = known.variance.col(j);
        const bool unknown = known.unknown[static_cast<std::size_t>(j)] != 0;
        line_estimate out{known.mean[j] + dot(p, r0), p[j] - dot(p, times(n0, p))};
        if (unknown) {
            out.mean += r1[j];
            const vector row = n1.row(j).transpose();
            out.variance -= 2 * dot(row, p) + n2(j, j);
        }
        out.variance = std::max(out.variance, 0.0);
        return out;
    }

  private:
    static double dot(const vector& a, const vector& b) {
        double sum = 0;
        for (index i = 0; i < a.size(); ++i) { sum += a[i] * b[i]; }
        return sum;
    }
    static vector times(const matrix& n, const vector& x) { return n.lazyProduct(x); }

    /// L0 = I - e_j e_j' and L1 = -K1 e_j'. Row j of N1 and all of j in N2 are empty still: they fill at first ratings
    /// only, and those undone before were of other lines.
    void undo_first(const step& did) {
        const index j = did.line;
        const vector& k1 = did.gain;
        const vector u0 = times(n0, k1);
        const vector u1 = times(n1, k1);
        // N2, which needs N1 and N0 of after the rating: L0' N1 L1 = -(N1 K1) e_j', and its mirror.
        n2.col(j) -= u1;
        n2.row(j) -= u1.transpose();
        n2(j, j) += dot(k1, u0) - did.variance;
        // N1: L0' N1 L0 + L1' N0 L0, of which the latter is -e_j (N0 K1)' without column j.
        n1.col(j).setZero();
        n1.row(j) = -u0.transpose();
        n1(j, j) = 1;
        n0.row(j).setZero();
        n0.col(j).setZero();
        r1[j] = did.residual - dot(k1, r0);
        r0[j] = 0;
    }
};

std::vector<day> days_of(std::span<const rating> ratings, std::span<const day> asked) {
    std::vector<day> out{asked.begin(), asked.end()};
    for (const rating& one : ratings) { out.push_back(one.on); }
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

} // namespace

result<development> try_develop(const local_level& model, std::span<const rating> ratings,
                                std::span<const day> asked) {
    if (auto wrong = faults(model, ratings, asked); !wrong.empty()) {
        return error{std::move(wrong)};
    }
    const std::vector<placed> taken = in_order(ratings);
    const std::vector<day> days = days_of(ratings, asked);
    filter forward{model};
    const auto lines = static_cast<std::size_t>(forward.lines());

    // Forward: the state at the end of each day, and how many ratings were taken by then.
    std::vector<step> steps(taken.size());
    std::vector<std::optional<state>> known(days.size());
    std::vector<std::size_t> count(days.size());
    development out{std::vector<development_day>(days.size()), 0,
                    static_cast<std::int32_t>(taken.size())};
    std::size_t next = 0;
    for (std::size_t d = 0; d < days.size(); ++d) {
        for (; next < taken.size() && taken[next].given.on <= days[d]; ++next) {
            if (!forward.take(taken[next].given, steps[next])) {
                return error{degenerate(taken[next].given, taken[next].at)};
            }
        }
        count[d] = next;
        development_day& told = out.days[d];
        told.on = days[d];
        told.filtered.resize(lines);
        told.smoothed.resize(lines);
        if (!forward.begun() || days[d] < forward.now().on) { continue; }
        known[d] = forward.on(days[d]);
        for (std::size_t j = 0; j < lines; ++j) {
            if (known[d]->unknown[j] != 0) { continue; }
            const auto line = static_cast<index>(j);
            told.filtered[j] = {known[d]->mean[line], known[d]->variance(line, line)};
        }
    }
    out.log_likelihood = forward.log_likelihood();

    // Backward: what came after each day is added to what was known on it.
    later after{forward.lines()};
    std::size_t undone = taken.size();
    std::optional<std::size_t> first_known;
    for (std::size_t d = days.size(); d-- > 0;) {
        for (; undone > count[d]; --undone) { after.undo(steps[undone - 1]); }
        if (!known[d]) { continue; }
        first_known = d;
        for (std::size_t j = 0; j < lines; ++j) {
            if (forward.now().unknown[j] == 0) {
                out.days[d].smoothed[j] = after.of(*known[d], static_cast<index>(j));
            }
        }
    }
    if (model.start || !first_known) { return out; }
    // Before the first rating of all, a diffuse line can only have drifted to where it was then.
    const development_day& first = out.days[*first_known];
    for (std::size_t d = 0; d < *first_known; ++d) {
        for (std::size_t j = 0; j < lines; ++j) {
            out.days[d].smoothed[j] = first.smoothed[j];
            if (auto& back = out.days[d].smoothed[j]) {
                back->variance += model.drift * static_cast<double>(first.on - days[d]);
            }
        }
    }
    return out;
}

development develop(const local_level& model, std::span<const rating> ratings,
                    std::span<const day> asked) {
    return try_develop(model, ratings, asked).value();
}

result<double> try_log_likelihood(const local_level& model, std::span<const rating> ratings) {
    if (auto wrong = faults(model, ratings, {}); !wrong.empty()) { return error{std::move(wrong)}; }
    filter forward{model};
    step unused;
    for (const placed& one : in_order(ratings)) {
        if (!forward.take(one.given, unused)) { return error{degenerate(one.given, one.at)}; }
    }
    return forward.log_likelihood();
}

double log_likelihood(const local_level& model, std::span<const rating> ratings) {
    return try_log_likelihood(model, ratings).value();
}

} // namespace actueel
