// SPDX-License-Identifier: MPL-2.0
#include <actueel/trajectory/reach.hpp>

#include "leanings.hpp"
#include "write.hpp"

#include <actueel/base/document_reader.hpp>
#include <actueel/base/nearest.hpp>

#include <algorithm>
#include <map>

namespace actueel {
namespace {

reached_state state_of(const result<assessment>& a) {
    reached_state out;
    if (!a) {
        out.refused = a.error().code();
        return out;
    }
    out.computed = a->computed;
    out.final = a->final;
    out.scales = published_values(a->scales);
    return out;
}

/// The same state, saying whether it differs from another one.
reached_state compared(reached_state state, const reached_state& other) {
    state.differs = state.refused != other.refused || state.computed != other.computed ||
                    state.final != other.final || state.scales != other.scales;
    return state;
}

error unknown_record(const history& family, std::string_view record) {
    std::vector<std::string_view> known;
    for (const chain& c : family->chains) { known.emplace_back(c.id); }
    return error{problem{error_code::reference_unknown, "the question", "/record", shown(record),
                         "the id of a record of the family " + family->family,
                         "name the record that was wrong", nearest_name(record, known)}};
}

/// What one instrument says of the record: read once for all its sign-offs.
struct asked_once {
    result<reading> read;
    std::optional<detail::leaning_finder> leanings{};
};

class reacher {
  public:
    reacher(const history& family, std::int32_t record, std::span<const instrument> instruments,
            reach& out)
        : family_{family}, record_{record}, instruments_{instruments}, out_{out} {}

    void run() {
        for (std::size_t c = 0; c < family_->chains.size(); ++c) {
            const auto* content =
                std::get_if<sign_off_content>(&family_->chains[c].links.back().content);
            if (content != nullptr) { look_at(static_cast<std::int32_t>(c), *content); }
        }
    }

  private:
    void look_at(std::int32_t sign_off, const sign_off_content& content) {
        const instant known_at = known_when_signed(family_, sign_off);
        const chain& of = family_->chains[static_cast<std::size_t>(record_)];
        if (of.at(known_at) == nullptr) { return; } // nobody knew it then
        const std::int32_t index = instrument_signed(content, instruments_);
        if (index < 0) {
            out_.untold.push_back({sign_off, &content, known_at, std::nullopt});
            return;
        }
        asked_once& once = asked(index);
        const moment when = signed_moment(family_, sign_off);
        const auto then =
            once.read ? try_assess(*once.read, when) : result<assessment>{once.read.error()};
        if (!then) {
            out_.untold.push_back({sign_off, &content, known_at, then.error().problems().front()});
            return;
        }
        if (!once.leanings) { once.leanings.emplace(*once.read, record_); }
        std::vector<leaning> leanings = once.leanings->find(*then);
        if (leanings.empty()) { return; }
        const instrument& by = instruments_[static_cast<std::size_t>(index)];
        reached_sign_off found{sign_off,       &content, known_at, by, std::move(leanings),
                               state_of(then), {},       {}};
        const level_range said{content.low, content.high};
        found.then.differs = said.has_levels() && said != found.then.final;
        const moment today{when.as_of, known::everything(), when.child};
        found.now = compared(state_of(try_assess(*once.read, today)), found.then);
        if (!of.retracted_at) {
            found.without = compared(state_of(once.leanings->without_it(today)), found.now);
        }
        out_.sign_offs.push_back(std::move(found));
    }

    asked_once& asked(std::int32_t index) {
        auto found = asked_.find(index);
        if (found == asked_.end()) {
            found =
                asked_
                    .emplace(index, asked_once{try_read(
                                        instruments_[static_cast<std::size_t>(index)], family_)})
                    .first;
        }
        return found->second;
    }

    const history& family_;
    std::int32_t record_;
    std::span<const instrument> instruments_;
    reach& out_;
    std::map<std::int32_t, asked_once> asked_{}; ///< by instrument; a map, whose entries stay
};

} // namespace

result<reach> try_reach(const history& family, std::string_view record,
                        std::span<const instrument> instruments) {
    const std::int32_t chain = family.chain_index(record);
    if (chain < 0) { return unknown_record(family, record); }
    reach out{family, std::string{record}, chain, {}, {}};
    reacher{family, chain, instruments, out}.run();
    return out;
}

reach reach_of(const history& family, std::string_view record,
               std::span<const instrument> instruments) {
    return try_reach(family, record, instruments).value();
}

namespace {

class reach_writer {
  public:
    explicit reach_writer(const reach& r) : r_{r} {}

    std::string write() && {
        const chain& of = r_.family->chains[static_cast<std::size_t>(r_.record)];
        w_.open_object()
            .field("format", "actueel.reach/1")
            .field("family", std::string_view{r_.family->family});
        w_.key("record").open_object().field("id", std::string_view{of.id});
        w_.field("asked", std::string_view{r_.asked});
        w_.field("type", record_type_names[of.links.front().content.index()]);
        w_.field("recorded_at", of.recorded_at()).field("corrections", corrections(of));
        w_.field("retracted_at", of.retracted_at).close_object();
        w_.key("sign_offs").open_array();
        for (const reached_sign_off& one : r_.sign_offs) { write(one); }
        w_.close_array().key("not_told").open_array();
        for (const untold_sign_off& one : r_.untold) {
            w_.open_object();
            detail::write_sign_off(w_, r_.family, one.record, *one.content, one.known_at);
            w_.field("instrument", std::string_view{one.content->instrument});
            w_.field("why", one.refusal ? "refused" : "no_instrument");
            if (one.refusal) {
                w_.field("code", to_string(one.refusal->code));
            } else {
                w_.field_null("code");
            }
            w_.close_object();
        }
        w_.close_array().close_object();
        return std::move(w_).take();
    }

  private:
    static std::int64_t corrections(const chain& of) {
        return static_cast<std::int64_t>(of.links.size()) - 1;
    }

    void write(const reached_sign_off& one) {
        w_.open_object();
        detail::write_sign_off(w_, r_.family, one.record, *one.content, one.known_at);
        w_.key("instrument").open_object().field("id", std::string_view{one.asked->id});
        w_.field("version", std::string_view{one.asked->version})
            .field("sha256", std::string_view{one.asked->sha256})
            .close_object();
        w_.key("leaned").open_array();
        for (const leaning& l : one.leanings) {
            w_.open_object().field("how", leaning_names[static_cast<std::size_t>(l.how)]);
            detail::write_text_or_null(w_, "item",
                                       l.item < 0
                                           ? std::string_view{}
                                           : one.asked->items[static_cast<std::size_t>(l.item)].id);
            detail::write_text_or_null(
                w_, "person",
                l.person < 0 ? std::string_view{}
                             : r_.family->persons[static_cast<std::size_t>(l.person)]);
            w_.close_object();
        }
        w_.close_array();
        detail::write_levels(w_, "signed", level_range{one.content->low, one.content->high});
        write("then", one.asked, one.then);
        write("now", one.asked, one.now);
        if (one.without) {
            write("without", one.asked, *one.without);
        } else {
            w_.field_null("without");
        }
        w_.close_object();
    }

    void write(std::string_view key, const instrument& asked, const reached_state& state) {
        w_.key(key).open_object();
        if (state.refused) {
            w_.field("refused", to_string(*state.refused));
        } else {
            w_.field_null("refused");
        }
        w_.field("differs", state.differs);
        detail::write_levels(w_, "computed", state.computed);
        detail::write_levels(w_, "final", state.final);
        w_.key("scales").open_array();
        for (std::size_t i = 0; i < state.scales.size(); ++i) {
            w_.open_object().field("id", std::string_view{asked->scales[i].id});
            w_.field("low", state.scales[i].low).field("high", state.scales[i].high).close_object();
        }
        w_.close_array().close_object();
    }

    const reach& r_;
    json_writer w_{};
};

} // namespace

std::string to_json(const reach& r) { return reach_writer{r}.write(); }

} // namespace actueel
