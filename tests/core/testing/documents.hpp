// SPDX-License-Identifier: MPL-2.0
#pragma once

// Small documents for tests: an instrument and a history, written field by field, with ' for ".

#include <actueel/actueel.hpp>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace actueel::testing {

/// JSON written with ' for ", so that a document in a test can be read.
inline std::string json(std::string_view with_apostrophes) {
    std::string out{with_apostrophes};
    std::replace(out.begin(), out.end(), '\'', '"');
    return out;
}

/// A day that exists. `2020-02-29`.
inline day on(std::string_view text) { return day_from(text).value(); }
/// An instant: `2020-02-29T12:00:00Z`, or a day alone for its noon.
inline std::string instant_text(std::string_view text) {
    return std::string{text} + (text.size() == 10 ? "T12:00:00Z" : "");
}
inline instant at(std::string_view text) { return instant_from(instant_text(text)).value(); }
inline decimal number(std::string_view text) { return decimal_from(text).value; }

/// A list of JSON values: `[a,b]`.
inline std::string list(const std::vector<std::string>& values) {
    std::string out = "[";
    for (const std::string& v : values) { out += (out.size() == 1 ? "" : ",") + v; }
    return out + "]";
}

// ---- an instrument

/// The answers `no`, `some`, `yes`.
inline const std::string no_some_yes =
    "'answer':{'options':[{'code':'no','label':{'en':'no'}},{'code':'some','label':{'en':'some'}},"
    "{'code':'yes','label':{'en':'yes'}}]}";
/// The same, and `not_applicable`.
inline const std::string no_some_yes_or_not_applicable =
    no_some_yes.substr(0, no_some_yes.size() - 1) + ",'not_applicable':true}";

/// An instrument document: a draft in English, unless a test says otherwise. What is given as fields begins without a
/// comma: `'kind':'static'`.
class form {
  public:
    /// An item as it is written.
    form& item(std::string_view id, std::string_view fields) {
        items_.push_back("{'id':'" + std::string{id} + "'," + std::string{fields} + "}");
        return *this;
    }
    /// A static item of the family that is answered with no, some or yes.
    form& fixed(std::string_view id, std::string_view more = "") {
        return item(id, "'kind':'static','ask':{'en':'?'}," + no_some_yes + comma(more));
    }
    /// A dynamic one; an answer holds for three months.
    form& changing(std::string_view id, std::string_view more = "") {
        return item(id, "'kind':'dynamic','ask':{'en':'?'},'shelf_life':'P3M'," + no_some_yes +
                            comma(more));
    }
    /// A static item that is answered with a number.
    form& counted(std::string_view id, std::string_view range, std::string_view more = "") {
        return item(id, "'kind':'static','ask':{'en':'?'},'answer':{'number':{" +
                            std::string{range} + "}}" + comma(more));
    }
    form& derived(std::string_view id, std::string_view derive, std::string_view more = "") {
        return item(id, "'kind':'derived','derive':{" + std::string{derive} + "}" + comma(more));
    }
    form& scale(std::string_view id, std::string_view combine,
                const std::vector<std::string>& terms, std::string_view more = "") {
        scales_.push_back("{'id':'" + std::string{id} + "','combine':'" + std::string{combine} +
                          "','terms':" + list(terms) + comma(more) + "}");
        return *this;
    }
    /// Any other field of the instrument.
    form& with(std::string_view name, std::string_view value) {
        fields_.emplace_back(name, value);
        return *this;
    }
    /// Levels by their ids, lowest first.
    form& levels(const std::vector<std::string>& ids) {
        std::vector<std::string> all;
        for (const std::string& id : ids) {
            all.push_back("{'id':'" + id + "','label':{'en':'" + id + "'}}");
        }
        return with("levels", list(all));
    }
    /// Three levels, low, middle and high, by the cuts of a scale.
    form& low_middle_high(std::string_view scale) {
        levels({"low", "middle", "high"});
        return with("level_from", "['" + std::string{scale} + "']");
    }

    [[nodiscard]] std::string text() const {
        std::string out =
            "{'format':'actueel.instrument/1','id':'form','version':'1','status':'draft',"
            "'languages':['en'],'title':{'en':'A form'}";
        for (const auto& [name, value] : fields_) { out += ",'" + name + "':" + value; }
        return json(out + ",'items':" + list(items_) + ",'scales':" + list(scales_) + "}");
    }
    [[nodiscard]] instrument read() const { return parse_instrument(text()); }

  private:
    static std::string comma(std::string_view more) {
        return more.empty() ? std::string{} : "," + std::string{more};
    }
    std::vector<std::string> items_{};
    std::vector<std::string> scales_{};
    std::vector<std::pair<std::string, std::string>> fields_{};
};

/// The cuts of `low_middle_high`; lower ones for a scale of one item.
inline const std::string cuts = "'cuts':{'middle':2,'high':4}";
inline const std::string low_cuts = "'cuts':{'middle':2,'high':3}";

/// A term: no gives 0, some 1 and yes 3 points.
inline std::string points(std::string_view item, std::string_view more = "") {
    return "{'item':'" + std::string{item} + "','points':{'no':0,'some':1,'yes':3}" +
           (more.empty() ? "" : "," + std::string{more}) + "}";
}
inline std::string term(std::string_view item, std::string_view fields) {
    return "{'item':'" + std::string{item} + "'," + std::string{fields} + "}";
}

// ---- a history

/// A history document. What is recorded on a day is recorded at its noon.
class family {
  public:
    family& add(std::string_view id, std::string_view type, std::string_view recorded_at,
                std::string_view fields) {
        records_.push_back("{'id':'" + std::string{id} + "','type':'" + std::string{type} +
                           "','recorded_at':'" + instant_text(recorded_at) + "'" +
                           (fields.empty() ? "" : "," + std::string{fields}) + "}");
        return *this;
    }
    /// A member since 2019-01-01, recorded then; `more` may hold `lives`, `until`.
    family& member(std::string_view person, std::string_view role, std::string_view born_on = "",
                   std::string_view more = "") {
        const std::string who{person};
        add(person, "person", "2019-01-01",
            born_on.empty() ? "" : "'born_on':'" + std::string{born_on} + "'");
        return add("m-" + who, "membership", "2019-01-01",
                   "'person':'" + who + "','role':'" + std::string{role} +
                       "','start':'2019-01-01'" + (more.empty() ? "" : "," + std::string{more}));
    }
    family& child(std::string_view person, std::string_view born_on = "",
                  std::string_view more = "") {
        return member(person, "child", born_on, more);
    }
    family& caregiver(std::string_view person, std::string_view more = "") {
        return member(person, "caregiver", "", more);
    }
    /// Nobody holds these roles, since 2019-01-01: `'caregiver'`.
    family& nobody_is(std::string_view roles) {
        return add("nobody", "household", "2019-01-01",
                   "'start':'2019-01-01','empty':[" + std::string{roles} + "]");
    }
    /// An answer, recorded on the day on which it was observed: `'yes'`, `3`.
    family& observed(std::string_view id, std::string_view day, std::string_view item,
                     std::string_view answer, std::string_view more = "") {
        return add(id, "observation", day, observation(day, item, answer, more));
    }
    family& event(std::string_view id, std::string_view day, std::string_view type,
                  std::string_view more = "") {
        return add(id, "event", day,
                   "'happened_on':'" + std::string{day} + "','event':'" + std::string{type} + "'" +
                       (more.empty() ? "" : "," + std::string{more}));
    }
    family& corrects(std::string_view id, std::string_view target, std::string_view recorded_at,
                     std::string_view content) {
        return add(id, "correction", recorded_at,
                   "'corrects':'" + std::string{target} + "','record':{" + std::string{content} +
                       "}");
    }
    family& retracts(std::string_view id, std::string_view target, std::string_view recorded_at) {
        return add(id, "retraction", recorded_at, "'retracts':'" + std::string{target} + "'");
    }
    family& ends(std::string_view id, std::string_view target, std::string_view day,
                 std::string_view recorded_at = "") {
        return add(id, "ending", recorded_at.empty() ? day : recorded_at,
                   "'ends':'" + std::string{target} + "','on':'" + std::string{day} + "'");
    }

    /// The content of an observation, for `add` and `corrects`.
    static std::string observation(std::string_view day, std::string_view item,
                                   std::string_view answer, std::string_view more = "") {
        return "'observed_on':'" + std::string{day} + "','item':'" + std::string{item} +
               "','answer':" + std::string{answer} + (more.empty() ? "" : "," + std::string{more});
    }

    /// The records as they were written, with ' for ".
    [[nodiscard]] const std::vector<std::string>& records() const { return records_; }
    static family of(std::vector<std::string> records) {
        family out;
        out.records_ = std::move(records);
        return out;
    }

    [[nodiscard]] std::string text() const {
        return json("{'format':'actueel.history/1','family':'F-1','records':" + list(records_) +
                    "}");
    }
    [[nodiscard]] history read() const { return parse_history(text()); }

  private:
    std::vector<std::string> records_{};
};

} // namespace actueel::testing
