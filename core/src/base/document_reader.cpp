// SPDX-License-Identifier: MPL-2.0
#include <actueel/base/document_reader.hpp>

#include <actueel/base/id.hpp>
#include <actueel/base/nearest.hpp>

#include <algorithm>

namespace actueel {
namespace {

constexpr std::size_t most_faults = 1000;
constexpr std::size_t widest_shown = 64;

std::string_view name_of(json_type type) noexcept {
    switch (type) {
    case json_type::null: return "null";
    case json_type::boolean: return "true or false";
    case json_type::number: return "a number";
    case json_type::text: return "a text";
    case json_type::array: return "a list";
    default: return "an object";
    }
}

/// `1 field`, `2 fields`.
std::string counted(std::size_t count, std::string_view noun) {
    return std::to_string(count) + ' ' + std::string{noun} + (count == 1 ? "" : "s");
}

/// Digits and the marks of days, instants, durations and decimals alone.
bool shaped_as_figure(std::string_view text) noexcept {
    return !text.empty() && text.size() <= widest_shown &&
           text.find_first_not_of("0123456789+-.:TZPYMWDeE") == std::string_view::npos;
}

} // namespace

std::string shown(std::string_view text) {
    if (text.empty()) { return "an empty text"; }
    if (is_id(text) || shaped_as_figure(text)) { return std::string{text}; }
    return "a text of " + counted(characters(text), "character");
}

std::string shown(const json_node& node) {
    switch (node.type) {
    case json_type::null: return "null";
    case json_type::boolean: return node.truth ? "true" : "false";
    case json_type::number:
        return node.text.size() <= widest_shown
                   ? std::string{node.text}
                   : "a number of " + counted(node.text.size(), "character");
    case json_type::text: return shown(node.text);
    case json_type::array: return "a list of " + std::to_string(node.children().size());
    default: return "an object with " + counted(node.children().size(), "field");
    }
}

void fault_list::add(std::string place, std::uint32_t order, fault what) {
    if (kept_.size() >= most_faults) {
        more_ = true;
        return;
    }
    if (!is_id(what.nearest)) { what.nearest.clear(); } // a caller's code may be free text
    kept_.emplace_back(order, problem{what.code, document_, std::move(place), std::move(what.found),
                                      std::move(what.expected), std::move(what.remedy),
                                      std::move(what.nearest)});
}

error fault_list::take() && {
    std::stable_sort(kept_.begin(), kept_.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<problem> problems;
    problems.reserve(kept_.size() + 1);
    for (auto& [order, told] : kept_) { problems.push_back(std::move(told)); }
    if (more_) {
        problems.push_back({error_code::too_many, document_, "", "more faults than these",
                            "at most " + std::to_string(most_faults), "mend these first", ""});
    }
    return error{std::move(problems)};
}

cursor cursor::at(std::size_t index) const { return {node_->children()[index], *this, {}, index}; }

cursor cursor::at(std::string_view key) const {
    const auto keys = node_->keys();
    const auto found = std::find(keys.begin(), keys.end(), key);
    return under(static_cast<std::size_t>(found - keys.begin()));
}

bool cursor::append_place(std::string& out) const {
    if (around_ == nullptr) { return true; }
    if (!around_->append_place(out)) { return false; }
    const bool in_list = around_->node_->type == json_type::array;
    if (!in_list && !is_id(key_)) { return false; }
    out += '/';
    out += in_list ? std::to_string(index_) : std::string{key_};
    return true;
}

std::string cursor::place() const {
    std::string out;
    append_place(out);
    return out;
}

void cursor::tell(fault what) const { faults_->add(place(), node_->order, std::move(what)); }

bool cursor::expect(json_type type) const {
    if (is(type)) { return true; }
    // Between quotes a number or `true` is a text: the message says so.
    const bool spelled =
        is(json_type::text) && (is_id(node_->text) || shaped_as_figure(node_->text));
    tell({error_code::type_wrong, (spelled ? "the text " : "") + shown(*node_),
          std::string{name_of(type)}, "write " + std::string{name_of(type)}});
    return false;
}

std::optional<bool> cursor::boolean() const {
    if (!expect(json_type::boolean)) { return std::nullopt; }
    return node_->truth;
}

std::optional<std::string> cursor::text() const {
    if (!expect(json_type::text)) { return std::nullopt; }
    if (node_->text.find_first_not_of(" \t\r\n") == std::string::npos) {
        tell({error_code::text_empty, "an empty text", "a text",
              "write it, or leave the field out where it is optional"});
        return std::nullopt;
    }
    return std::string{node_->text};
}

bool cursor::expect_text(std::string_view what) const {
    if (is(json_type::text)) { return true; }
    tell({error_code::type_wrong, shown(*node_), std::string{what} + ", as a text",
          "write it between quotes"});
    return false;
}

std::optional<std::string> cursor::id() const {
    constexpr std::string_view expected = "an id: 1 to 64 of A-Z a-z 0-9 . _ -";
    if (!expect_text(expected)) { return std::nullopt; }
    if (!is_id(node_->text)) {
        tell({error_code::id_malformed, shown(*node_), std::string{expected},
              "give it such an id; never a name of a person"});
        return std::nullopt;
    }
    return std::string{node_->text};
}

std::optional<std::string> cursor::code() const {
    constexpr std::string_view expected = "a code: 1 to 64 characters, no space at its ends";
    if (!expect_text(expected)) { return std::nullopt; }
    const std::string_view text = node_->text;
    if (!is_code(text)) {
        tell({error_code::id_malformed, shown(*node_), std::string{expected},
              "give it such a code; never a name of a person"});
        return std::nullopt;
    }
    return std::string{text};
}

std::optional<day> cursor::a_day() const {
    constexpr std::string_view expected = "a day (YYYY-MM-DD)";
    if (!expect_text(expected)) { return std::nullopt; }
    if (const auto read = day_from(node_->text)) { return read; }
    if (!shaped_as_day(node_->text)) {
        tell({error_code::day_malformed, shown(*node_), std::string{expected},
              "write year, month and day with dashes"});
        return std::nullopt;
    }
    static constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                                  "May",       "June",     "July",     "August",
                                                  "September", "October",  "November", "December"};
    const int year = std::stoi(std::string{node_->text.substr(0, 4)});
    const auto month = static_cast<unsigned>(std::stoi(std::string{node_->text.substr(5, 2)}));
    std::string remedy = "write the day that was meant";
    if (year >= 1 && month >= 1 && month <= 12) {
        const auto last =
            (std::chrono::year{year} / std::chrono::month{month} / std::chrono::last).day();
        remedy = std::string{months[month - 1]} + ' ' + std::to_string(year) + " has " +
                 std::to_string(static_cast<unsigned>(last)) + " days: " + remedy;
    }
    tell({error_code::day_impossible, std::string{node_->text}, "a day that exists (YYYY-MM-DD)",
          remedy});
    return std::nullopt;
}

std::optional<instant> cursor::an_instant() const {
    constexpr std::string_view expected = "an instant (YYYY-MM-DDThh:mm:ssZ, or +hh:mm for Z)";
    if (!expect_text(expected)) { return std::nullopt; }
    if (const auto read = instant_from(node_->text)) { return read; }
    tell(
        {error_code::instant_malformed, shown(*node_), std::string{expected},
         "write it as RFC 3339 with its time zone, seconds 00 to 59, at most six fraction digits"});
    return std::nullopt;
}

std::optional<duration> cursor::a_duration() const {
    constexpr std::string_view expected = "a duration such as P30D, P3M or P1Y";
    if (!expect_text(expected)) { return std::nullopt; }
    if (const auto read = duration_from(node_->text)) { return read; }
    tell({error_code::duration_malformed, shown(*node_), std::string{expected},
          "write P, then whole numbers with Y, M, W or D in this order, not zero"});
    return std::nullopt;
}

std::optional<decimal> cursor::number() const {
    if (!expect(json_type::number)) { return std::nullopt; }
    const decimal_reading read = decimal_from(node_->text);
    if (read.fault == decimal_fault::none) { return read.value; }
    if (read.fault == decimal_fault::too_large) {
        tell({error_code::decimal_too_large, shown(*node_),
              "a number from -1000000000 to 1000000000", "use a larger unit"});
    } else {
        tell({error_code::decimal_too_fine, shown(*node_),
              "a decimal with at most four fraction digits", "round it where it was made"});
    }
    return std::nullopt;
}

std::optional<std::int64_t> cursor::whole(std::int64_t least, std::int64_t most) const {
    const auto read = number();
    if (!read) { return std::nullopt; }
    const std::int64_t value = read->units() / 10'000;
    if (!read->is_whole() || value < least || value > most) {
        tell({error_code::number_not_whole, shown(*node_),
              "a whole number from " + std::to_string(least) + " to " + std::to_string(most),
              "write such a number"});
        return std::nullopt;
    }
    return value;
}

std::optional<std::size_t> cursor::one_of(std::span<const std::string_view> names) const {
    const auto expected = [names] {
        std::string all = "one of ";
        for (const std::string_view name : names) {
            if (name != names.front()) { all += ", "; }
            all += shown(name);
        }
        return all;
    };
    if (!is(json_type::text)) {
        static_cast<void>(expect_text(expected()));
        return std::nullopt;
    }
    const auto found = std::find(names.begin(), names.end(), node_->text);
    if (found != names.end()) { return static_cast<std::size_t>(found - names.begin()); }
    tell({error_code::value_unknown, shown(*node_), expected(), "write one of these",
          nearest_name(node_->text, names)});
    return std::nullopt;
}

std::vector<cursor> cursor::elements(std::size_t most) const {
    std::vector<cursor> out;
    if (!expect(json_type::array)) { return out; }
    if (node_->children().size() > most) {
        tell({error_code::too_many, shown(*node_), "at most " + std::to_string(most),
              "split it up"});
        return out;
    }
    out.reserve(node_->children().size());
    for (std::size_t i = 0; i < node_->children().size(); ++i) { out.push_back(at(i)); }
    return out;
}

template <class T, class Read>
std::vector<T> cursor::different(std::size_t most, Read read) const {
    std::vector<T> out;
    for (const cursor& element : elements(most)) {
        auto one = read(element);
        if (!one) { continue; }
        if (std::find(out.begin(), out.end(), *one) != out.end()) {
            element.tell({error_code::entry_duplicate, shown(element.node()), "each once",
                          "leave the second out"});
            continue;
        }
        out.push_back(std::move(*one));
    }
    return out;
}

std::vector<std::string> cursor::ids(std::size_t most) const {
    return different<std::string>(most, [](const cursor& c) { return c.id(); });
}

std::vector<std::string> cursor::codes(std::size_t most) const {
    return different<std::string>(most, [](const cursor& c) { return c.code(); });
}

std::vector<std::size_t> cursor::several_of(std::span<const std::string_view> names) const {
    return different<std::size_t>(names.size(),
                                  [names](const cursor& c) { return c.one_of(names); });
}

field_reader::field_reader(const cursor& object, node_set* left_out)
    : object_{&object}, left_out_{left_out}, usable_{object.expect(json_type::object)} {
    constexpr std::size_t usual = 16;
    asked_.reserve(usual);
}

std::optional<cursor> field_reader::optional(std::string_view name) {
    asked_.push_back(name);
    if (!usable_) { return std::nullopt; }
    const auto keys = object_->node().keys();
    const auto next = keys.begin() + static_cast<std::ptrdiff_t>(next_);
    auto found = std::find(next, keys.end(), name);
    if (found == keys.end()) {
        found = std::find(keys.begin(), next, name);
        if (found == next) { return std::nullopt; }
    }
    const auto index = static_cast<std::size_t>(found - keys.begin());
    next_ = index + 1;
    return object_->under(index);
}

std::optional<cursor> field_reader::required(std::string_view name) {
    auto found = optional(name);
    if (!found && usable_) {
        object_->tell({error_code::field_missing, "no field " + std::string{name},
                       "the field " + std::string{name}, "add it"});
    }
    return found;
}

void field_reader::is_default(std::string_view name) {
    if (left_out_ == nullptr) { return; }
    if (const json_node* found = object_->node().find(name)) { left_out_->insert(*found); }
}

void field_reader::finish() {
    if (!usable_) { return; }
    const auto keys = object_->node().keys();
    for (std::size_t i = 0; i < keys.size() && !object_->faults().full(); ++i) {
        if (keys[i] == "x" || std::find(asked_.begin(), asked_.end(), keys[i]) != asked_.end()) {
            continue;
        }
        object_->under(i).tell({error_code::field_unknown,
                                is_id(keys[i]) ? "a field " + std::string{keys[i]}
                                               : "a field whose name is " + shown(keys[i]),
                                "only fields of the format",
                                "leave it out, or put your own data under x",
                                nearest_name(keys[i], asked_)});
    }
}

bool read_format(field_reader& fields, std::string_view kind) {
    const auto c = fields.required("format");
    if (!c || !c->expect(json_type::text)) { return false; }
    const std::string_view text = c->node().text;
    const std::string ours = "actueel." + std::string{kind} + '/';
    if (text == ours + '1') { return true; }
    // A format of ours, of whatever kind and version, is named; anything else is only described.
    const std::size_t slash = text.find('/');
    const std::string_view version =
        slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1);
    const bool named = text.starts_with("actueel.") && text.size() <= widest_shown &&
                       is_id(text.substr(0, slash)) && !version.empty() &&
                       version.find_first_not_of("0123456789") == std::string_view::npos;
    const bool newer = named && text.starts_with(ours) && version.front() != '0';
    c->tell({newer ? error_code::format_newer : error_code::format_unknown,
             named ? std::string{text} : shown(c->node()), ours + '1',
             newer ? "use a newer version of the library"
                   : "this is no " + std::string{kind} + " document: look at what was given"});
    return false;
}

} // namespace actueel
