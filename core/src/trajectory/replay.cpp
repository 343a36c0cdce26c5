// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/replay.hpp>

#include "write.hpp"

#include <algorithm>
#include <map>

namespace actueel {
namespace {

/// A digest in lower case; nothing where what was written is none.
std::optional<std::string> digest_of(std::string_view written) {
    std::string out{written};
    for (char& c : out) {
        if (c >= 'A' && c <= 'F') { c = static_cast<char>(c - 'A' + 'a'); }
        if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) { return std::nullopt; }
    }
    return out.size() == 64 ? std::optional{out} : std::nullopt;
}

likeness likeness_of(const sign_off_content& then, const instrument& today) {
    if (const auto stated = digest_of(then.instrument_sha256)) {
        return *stated == today->sha256 ? likeness::same : likeness::differs;
    }
    const bool other = !then.version.empty() && then.version != today->version;
    return other ? likeness::differs : likeness::not_stated;
}

const sign_off_content* sign_off_of(const chain& c) {
    return std::get_if<sign_off_content>(&c.links.back().content);
}

/// The digest of what was known then. What was signed in the very instant up to which records were known cannot have held
/// itself: sign-offs of that instant are left out where that is what was signed.
std::string digest_then(const history& family, std::int32_t record, instant known_at,
                        const std::optional<std::string>& stated) {
    std::string all = records_sha256(family, known_at);
    const instant signed_at = family->chains[static_cast<std::size_t>(record)].recorded_at();
    if (known_at != signed_at || all == stated) { return all; }
    std::vector<std::int32_t> together;
    for (std::size_t c = 0; c < family->chains.size(); ++c) {
        if (sign_off_of(family->chains[c]) != nullptr &&
            family->chains[c].recorded_at() == signed_at) {
            together.push_back(static_cast<std::int32_t>(c));
        }
    }
    return records_sha256(without(family, together), known_at);
}

std::vector<replay_reason> reasons(const replayed_sign_off& one) {
    std::vector<replay_reason> out;
    if (one.instrument_is == likeness::differs) { out.push_back(replay_reason::instrument); }
    if (one.records_are == likeness::differs) { out.push_back(replay_reason::records); }
    if (!out.empty()) { return out; }
    const bool all_same = one.instrument_is == likeness::same && one.records_are == likeness::same;
    out.push_back(all_same ? replay_reason::library : replay_reason::untold);
    return out;
}

class replayer {
  public:
    replayer(const history& family, std::span<const instrument> instruments)
        : family_{family}, instruments_{instruments} {}

    replay run() {
        replay out{family_, {}};
        for (std::size_t c = 0; c < family_->chains.size(); ++c) {
            if (sign_off_of(family_->chains[c]) != nullptr) {
                out.sign_offs.push_back(again(static_cast<std::int32_t>(c)));
            }
        }
        return out;
    }

  private:
    replayed_sign_off again(std::int32_t record) {
        replayed_sign_off one;
        one.record = record;
        one.content = sign_off_of(family_->chains[static_cast<std::size_t>(record)]);
        one.known_at = known_when_signed(family_, record);
        const auto stated = digest_of(one.content->records_sha256);
        one.records_sha256 = digest_then(family_, record, one.known_at, stated);
        if (stated) {
            one.records_are = *stated == one.records_sha256 ? likeness::same : likeness::differs;
        }
        const std::int32_t index = instrument_signed(*one.content, instruments_);
        if (index < 0) {
            one.outcome = replay_outcome::no_instrument;
            return one;
        }
        one.asked = instruments_[static_cast<std::size_t>(index)];
        one.instrument_is = likeness_of(*one.content, *one.asked);
        ask(one, index);
        return one;
    }

    void ask(replayed_sign_off& one, std::int32_t index) {
        const auto& read = reading_of(index);
        const auto answer = read ? try_assess(*read, signed_moment(family_, one.record))
                                 : result<assessment>{read.error()};
        if (!answer) {
            one.outcome = replay_outcome::refused;
            one.refusal = answer.error().problems().front();
            one.why = reasons(one);
            return;
        }
        one.level = answer->final;
        const level_range then{one.content->low, one.content->high};
        if (!then.has_levels()) {
            one.outcome = replay_outcome::no_level;
        } else if (then == *one.level) {
            one.outcome = replay_outcome::same;
        } else {
            one.outcome = replay_outcome::differs;
            one.why = reasons(one);
        }
    }

    const result<reading>& reading_of(std::int32_t index) {
        auto found = readings_.find(index);
        if (found == readings_.end()) {
            found = readings_
                        .emplace(index,
                                 try_read(instruments_[static_cast<std::size_t>(index)], family_))
                        .first;
        }
        return found->second;
    }

    const history& family_;
    std::span<const instrument> instruments_;
    std::map<std::int32_t, result<reading>> readings_{}; ///< by instrument, read once
};

} // namespace

bool replayed_sign_off::reproduced() const noexcept {
    if (outcome == replay_outcome::same) { return records_are != likeness::differs; }
    return outcome == replay_outcome::no_level && instrument_is == likeness::same &&
           records_are == likeness::same;
}

bool replay::in_force(const replayed_sign_off& one) const noexcept {
    return !family->chains[static_cast<std::size_t>(one.record)].retracted_at;
}

bool replay::reproduced() const noexcept {
    return std::all_of(sign_offs.begin(), sign_offs.end(), [this](const replayed_sign_off& one) {
        return !in_force(one) || one.reproduced();
    });
}

instant known_when_signed(const history& family, std::int32_t sign_off) {
    const chain& one = family->chains[static_cast<std::size_t>(sign_off)];
    return sign_off_of(one)->known_at.value_or(one.recorded_at());
}

moment signed_moment(const history& family, std::int32_t sign_off) {
    const sign_off_content& one = *sign_off_of(family->chains[static_cast<std::size_t>(sign_off)]);
    moment out{one.as_of, known::at(known_when_signed(family, sign_off)), std::nullopt};
    if (one.person >= 0) { out.child = family->persons[static_cast<std::size_t>(one.person)]; }
    return out;
}

std::int32_t instrument_signed(const sign_off_content& signed_off,
                               std::span<const instrument> instruments) {
    const auto digest = digest_of(signed_off.instrument_sha256);
    std::int32_t best = -1;
    int best_fit = -1;
    for (std::size_t i = 0; i < instruments.size(); ++i) {
        const instrument& one = instruments[i];
        if (one->id != signed_off.instrument) { continue; }
        const int fit = digest == one->sha256 ? 2 : signed_off.version == one->version ? 1 : 0;
        if (fit > best_fit) {
            best = static_cast<std::int32_t>(i);
            best_fit = fit;
        }
    }
    return best;
}

replay replay_of(const history& family, std::span<const instrument> instruments) {
    return replayer{family, instruments}.run();
}

namespace {

void write_instrument(json_writer& w, const replayed_sign_off& one) {
    w.key("instrument").open_object().field("id", std::string_view{one.content->instrument});
    w.field("is", likeness_names[static_cast<std::size_t>(one.instrument_is)]);
    w.key("then").open_object();
    detail::write_text_or_null(w, "version", one.content->version);
    detail::write_text_or_null(w, "sha256", one.content->instrument_sha256);
    w.close_object();
    if (one.asked) {
        w.key("now").open_object().field("version", std::string_view{(*one.asked)->version});
        w.field("sha256", std::string_view{(*one.asked)->sha256}).close_object();
    } else {
        w.field_null("now");
    }
    w.close_object();
}

} // namespace

std::string to_json(const replay& r) {
    json_writer w;
    w.open_object()
        .field("format", "actueel.replay/1")
        .field("family", std::string_view{r.family->family})
        .field("reproduced", r.reproduced());
    w.key("sign_offs").open_array();
    for (const replayed_sign_off& one : r.sign_offs) {
        w.open_object();
        detail::write_sign_off(w, r.family, one.record, *one.content, one.known_at);
        w.field("outcome", replay_outcome_names[static_cast<std::size_t>(one.outcome)]);
        w.field("reproduced", one.reproduced());
        detail::write_levels(w, "signed", level_range{one.content->low, one.content->high});
        detail::write_levels(w, "today", one.level);
        w.key("why").open_array();
        for (const replay_reason why : one.why) {
            w.value(replay_reason_names[static_cast<std::size_t>(why)]);
        }
        w.close_array();
        write_instrument(w, one);
        w.key("records").open_object();
        w.field("are", likeness_names[static_cast<std::size_t>(one.records_are)]);
        detail::write_text_or_null(w, "then", one.content->records_sha256);
        w.field("now", std::string_view{one.records_sha256}).close_object();
        if (one.refusal) {
            w.key("refused").open_object().field("code", to_string(one.refusal->code));
            w.field("place", std::string_view{one.refusal->place}).close_object();
        } else {
            w.field_null("refused");
        }
        w.close_object();
    }
    w.close_array().close_object();
    return std::move(w).take();
}

} // namespace actueel
