// SPDX-License-Identifier: MPL-2.0
#include <actueel/columnar/family_records.hpp>

#include <actueel/base/id.hpp>

#include <algorithm>
#include <bit>
#include <span>

namespace actueel {
namespace {

constexpr std::int8_t correction = static_cast<std::int8_t>(record_type_names.size());
constexpr std::int8_t retraction = correction + 1;

/// The columns that a record of each type may fill, beside those of every record, and those that it must.
struct shape {
    field_set may;
    field_set must;
};
constexpr std::array<shape, record_type_names.size()> shapes = {{
    {set_of(field::born_on), 0},
    {set_of(field::person, field::role, field::lives, field::start, field::until),
     set_of(field::person, field::role, field::start)},
    {set_of(field::start, field::until, field::empty), set_of(field::start, field::empty)},
    {set_of(field::start, field::until, field::kind), set_of(field::start)},
    {set_of(field::observed_on, field::item, field::person, field::answer, field::answer_number,
            field::source, field::by, field::basis, field::sitting, field::repeats,
            field::document),
     set_of(field::observed_on, field::item)},
    {set_of(field::happened_on, field::event, field::severity, field::source, field::by,
            field::basis, field::incident, field::persons, field::parts, field::document),
     set_of(field::happened_on, field::event)},
    {set_of(field::start, field::until, field::persons, field::covers, field::agreed_with),
     set_of(field::start, field::until)},
    {set_of(field::start, field::until, field::source, field::by), set_of(field::start)},
    {set_of(field::observed_on, field::source, field::by, field::item), set_of(field::observed_on)},
    {set_of(field::instrument, field::level, field::computed_low, field::computed_high, field::by,
            field::reason, field::start, field::until, field::person, field::instrument_sha256),
     set_of(field::instrument, field::level, field::computed_low, field::computed_high, field::by,
            field::reason, field::start, field::until)},
    {set_of(field::instrument, field::version, field::instrument_sha256, field::records_sha256,
            field::as_of, field::known_at, field::level_low, field::level_high, field::by,
            field::given_to, field::person),
     set_of(field::instrument, field::as_of, field::by)},
    {set_of(field::about, field::about_item, field::about_person, field::source, field::by), 0},
    {set_of(field::about, field::outcome, field::by, field::reason),
     set_of(field::about, field::outcome)},
    {set_of(field::ends, field::on, field::reason), set_of(field::ends, field::on)},
}};

constexpr field_set of_all = set_of(field::family, field::id, field::type, field::recorded_at,
                                    field::note, field::withhold_from);
/// What a correction says beside the content that it gives.
constexpr field_set of_correction =
    of_all | set_of(field::corrects, field::reason, field::record_type, field::record_reason,
                    field::record_note, field::record_withhold_from);
constexpr field_set of_retraction = of_all | set_of(field::retracts, field::reason);

/// Texts that must be ids, and texts that must be codes of the caller's.
constexpr field_set id_fields = set_of(field::instrument, field::level, field::computed_low,
                                       field::computed_high, field::level_low, field::level_high);
constexpr field_set code_fields =
    set_of(field::by, field::sitting, field::event, field::severity, field::incident, field::kind,
           field::version, field::instrument_sha256, field::records_sha256);
/// Texts for people, which must not be empty, and those that may.
constexpr field_set text_fields = set_of(field::document, field::reason, field::record_reason);
constexpr field_set free_fields = set_of(field::note, field::record_note);
constexpr field_set plain_fields = id_fields | code_fields | text_fields | free_fields;
constexpr field_set list_fields =
    set_of(field::withhold_from, field::record_withhold_from, field::agreed_with, field::given_to);

/// Types whose records need no id: nothing refers to them, and their order among each other makes no difference but where
/// two memberships tie.
constexpr field_set without_ids = field_set{1} << membership_type | field_set{1} << household_type |
                                  field_set{1} << involvement_type |
                                  field_set{1} << observation_type | field_set{1} << event_type |
                                  field_set{1} << goal_type | field_set{1} << view_type |
                                  field_set{1} << sign_off_type;

constexpr std::array<std::string_view, 3> outcome_names = {"upheld", "partly", "not_upheld"};
constexpr std::size_t longest_text = 1U << 20U; ///< beyond, the document's limits may speak
constexpr std::size_t most_audiences = 100;

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view text) {
    return std::find(names.begin(), names.end(), text) != names.end();
}

/// Whether a code's text may stand in a column. Of columns that are not coded: whatever.
bool may_stand(field f, std::string_view text) {
    switch (f) {
    case field::source: return is_one_of(source_names, text);
    case field::basis: return is_one_of(basis_names, text);
    case field::role: return is_one_of(role_names, text);
    case field::lives: return is_one_of(lives_names, text);
    case field::outcome: return is_one_of(outcome_names, text);
    case field::item:
    case field::about_item: return is_item_name(text);
    case field::id:
    case field::person:
    case field::about_person:
    case field::instrument: return is_id(text);
    case field::answer:
    case field::by:
    case field::sitting:
    case field::event:
    case field::severity:
    case field::incident: return is_code(text);
    default: return true;
    }
}

std::uint64_t hash_of(std::string_view text) noexcept {
    std::uint64_t h = 0x9E3779B97F4A7C15U;
    for (const char c : text) { h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3U; }
    return h ^ (h >> 29U);
}

} // namespace

family_reader::family_reader(const record_columns& columns) : columns_{columns} {
    for (const std::string_view text : columns.coded(field::type).texts) {
        const auto found = std::find(record_type_names.begin(), record_type_names.end(), text);
        types_.push_back(text == "correction"   ? correction
                         : text == "retraction" ? retraction
                         : found == record_type_names.end()
                             ? std::int8_t{-1}
                             : static_cast<std::int8_t>(found - record_type_names.begin()));
    }
    for (const std::string_view text : columns.coded(field::record_type).texts) {
        const auto found = std::find(record_type_names.begin(), record_type_names.end(), text);
        record_types_.push_back(found == record_type_names.end()
                                    ? std::int8_t{-1}
                                    : static_cast<std::int8_t>(found - record_type_names.begin()));
    }
    for (std::size_t f = 0; f < field_names.size(); ++f) {
        for (const std::string_view text : columns.coded(static_cast<field>(f)).texts) {
            fits_[f].push_back(may_stand(static_cast<field>(f), text) ? 1 : 0);
        }
        const bool all_fit = std::all_of(fits_[f].begin(), fits_[f].end(),
                                         [](std::uint8_t fits) { return fits != 0; });
        const bool plain = fits_[f].empty() && (plain_fields >> f & 1U) != 0;
        if (plain || !all_fit) { looked_at_ |= field_set{1} << f; }
    }
    coded_persons_.resize(columns.coded(field::person).texts.size());
    const table_origin* const one = columns.one_origin();
    one_clock_ = one != nullptr && !one->recorded;
    const bool coded =
        !columns.coded(field::item).texts.empty() && !columns.coded(field::answer).texts.empty();
    if (coded) {
        constexpr field_set left_aside = list_fields | set_of(field::repeats, field::answer_number);
        plain_may_ = (of_all | shapes[observation_type].may) & ~looked_at_ & ~left_aside;
    }
}

inline bool family_reader::read_days(record_row& r, field start, bool past) {
    const auto on = columns_.at(start).a_day(r.row);
    if (!on) { return false; }
    r.on = *on;
    // At most a day later than it was recorded: the day before had begun.
    return !past || (on->number() - 1) * microseconds_a_day <= r.recorded_at.microseconds();
}

/// The person of a row's column `person`, found once a family and text.
inline std::int32_t family_reader::person_in(const record_row& r) {
    const std::int32_t code = columns_.code(field::person, r.row);
    if (code < 0) { return -1; }
    coded_person& known = coded_persons_[static_cast<std::size_t>(code)];
    if (known.stamp != stamp_) {
        const auto& persons = out_->persons;
        const std::string_view id =
            columns_.coded(field::person).texts[static_cast<std::size_t>(code)];
        const auto found = std::find(persons.begin(), persons.end(), id);
        known = {stamp_,
                 found == persons.end() ? -1 : static_cast<std::int32_t>(found - persons.begin())};
    }
    if (known.person < 0) { return -1; }
    return introduced_at_[static_cast<std::size_t>(known.person)] <= r.recorded_at ? known.person
                                                                                   : -1;
}

/// Whether a row is an observation that says its item, its answer as a code and its day, and nothing that needs a closer look.
inline bool family_reader::is_plain(const record_row& r) const {
    constexpr field_set must = set_of(field::item, field::answer, field::observed_on);
    const field_set filled = columns_.filled(r.row);
    return r.type == observation_type && !r.corrects && !r.retracts &&
           (filled & ~plain_may_) == 0 && (filled & must) == must;
}

/// As `read_content`, of a plain row.
inline bool family_reader::read_plain(record_row& r) {
    if ((columns_.filled(r.row) & just(field::person)) != 0) {
        r.person = person_in(r);
        if (r.person < 0) { return false; }
    }
    return one_clock_ || read_days(r, field::observed_on, true);
}

bool family_reader::read(std::int64_t first, std::int64_t past, family_records& out) {
    out_ = &out;
    ++stamp_;
    out.rows.clear();
    out.persons.clear();
    out.parts.clear();
    out.first_part.clear();
    out.first = first;
    out.family = columns_.at(field::family).text(first);
    if (!is_id(out.family) || past - first > most_rows_of_a_family) { return false; }
    if (!read_heads(first, past) || !place_ids() || !link_chains() || !introduce_persons()) {
        return false;
    }
    ends_ = false;
    out.first_part.resize(out.rows.size() + 1);
    std::int32_t* part = out.first_part.data();
    for (record_row& r : out.rows) {
        *part++ = static_cast<std::int32_t>(out.parts.size());
        if (!(is_plain(r) ? read_plain(r) : r.retracts ? read_retraction(r) : read_content(r))) {
            return false;
        }
    }
    *part = static_cast<std::int32_t>(out.parts.size());
    if (!ids_ && memberships_tie()) { return false; }
    return !ends_ || std::all_of(out.rows.begin(), out.rows.end(), [this](record_row& r) {
        return r.retracts || r.type != ending_type || read_ending(r);
    });
}

/// Whether nothing says which of two memberships of a person came later, where they begin on one day.
bool family_reader::memberships_tie() const {
    const auto& rows = out_->rows;
    for (std::size_t i = 0; i < introducing_.size(); ++i) {
        const record_row& one = rows[introducing_[i]];
        for (std::size_t j = 0; j < i; ++j) {
            const record_row& other = rows[introducing_[j]];
            if (one.type == membership_type && other.type == membership_type &&
                other.person == one.person && other.on == one.on &&
                other.recorded_at == one.recorded_at) {
                return true;
            }
        }
    }
    return false;
}

// ---- heads: ids, types, instants

/// The type of all records of a table, where its name says it; else -1.
std::int8_t family_reader::implied_type(const table_origin& origin) {
    if (!origin.type) { return -1; }
    if (*origin.type == "correction") { return correction; }
    if (*origin.type == "retraction") { return retraction; }
    const auto own = std::find(record_type_names.begin(), record_type_names.end(), *origin.type);
    return static_cast<std::int8_t>(own - record_type_names.begin());
}

inline bool family_reader::read_id(record_row& r) const {
    const coded_texts& ids = columns_.coded(field::id);
    if (ids.codes.empty()) {
        r.id = columns_.at(field::id).text(r.row);
        return is_id(r.id);
    }
    const std::int32_t code = ids.codes[static_cast<std::size_t>(r.row)];
    if (code < 0 ||
        fits_[static_cast<std::size_t>(field::id)][static_cast<std::size_t>(code)] == 0) {
        return false;
    }
    r.id = ids.texts[static_cast<std::size_t>(code)];
    return true;
}

inline bool family_reader::read_instant(record_row& r) const {
    const auto when = columns_.at(field::recorded_at).an_instant(r.row);
    if (when) { r.recorded_at = *when; }
    return when.has_value();
}

/// One clock: recorded at the start of the day that it speaks of.
inline bool family_reader::read_one_clock(record_row& r) const {
    static constexpr field dated_by[] = {field::observed_on, field::happened_on, field::start,
                                         field::on};
    for (const field by : dated_by) {
        if ((columns_.filled(r.row) & just(by)) == 0) { continue; }
        const auto on = columns_.at(by).a_day(r.row);
        if (!on) { return false; }
        r.on = *on;
        r.recorded_at = instant::from_microseconds(on->number() * microseconds_a_day);
        return true;
    }
    return false;
}

bool family_reader::read_heads(std::int64_t first, std::int64_t past) {
    const table_origin* const one = columns_.one_origin();
    const std::int8_t implied_of_all = one == nullptr ? std::int8_t{-1} : implied_type(*one);
    ids_ = columns_.origin(first).ids;
    introducing_.clear();
    later_.clear();
    for (std::int64_t row = first; row < past; ++row) {
        const field_set filled = columns_.filled(row);
        if (filled == just(field::family) && !columns_.strange(row)) {
            continue; // says that the family is there
        }
        const table_origin& origin = one == nullptr ? columns_.origin(row) : *one;
        if (columns_.strange(row) || origin.ids != ids_) { return false; }
        const std::size_t index = out_->rows.size();
        record_row& r = out_->rows.emplace_back();
        r.row = row;
        r.root = static_cast<std::int32_t>(index);
        const std::int32_t code = columns_.code(field::type, row);
        r.type = code < 0 ? std::int8_t{observation_type} : types_[static_cast<std::size_t>(code)];
        const std::int8_t implied = one == nullptr ? implied_type(origin) : implied_of_all;
        if (implied >= 0) {
            if (code >= 0 && r.type != implied) { return false; }
            r.type = implied;
        }
        if (r.type < 0 || (!ids_ && (without_ids >> static_cast<unsigned>(r.type) & 1U) == 0)) {
            return false;
        }
        if (r.type <= membership_type) {
            introducing_.push_back(index);
        } else if (r.type >= correction) {
            r.corrects = r.type == correction;
            r.retracts = r.type == retraction;
            later_.push_back(index);
        }
        if (ids_ && !read_id(r)) { return false; }
        if (!(origin.recorded ? read_instant(r) : read_one_clock(r))) { return false; }
        r.known.from = r.recorded_at;
    }
    return true;
}

bool family_reader::place_ids() {
    std::vector<record_row>& rows = out_->rows;
    if (!ids_) { return true; }
    std::size_t wanted = 64;
    while (wanted < rows.size() * 2) { wanted *= 2; }
    if (places_.size() < wanted) { places_.assign(wanted, {}); }
    const std::size_t mask = places_.size() - 1;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        std::size_t at = hash_of(rows[i].id) & mask;
        while (places_[at].stamp == stamp_) {
            if (places_[at].id == rows[i].id) { return false; }
            at = (at + 1) & mask;
        }
        places_[at] = {stamp_, static_cast<std::int32_t>(i), rows[i].id};
    }
    return true;
}

std::int32_t family_reader::row_of(std::string_view id) const {
    if (!ids_ || places_.empty()) { return -1; }
    const std::size_t mask = places_.size() - 1;
    for (std::size_t at = hash_of(id) & mask; places_[at].stamp == stamp_; at = (at + 1) & mask) {
        if (places_[at].id == id) { return places_[at].row; }
    }
    return -1;
}

// ---- corrections and retractions to chains

bool family_reader::link_chains() {
    std::vector<record_row>& rows = out_->rows;
    for (const std::size_t i : later_) {
        record_row& r = rows[i];
        r.root = -1;
        const std::string_view id =
            columns_.at(r.corrects ? field::corrects : field::retracts).text(r.row);
        r.target = row_of(id);
        if (r.target < 0) { return false; }
        record_row& target = rows[static_cast<std::size_t>(r.target)];
        if (target.retracts || target.successor >= 0 || r.recorded_at < target.recorded_at) {
            return false;
        }
        target.successor = static_cast<std::int32_t>(i);
    }
    if (later_.empty()) { return true; }
    std::size_t in_line = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].root != static_cast<std::int32_t>(i)) { continue; }
        ++in_line;
        for (auto at = static_cast<std::int32_t>(i);
             rows[static_cast<std::size_t>(at)].successor >= 0;) {
            record_row& before = rows[static_cast<std::size_t>(at)];
            at = before.successor;
            record_row& later = rows[static_cast<std::size_t>(at)];
            later.root = static_cast<std::int32_t>(i);
            later.type = rows[i].type;
            before.known.until = later.recorded_at;
            ++in_line;
        }
    }
    return in_line == rows.size(); // what no line leads to is a circle
}

// ---- who is introduced, and when

/// The place of who is introduced; -1 where it is no id, or they are too many.
std::int32_t family_reader::introduce(std::string_view id, instant when) {
    if (!is_id(id)) { return -1; }
    for (std::size_t i = 0; i < introduced_.size(); ++i) {
        if (introduced_[i].id == id) {
            introduced_[i].when = std::min(introduced_[i].when, when);
            return static_cast<std::int32_t>(i);
        }
    }
    if (introduced_.size() == 100) { return -1; } // such a family is left to the document's reader
    introduced_.push_back({id, when});
    return static_cast<std::int32_t>(introduced_.size()) - 1;
}

bool family_reader::introduce_member(const record_row& r) {
    const std::int32_t code = columns_.code(field::person, r.row);
    if (code < 0) { return introduce(columns_.at(field::person).text(r.row), r.recorded_at) >= 0; }
    coded_person& known = coded_persons_[static_cast<std::size_t>(code)];
    if (known.stamp == stamp_) { // for now, its place among the introduced
        instant& when = introduced_[static_cast<std::size_t>(known.person)].when;
        when = std::min(when, r.recorded_at);
        return true;
    }
    const std::string_view id = columns_.coded(field::person).texts[static_cast<std::size_t>(code)];
    known = {stamp_, introduce(id, r.recorded_at)};
    if (known.person < 0) { return false; }
    introduced_[static_cast<std::size_t>(known.person)].code = code;
    return true;
}

bool family_reader::introduce_persons() {
    introduced_.clear();
    for (const std::size_t i : introducing_) {
        const record_row& r = out_->rows[i];
        if (!(r.type == person_type ? introduce(r.id, r.recorded_at) >= 0 : introduce_member(r))) {
            return false;
        }
    }
    for (const std::size_t i : later_) { // a membership's correction may name somebody else
        const record_row& r = out_->rows[i];
        if (r.corrects && r.type == membership_type && !introduce_member(r)) { return false; }
    }
    std::sort(introduced_.begin(), introduced_.end(),
              [](const introduction& a, const introduction& b) { return a.id < b.id; });
    introduced_at_.clear();
    for (const introduction& one : introduced_) {
        if (!ids_ && one.id.substr(0, 3) == "row") {
            return false;
        }                                         // as records without ids are called
        const std::int32_t same = row_of(one.id); // a record of that id is the person's first
        if (same >= 0) {
            const record_row& r = out_->rows[static_cast<std::size_t>(same)];
            if (r.type != person_type || r.corrects || r.retracts) { return false; }
        }
        if (one.code >= 0) {
            coded_persons_[static_cast<std::size_t>(one.code)].person =
                static_cast<std::int32_t>(out_->persons.size());
        }
        out_->persons.push_back(one.id);
        introduced_at_.push_back(one.when);
    }
    return true;
}

std::int32_t family_reader::person_of(std::string_view id, instant by) const {
    const auto& persons = out_->persons;
    const auto found = std::find(persons.begin(), persons.end(), id);
    if (found == persons.end()) { return -1; }
    const auto at = found - persons.begin();
    return introduced_at_[static_cast<std::size_t>(at)] <= by ? static_cast<std::int32_t>(at) : -1;
}

// ---- contents

bool family_reader::refers(std::string_view id, field_set types, instant by,
                           std::int32_t& found) const {
    found = row_of(id);
    if (found < 0) { return false; }
    const record_row& r = out_->rows[static_cast<std::size_t>(found)];
    return !r.corrects && !r.retracts && r.recorded_at <= by &&
           (types >> static_cast<unsigned>(r.type) & 1U) != 0;
}

bool family_reader::read_run(record_row& r, bool must_end) {
    if (!read_days(r, field::start, false)) { return false; }
    const column& untils = columns_.at(field::until);
    if ((columns_.filled(r.row) & just(field::until)) == 0) { return !must_end; }
    const auto until = untils.a_day(r.row);
    if (!until || *until < r.on) { return false; }
    r.until = *until;
    return true;
}

bool family_reader::fits_lists(const record_row& r) {
    const field_set lists = columns_.filled(r.row) & list_fields;
    for (std::size_t f = 0; (lists >> f) != 0; ++f) {
        if ((lists >> f & 1U) == 0) { continue; }
        if (!columns_.at(static_cast<field>(f)).a_list(r.row, entries_)) { return false; }
        if (entries_.size() > most_audiences) { return false; }
        for (std::size_t i = 0; i < entries_.size(); ++i) {
            const auto before = entries_.begin() + static_cast<std::ptrdiff_t>(i);
            if (!is_code(entries_[i]) ||
                std::find(entries_.begin(), before, entries_[i]) != before) {
                return false;
            }
        }
    }
    return true;
}

bool family_reader::fits_texts(const record_row& r) const {
    for (field_set left = columns_.filled(r.row) & looked_at_; left != 0; left &= left - 1) {
        const auto f = static_cast<std::size_t>(std::countr_zero(left));
        const auto which = static_cast<field>(f);
        if (!fits_[f].empty()) {
            const std::int32_t code = columns_.code(which, r.row);
            if (code >= 0 && fits_[f][static_cast<std::size_t>(code)] == 0) { return false; }
            continue;
        }
        if (columns_.at(which).kind() != column_kind::text) { return false; }
        const std::string_view text = columns_.at(which).text(r.row);
        const field_set bit = just(which);
        if ((bit & id_fields) != 0 && !is_id(text)) { return false; }
        if ((bit & code_fields) != 0 && !is_code(text)) { return false; }
        if ((bit & (text_fields | free_fields)) != 0 &&
            (text.size() > longest_text || text.find('\0') != std::string_view::npos)) {
            return false;
        }
        if ((bit & text_fields) != 0 &&
            text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
            return false;
        }
    }
    return true;
}

bool family_reader::read_retraction(const record_row& r) {
    return (columns_.filled(r.row) & ~of_retraction) == 0 && fits_texts(r) && fits_lists(r);
}

bool family_reader::read_content(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    const shape& own = shapes[static_cast<std::size_t>(static_cast<std::uint8_t>(r.type))];
    field_set content = filled;
    if (r.corrects) {
        // A correction's own reason stands beside the content's, which is record_reason.
        const std::int32_t type = columns_.code(field::record_type, r.row);
        if (type >= 0 && record_types_[static_cast<std::size_t>(type)] != r.type) { return false; }
        content &= ~of_correction;
        if ((filled & just(field::record_reason)) != 0) { content |= just(field::reason); }
        if ((filled & just(field::corrects)) == 0) { return false; }
    } else {
        content &= ~of_all;
    }
    if ((content & ~own.may) != 0 || (own.must & ~content) != 0) { return false; }
    if (!fits_texts(r) || !fits_lists(r)) { return false; }
    if ((filled & just(field::person)) != 0) {
        r.person = person_in(r);
        if (r.person < 0) { return false; }
    }
    switch (r.type) {
    case person_type:
        r.person = person_of(out_->rows[static_cast<std::size_t>(r.root)].id, r.recorded_at);
        return (filled & just(field::born_on)) == 0 || read_days(r, field::born_on, false);
    case membership_type:
    case involvement_type:
    case goal_type: return read_run(r, false);
    case household_type: {
        if (!read_run(r, false) || !columns_.at(field::empty).a_list(r.row, entries_)) {
            return false;
        }
        const bool known = std::all_of(entries_.begin(), entries_.end(), [](std::string_view e) {
            return e == role_names[0] || e == role_names[1];
        });
        return known && !entries_.empty() &&
               (entries_.size() == 1 || (entries_.size() == 2 && entries_[0] != entries_[1]));
    }
    case observation_type: return read_observation(r);
    case event_type: return read_days(r, field::happened_on, true) && read_persons(r, true);
    case plan_type: {
        if (!read_run(r, true) || !read_persons(r, false)) { return false; }
        if (!columns_.at(field::covers).a_list(r.row, entries_) || entries_.size() > 1000) {
            return false;
        }
        return std::all_of(entries_.begin(), entries_.end(), is_item_name);
    }
    case view_type: return read_days(r, field::observed_on, true);
    case override_type: return read_run(r, true);
    case sign_off_type: return read_sign_off(r);
    case dispute_type: {
        const bool by_item = (filled & just(field::about_item)) != 0;
        if (((filled & just(field::about)) != 0) == by_item) { return false; }
        if (!by_item) {
            return (filled & just(field::about_person)) == 0 &&
                   refers(columns_.at(field::about).text(r.row), ~field_set{0}, r.recorded_at,
                          r.about);
        }
        if ((filled & just(field::about_person)) == 0) { return true; }
        r.person = person_of(columns_.at(field::about_person).text(r.row), r.recorded_at);
        return r.person >= 0;
    }
    case dispute_answer_type:
        return refers(columns_.at(field::about).text(r.row), field_set{1} << dispute_type,
                      r.recorded_at, r.about);
    default: // an ending
        ends_ = true;
        r.on = columns_.at(field::on).a_day(r.row).value_or(day::never());
        return !r.on.is_never() &&
               refers(columns_.at(field::ends).text(r.row),
                      field_set{1} << membership_type | field_set{1} << household_type |
                          field_set{1} << involvement_type | field_set{1} << plan_type |
                          field_set{1} << goal_type | field_set{1} << dispute_type,
                      r.recorded_at, r.about);
    }
}

bool family_reader::read_observation(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    const bool coded = (filled & just(field::answer)) != 0;
    if (coded == ((filled & just(field::answer_number)) != 0)) { return false; }
    if (coded && columns_.code(field::answer, r.row) < 0) { return false; }
    if (!coded && !columns_.at(field::answer_number).a_number(r.row)) { return false; }
    if ((filled & just(field::repeats)) != 0 &&
        !refers(columns_.at(field::repeats).text(r.row), field_set{1} << observation_type,
                r.recorded_at, r.about)) {
        return false;
    }
    return columns_.code(field::item, r.row) >= 0 && read_days(r, field::observed_on, true);
}

bool family_reader::read_persons(record_row& r, bool with_parts) {
    const field_set filled = columns_.filled(r.row);
    more_entries_.clear();
    if ((filled & just(field::persons)) == 0) { return (filled & just(field::parts)) == 0; }
    if (!columns_.at(field::persons).a_list(r.row, entries_)) { return false; }
    const bool parts = (filled & just(field::parts)) != 0;
    if (parts && (!columns_.at(field::parts).a_list(r.row, more_entries_) ||
                  more_entries_.size() != entries_.size())) {
        return false;
    }
    const std::size_t first = out_->parts.size();
    for (std::size_t i = 0; i < entries_.size(); ++i) {
        const std::int32_t person = person_of(entries_[i], r.recorded_at);
        part as = part::not_stated;
        if (parts && !more_entries_[i].empty()) {
            const auto known = std::span{part_names}.first(3);
            const auto found = std::find(known.begin(), known.end(), more_entries_[i]);
            if (found == known.end()) { return false; }
            as = static_cast<part>(found - known.begin());
        }
        const auto again = [person](const auto& one) { return one.first == person; };
        const auto own = out_->parts.begin() + static_cast<std::ptrdiff_t>(first);
        if (person < 0 || (!with_parts && std::any_of(own, out_->parts.end(), again))) {
            return false;
        }
        out_->parts.emplace_back(person, as);
    }
    return out_->parts.size() - first <= 10'000;
}

bool family_reader::read_sign_off(record_row& r) {
    const field_set filled = columns_.filled(r.row);
    if (!read_days(r, field::as_of, false)) { return false; }
    if ((filled & just(field::known_at)) != 0) {
        const auto known = columns_.at(field::known_at).an_instant(r.row);
        if (!known || *known > r.recorded_at) { return false; }
    }
    return ((filled & just(field::level_low)) != 0) == ((filled & just(field::level_high)) != 0);
}

/// An ending may not lie before the start that its record had when it was written down.
bool family_reader::read_ending(record_row& r) {
    const record_row* start = &out_->rows[static_cast<std::size_t>(r.about)];
    if (start->type == dispute_type) { return true; }
    while (start->successor >= 0) {
        const record_row& later = out_->rows[static_cast<std::size_t>(start->successor)];
        if (later.retracts || later.recorded_at > r.recorded_at) { break; }
        start = &later;
    }
    return start->on <= r.on;
}

} // namespace actueel
