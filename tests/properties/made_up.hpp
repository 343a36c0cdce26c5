// SPDX-License-Identifier: MPL-2.0
#pragma once

// Made-up instruments and histories: one seed, one case, the same on every machine. Nobody in them exists.

#include "../core/testing/answers.hpp"

#include <random>
#include <string>
#include <vector>

namespace actueel::testing {

/// The same numbers from the same seed everywhere: the standard fixes the engine, not its distributions.
class dice {
  public:
    explicit dice(unsigned seed) : engine_{seed} {}
    std::size_t below(std::size_t n) { return engine_() % n; }
    bool chance(unsigned percent) { return below(100) < percent; }
    template <class T>
    const T& one_of(const std::vector<T>& all) {
        return all[below(all.size())];
    }
    template <class T>
    void shuffle(std::vector<T>& all) {
        for (std::size_t i = all.size(); i > 1; --i) { std::swap(all[i - 1], all[below(i)]); }
    }

  private:
    std::mt19937 engine_;
};

/// What a made-up case may hold.
struct features {
    bool policies =
        true; ///< stated values instead of uncertainty: policies, proration, conditions on a status
    bool item_once = false; ///< no item occurs twice, nothing is contested, every rule monotone
};

struct made_up_item {
    std::string id;
    std::string role; ///< empty: the family's
    bool not_applicable = false;
    bool derived = false;
};

struct made_up {
    form asked{};
    family history{};
    std::vector<made_up_item> items{};
};

/// The days of a made-up history: 2019-06-01 and 400 days more.
inline std::string made_up_day(std::size_t after) {
    return to_string(
        day::from_number(on("2019-06-01").number() + static_cast<std::int32_t>(after)));
}

class inventor {
  public:
    inventor(unsigned seed, features with) : d_{seed}, with_{with} {}

    made_up invent() {
        const std::size_t count = 2 + d_.below(3);
        for (std::size_t i = 0; i < count; ++i) { add_item("q" + std::to_string(i + 1)); }
        if (!with_.item_once) { add_derived(); }
        add_scales();
        add_rules();
        add_persons();
        add_observations();
        add_events();
        add_decisions();
        return std::move(out_);
    }

  private:
    /// A condition on an item that some answers meet and some do not.
    std::string on_item(const std::string& item) {
        const std::string who = d_.chance(30) ? ",'who':'all'" : "";
        return "{'item':'" + item + "'," +
               d_.one_of<std::string>(
                   {"'is':'yes'", "'is':'no'", "'in':['some','yes']", "'in':['no','yes']"}) +
               who + "}";
    }

    void add_item(const std::string& id) {
        made_up_item item{id, d_.one_of<std::string>({"", "", "child", "caregiver"}), d_.chance(20),
                          false};
        std::string fields = d_.chance(60)
                                 ? "'kind':'dynamic','shelf_life':'" +
                                       d_.one_of<std::string>({"P1M", "P3M", "P20D"}) + "'"
                                 : "'kind':'static'";
        fields += ",'ask':{'en':'?'}," +
                  (item.not_applicable ? no_some_yes_or_not_applicable : no_some_yes);
        if (!item.role.empty()) { fields += ",'per':'" + item.role + "'"; }
        if (!with_.item_once) {
            if (d_.chance(20)) {
                fields += ",'lapses_on':{'events':['crisis'],'leaves':['caregiver']}";
            }
            if (d_.chance(30)) { fields += ",'when_contested':'range'"; }
            if (d_.chance(30)) {
                fields += ",'pick':{'rule':'" + d_.one_of<std::string>({"worst", "best", "mean"}) +
                          "','window':'P2M'}";
            }
            if (!out_.items.empty() && d_.chance(30)) {
                fields += ",'applies_when':" + on_item(out_.items[d_.below(out_.items.size())].id);
            }
            if (item.role == "child" && d_.chance(30)) {
                fields += ",'ages':{'below':" + std::to_string(2 + d_.below(12)) + "}";
            }
        }
        if (with_.policies) {
            if (d_.chance(20)) {
                fields +=
                    ",'when_unknown':'" + d_.one_of<std::string>({"zero", "worst", "best"}) + "'";
            }
            if (d_.chance(20)) {
                fields +=
                    ",'when_stale':'" + d_.one_of<std::string>({"keep", "worst", "best"}) + "'";
            }
        }
        if (d_.chance(40)) { fields += ",'changeable':true,'best':'no'"; }
        out_.asked.item(id, fields);
        out_.items.push_back(item);
    }

    void add_derived() {
        if (d_.chance(50)) { derived("d1", "'age':{'of':'youngest','role':'child'}"); }
        if (d_.chance(50)) { derived("d2", "'count_events':{'types':['crisis'],'window':'P3M'}"); }
        if (d_.chance(30)) {
            derived("d3", "'count_persons':{'role':'child','ages':{'below':12}}");
        }
    }
    void derived(const std::string& id, const std::string& derive) {
        out_.asked.derived(id, derive);
        out_.items.push_back({id, "", false, true});
    }

    std::string made_up_points(const made_up_item& item) {
        std::string combine;
        if (!item.role.empty()) {
            combine = d_.one_of<std::string>(
                {",'combine':'max'", ",'combine':'min'", ",'combine':'sum','most':5"});
        }
        if (item.derived) {
            return term(item.id, "'bins':[{'at_least':0,'points':" + figure() +
                                     "},{'at_least':1,'points':" + figure() +
                                     "},{'at_least':9,'points':" + figure() + "}]");
        }
        const bool negative =
            combine.find("sum") == std::string::npos; // below zero a sum over members has no least
        return term(item.id, "'points':{'no':" + (negative ? figure() : "0") +
                                 ",'some':" + (negative ? figure() : "1") +
                                 ",'yes':" + (negative ? figure() : "2.5") + "}" + combine);
    }
    std::string figure() {
        return d_.one_of<std::string>({"-1", "0", "0", "0.5", "1", "2", "2.3333", "4"});
    }

    void add_scales() {
        std::vector<std::string> terms;
        for (const made_up_item& item : out_.items) {
            const bool scored = with_.item_once ? d_.chance(60) : d_.chance(80);
            if (scored) {
                terms.push_back(made_up_points(item));
            } else {
                free_.push_back(item.id);
            }
        }
        if (terms.empty()) {
            terms.push_back(made_up_points(out_.items.front()));
            if (!free_.empty()) { free_.erase(free_.begin()); }
        }
        std::string more = "'cuts':{'middle':1,'high':2.5}";
        const std::string combine = d_.one_of<std::string>({"sum", "sum", "max", "min", "mean"});
        if (with_.policies && combine != "sum" && d_.chance(50)) {
            more += ",'min_answered':" + std::to_string(1 + d_.below(terms.size()));
        }
        if (!with_.item_once && d_.chance(20)) { more += ",'table':[[0,0],[1,1.5],[2,0.5],[3,4]]"; }
        out_.asked.scale("s", combine, terms, more);
        if (with_.item_once) { return; }
        out_.asked.scale("t", d_.one_of<std::string>({"sum", "max", "min", "mean"}),
                         {"{'scale':'s'}", made_up_points(d_.one_of(out_.items))},
                         "'cuts':{'high':3}");
    }

    std::string condition(std::size_t depth) {
        const std::size_t kind = d_.below(depth > 1 ? 5 : 8);
        if (kind == 5) { return "{'not':" + condition(depth + 1) + "}"; }
        if (kind == 6) {
            return "{'" + d_.one_of<std::string>({"all", "any"}) + "':[" + condition(depth + 1) +
                   "," + condition(depth + 1) + "]}";
        }
        if (kind == 7) {
            return "{'at_least':2,'of':[" + condition(depth + 1) + "," + condition(depth + 1) +
                   "," + condition(depth + 1) + "]}";
        }
        if (with_.item_once) { // a question that stands nowhere else, or what is always known
            if (free_.empty() || kind > 2) { return "{'events':['crisis'],'within':'P1M'}"; }
            const std::string item = free_.back();
            free_.pop_back();
            return on_item(item);
        }
        if (kind == 0) {
            return "{'scale':'s','" + d_.one_of<std::string>({"at_least", "below"}) +
                   "':" + d_.one_of<std::string>({"1", "2", "2.5"}) + "}";
        }
        if (kind == 1) { return "{'events':['crisis'],'within':'P2M'}"; }
        if (kind == 2) { return "{'plan':'active'}"; }
        const made_up_item& item = d_.one_of(out_.items);
        if (item.derived) {
            return "{'item':'" + item.id + "','" + d_.one_of<std::string>({"at_least", "below"}) +
                   "':" + std::to_string(1 + d_.below(8)) + "}";
        }
        if (with_.policies && kind == 3) {
            return "{'item':'" + item.id + "','status':['stale','unknown']}";
        }
        return on_item(item.id);
    }

    void add_rules() {
        out_.asked.levels({"low", "middle", "high"});
        out_.asked.with("level_from", with_.item_once ? "['s']" : "['s','t']");
        std::string rules = "[{'id':'reach','if':{'events':['never']},'then':{'set':'middle'}},{'"
                            "id':'reach2','if':{'events':['never']},'then':{'set':'high'}}";
        const std::size_t count = d_.below(3);
        for (std::size_t r = 0; r < count; ++r) {
            rules += ",{'id':'r" + std::to_string(r) + "','if':" + condition(0) + ",'then':{'" +
                     d_.one_of<std::string>({"at_least", "at_most", "set"}) + "':'" +
                     d_.one_of<std::string>({"low", "middle", "high"}) + "'}}";
        }
        out_.asked.with("rules", rules + "]");
        out_.asked.with("overrides", "{'roles':['supervisor'],'up':1,'down':1}");
        if (!with_.item_once && d_.chance(30)) { out_.asked.with("hear_child_every", "'P2M'"); }
    }

    void add_persons() {
        const std::vector<std::string> lives = {"", "", "'lives':'part'", "'lives':'elsewhere'"};
        for (const auto* child : {"c1", "c2"}) {
            if (d_.chance(70)) {
                add_person(child, "child",
                           d_.chance(70) ? "20" + std::to_string(10 + d_.below(9)) + "-0" +
                                               std::to_string(1 + d_.below(9)) + "-15"
                                         : "",
                           d_.one_of(lives));
            }
        }
        if (d_.chance(70)) { add_person("p1", "caregiver", "", d_.one_of(lives)); }
        if (d_.chance(30)) { add_person("p2", "caregiver", "", ""); }
        if (d_.chance(60)) { out_.history.nobody_is("'caregiver','child'"); }
    }
    void add_person(const std::string& id, const std::string& role, const std::string& born,
                    const std::string& lives) {
        out_.history.member(id, role, born, lives);
        persons_.push_back({id, role});
        if (d_.chance(20)) {
            const std::string day = made_up_day(100 + d_.below(300));
            out_.history.ends("n-" + id, "m-" + id, day, d_.chance(50) ? day : made_up_day(380));
        }
        if (d_.chance(15)) {
            out_.history.corrects("kp-" + id, id, made_up_day(d_.below(300)),
                                  "'born_on':'2012-02-29'");
        }
    }

    void add_observations() {
        const std::vector<std::string> sources = {
            "'source':'worker'", "'source':'worker','by':'w1'", "'source':'worker','by':'w2'",
            "'source':'record'", "'source':'parent'",           "'source':'child'"};
        for (const made_up_item& item : out_.items) {
            if (item.derived) { continue; }
            std::vector<std::string> about = {""};
            if (!item.role.empty()) { about.clear(); }
            for (const auto& [person, role] : persons_) {
                if (role == item.role) { about.push_back(",'person':'" + person + "'"); }
            }
            for (const std::string& person : about) {
                const std::size_t count = d_.below(4);
                for (std::size_t i = 0; i < count; ++i) {
                    observe(item, person, with_.item_once ? sources.front() : d_.one_of(sources));
                }
            }
        }
    }
    void observe(const made_up_item& item, const std::string& person, const std::string& source) {
        const std::string id = "o" + std::to_string(++records_);
        const std::size_t day = d_.below(380);
        std::vector<std::string> answers = {"'no'",  "'some'",    "'yes'",     "'no'",
                                            "'yes'", "'unknown'", "'refused'", "'not_seen'"};
        if (item.not_applicable) { answers.emplace_back("'not_applicable'"); }
        const std::string basis = d_.chance(30) ? ",'basis':'judgement'" : "";
        const auto content = [&](const std::string& answer) {
            return family::observation(made_up_day(day), item.id, answer, source + person + basis);
        };
        const std::size_t written = day + d_.below(15);
        out_.history.add(id, "observation",
                         made_up_day(written) + "T0" + std::to_string(d_.below(9)) + ":00:00Z",
                         content(d_.one_of(answers)));
        std::string last = id;
        if (d_.chance(15)) {
            out_.history.corrects("k-" + id, id, made_up_day(written + d_.below(40)),
                                  content(d_.one_of(answers)));
            last = "k-" + id;
        }
        if (d_.chance(10)) {
            out_.history.retracts("x-" + id, last, made_up_day(written + 40 + d_.below(40)));
        }
        if (d_.chance(10)) {
            out_.history.observed("c-" + id, made_up_day(written + 1), item.id, "'yes'",
                                  source + person + ",'repeats':'" + id + "'");
        }
        if (d_.chance(10)) {
            out_.history.add("d-" + id, "dispute", made_up_day(written + 1),
                             "'about':'" + id + "'");
            if (d_.chance(50)) {
                out_.history.add("da-" + id, "dispute_answer", made_up_day(written + 30),
                                 "'about':'d-" + id + "','outcome':'partly'");
            }
        }
    }

    void add_events() {
        const std::size_t count = d_.below(4);
        for (std::size_t i = 0; i < count; ++i) {
            std::string more = d_.chance(50) ? "'incident':'n1'" : "'basis':'fact'";
            if (!persons_.empty() && d_.chance(40)) {
                more += ",'persons':[{'person':'" + persons_[d_.below(persons_.size())].first +
                        "','part':'harmed'}]";
            }
            out_.history.event("e" + std::to_string(i), made_up_day(d_.below(380)),
                               d_.one_of<std::string>({"crisis", "other"}), more);
        }
    }

    void add_decisions() {
        if (d_.chance(40)) {
            out_.history.add("plan", "plan", made_up_day(100),
                             "'start':'" + made_up_day(100) + "','until':'" +
                                 made_up_day(100 + d_.below(200)) + "'");
        }
        if (d_.chance(40)) {
            const std::string range = d_.one_of<std::string>({"low", "middle", "high"});
            out_.history.add("override", "override", made_up_day(150),
                             "'instrument':'form','level':'" +
                                 d_.one_of<std::string>({"low", "middle", "high"}) +
                                 "','computed':{'low':'low','high':'" + range +
                                 "'},'by':'supervisor','reason':'r','start':'" + made_up_day(150) +
                                 "','until':'" + made_up_day(400) + "'");
        }
        if (d_.chance(30)) {
            out_.history.add("sign", "sign_off", made_up_day(200),
                             "'instrument':'form','as_of':'" + made_up_day(199) +
                                 "','by':'worker'");
        }
        if (d_.chance(30)) {
            out_.history.add("involved", "involvement", made_up_day(20),
                             "'start':'" + made_up_day(20) + "','until':'" +
                                 made_up_day(20 + d_.below(350)) + "'");
        }
    }

    dice d_;
    features with_;
    made_up out_{};
    std::vector<std::string> free_{}; ///< items that no scale names
    std::vector<std::pair<std::string, std::string>> persons_{};
    std::size_t records_ = 0;
};

inline made_up invented(unsigned seed, features with = {}) { return inventor{seed, with}.invent(); }

/// A made-up case with what only time moves: sittings, joinings, days since an event.
inline made_up that_moves(unsigned seed) {
    made_up made = invented(seed);
    dice d{seed + 1'000};
    if (d.chance(30)) {
        made.asked.derived("since", "'days_since_event':{'types':['crisis']}");
        made.asked.scale(
            "u", "sum",
            {term("since", d.chance(50) ? "'if_none':0,'bins':[{'at_least':0,'points':2},"
                                          "{'at_least':30,'points':1},{'at_least':61,'points':0}]"
                                        : "'if_none':0,'linear':{'times':0.1,'max':3}")});
    }
    if (d.chance(20)) { made.asked.with("one_sitting", "true"); }
    if (d.chance(30)) {
        made.asked.changing("moved", "'lapses_on':{'joins':['caregiver'],'leaves':['child']}");
        made.history.observed("om", made_up_day(120 + d.below(100)), "moved", "'some'");
        made.history.add("late", "membership", made_up_day(240),
                         "'person':'p9','role':'caregiver','start':'" +
                             made_up_day(150 + d.below(90)) + "'");
    }
    // Visits, on which much is said at once; what was said before expires and is renewed on the same days.
    const std::string text = made.history.text();
    std::size_t said = 0;
    for (const std::size_t visit : {60U + d.below(60), 150U + d.below(60), 240U + d.below(60)}) {
        for (const auto& item : made.items) {
            for (const auto* person : {"", "c1", "c2", "p1"}) {
                const std::string role = *person == '\0'  ? ""
                                         : *person == 'c' ? "child"
                                                          : "caregiver";
                const bool there = role.empty() || text.find("\"id\":\"" + std::string{person} +
                                                             "\"") != std::string::npos;
                if (item.derived || item.role != role || !there || d.chance(30)) { continue; }
                const std::string about =
                    role.empty() ? "" : ",'person':'" + std::string{person} + "'";
                const auto* const answer =
                    d.one_of<const char*>({"'no'", "'no'", "'some'", "'yes'", "'unknown'"});
                made.history.add("v" + std::to_string(++said), "observation",
                                 made_up_day(visit + d.below(3)),
                                 family::observation(made_up_day(visit), item.id, answer,
                                                     "'source':'worker'" + about));
            }
        }
    }
    if (d.chance(30)) { // a role that nobody may hold turns into one that nobody holds
        made.history.add("hh", "household", made_up_day(10),
                         "'empty':['caregiver'],'start':'" + made_up_day(100 + d.below(200)) + "'");
    }
    return made;
}

/// The document of an assessment, or the code of the error.
inline std::string answer(const result<assessment>& a) {
    return a ? to_json(*a) : faults(a.error());
}

} // namespace actueel::testing
