// SPDX-License-Identifier: MPL-2.0
#include <actueel/report/withheld.hpp>

#include <algorithm>
#include <array>
#include <utility>

namespace actueel {
namespace {

/// The person of a record that is about one, and of an event or a plan all of them.
struct persons_named {
    std::vector<std::int32_t>& out;

    void add(std::int32_t person) const {
        if (person >= 0) { out.push_back(person); }
    }
    void operator()(const person_content& c) const { add(c.person); }
    void operator()(const membership_content& c) const { add(c.person); }
    void operator()(const observation_content& c) const { add(c.person); }
    void operator()(const event_content& c) const {
        for (const auto& [person, part] : c.persons) { add(person); }
    }
    void operator()(const plan_content& c) const {
        for (const std::int32_t person : c.persons) { add(person); }
    }
    void operator()(const override_content& c) const { add(c.person); }
    void operator()(const sign_off_content& c) const { add(c.person); }
    void operator()(const dispute_content& c) const { add(c.person); }
    template <class Other>
    void operator()(const Other& /*c*/) const {}
};

/// The record that a record speaks of; -1: none.
std::int32_t spoken_of(const record_content& content) {
    if (const auto* c = std::get_if<dispute_content>(&content)) { return c->about; }
    if (const auto* c = std::get_if<dispute_answer_content>(&content)) { return c->about; }
    if (const auto* c = std::get_if<ending_content>(&content)) { return c->ends; }
    if (const auto* c = std::get_if<observation_content>(&content)) { return c->repeats; }
    return -1;
}

/// Whether what a record speaks of would be told wrongly without it: that it still runs, or is still open.
bool settles_another(const record_content& content) {
    return std::holds_alternative<ending_content>(content) ||
           std::holds_alternative<dispute_answer_content>(content);
}

class withholding {
  public:
    withholding(const history& family, const audience& reader, instant known)
        : family_{family}, reader_{reader}, known_{known}, out_(family->chains.size()) {}

    std::vector<std::int32_t> find() && {
        for (std::size_t c = 0; c < out_.size(); ++c) {
            if (is_known(c) && stated(c)) { withhold(c); }
        }
        while (std::exchange(grew_, false)) {
            hide_persons();
            for (std::size_t c = 0; c < out_.size(); ++c) { follow(c); }
        }
        std::vector<std::int32_t> all;
        for (std::size_t c = 0; c < out_.size(); ++c) {
            if (out_[c]) { all.push_back(static_cast<std::int32_t>(c)); }
        }
        return all;
    }

  private:
    [[nodiscard]] const chain& at(std::size_t c) const { return family_->chains[c]; }
    [[nodiscard]] bool is_known(std::size_t c) const { return at(c).recorded_at() <= known_; }
    void withhold(std::size_t c) {
        if (!out_[c]) { grew_ = true; }
        out_[c] = true;
    }

    /// Any link that was written by then.
    template <class Is>
    [[nodiscard]] bool some_link(std::size_t c, Is is) const {
        return std::any_of(at(c).links.begin(), at(c).links.end(),
                           [&](const link& l) { return l.recorded_at <= known_ && is(l); });
    }
    [[nodiscard]] bool some_entry(const std::vector<std::string>& entries) const {
        return std::any_of(entries.begin(), entries.end(), [this](const std::string& entry) {
            return withholds(family_, entry, reader_);
        });
    }

    [[nodiscard]] bool stated(std::size_t c) const {
        if (!family_->texts_kept) { return true; }
        const bool retracted = at(c).retracted_at && *at(c).retracted_at <= known_;
        return (retracted && some_entry(at(c).retraction_withheld_from)) ||
               some_link(c, [this](const link& l) {
                   return (l.told && some_entry(l.told->withhold_from)) ||
                          (reader_.kind == audience_kind::child && is_about_others(l));
               });
    }

    [[nodiscard]] bool is_about_others(const link& l) const {
        const bool own_word =
            l.told && l.told->by == family_->persons[static_cast<std::size_t>(reader_.person)];
        if (own_word || std::holds_alternative<person_content>(l.content) ||
            std::holds_alternative<membership_content>(l.content)) {
            return false;
        }
        if (std::holds_alternative<view_content>(l.content) ||
            std::holds_alternative<dispute_content>(l.content) ||
            std::holds_alternative<override_content>(l.content)) {
            return true; // what others think of each other
        }
        std::vector<std::int32_t> named;
        std::visit(persons_named{named}, l.content);
        if (std::find(named.begin(), named.end(), reader_.person) != named.end()) { return false; }
        return !named.empty() || std::holds_alternative<event_content>(l.content);
    }

    /// Somebody with a membership or a person's record that is withheld, and none that is shared, is not to be seen at all.
    void hide_persons() {
        std::vector<bool> some_withheld(family_->persons.size());
        std::vector<bool> some_shared(family_->persons.size());
        std::vector<bool> has_membership(family_->persons.size());
        std::vector<bool> shared_person(family_->persons.size());
        for (std::size_t c = 0; c < out_.size(); ++c) {
            if (!is_known(c)) { continue; }
            for (const link& l : at(c).links) {
                if (l.recorded_at > known_) { continue; }
                if (const auto* m = std::get_if<membership_content>(&l.content)) {
                    const auto p = static_cast<std::size_t>(m->person);
                    has_membership[p] = true;
                    (out_[c] ? some_withheld : some_shared)[p] = true;
                } else if (const auto* one = std::get_if<person_content>(&l.content)) {
                    const auto p = static_cast<std::size_t>(one->person);
                    (out_[c] ? some_withheld : shared_person)[p] = true;
                }
            }
        }
        hidden_.resize(family_->persons.size());
        for (std::size_t p = 0; p < hidden_.size(); ++p) {
            hidden_[p] =
                some_withheld[p] && (has_membership[p] ? !some_shared[p] : !shared_person[p]);
        }
    }

    [[nodiscard]] bool names_hidden(const link& l) const {
        std::vector<std::int32_t> named;
        std::visit(persons_named{named}, l.content);
        const auto hidden = [this](std::int32_t p) { return hidden_[static_cast<std::size_t>(p)]; };
        if (std::any_of(named.begin(), named.end(), hidden)) { return true; }
        const std::int32_t by = l.told ? family_.person_index(l.told->by) : -1;
        return by >= 0 && hidden(by);
    }

    void follow(std::size_t c) {
        if (!is_known(c)) { return; }
        for (const link& l : at(c).links) {
            if (l.recorded_at > known_) { continue; }
            const std::int32_t of = spoken_of(l.content);
            const bool of_withheld = of >= 0 && out_[static_cast<std::size_t>(of)];
            if (of_withheld || names_hidden(l)) { withhold(c); }
            if (out_[c] && of >= 0 && settles_another(l.content)) {
                withhold(static_cast<std::size_t>(of));
            }
        }
    }

    const history& family_;
    const audience& reader_;
    instant known_;
    std::vector<bool> out_;
    std::vector<bool> hidden_{}; ///< by person
    bool grew_ = false;
};

} // namespace

bool withholds(const history& family, std::string_view entry, const audience& reader) {
    constexpr std::array<std::string_view, 2> others = {"network", "professional"};
    if (std::find(others.begin(), others.end(), entry) != others.end()) { return false; }
    const auto kinds = audience_kind_names;
    if (std::find(kinds.begin(), kinds.end(), entry) != kinds.end()) {
        return entry == kinds[static_cast<std::size_t>(reader.kind)];
    }
    const std::size_t colon = entry.find(':');
    const std::string_view word = entry.substr(0, colon);
    const bool personal = colon != std::string_view::npos && (word == "parent" || word == "child");
    const std::int32_t person = personal ? family.person_index(entry.substr(colon + 1)) : -1;
    return person < 0 || person == reader.person;
}

std::vector<std::int32_t> withheld_from(const history& family, const audience& reader,
                                        instant known) {
    return withholding{family, reader, known}.find();
}

history shared_with(const history& family, const audience& reader, instant known) {
    return without(family, withheld_from(family, reader, known));
}

} // namespace actueel
