// SPDX-License-Identifier: MPL-2.0
#include "introduced_persons.hpp"
#include "link_chains.hpp"
#include "named_rows.hpp"
#include "row_contents.hpp"
#include "row_heads.hpp"

#include <actueel/base/id.hpp>
#include <actueel/columnar/family_records.hpp>

namespace actueel {

class family_reader::work {
  public:
    explicit work(const record_columns& columns)
        : columns_{columns}, cells_{columns}, names_{columns}, heads_{columns, names_, cells_},
          persons_{columns, names_, cells_}, contents_{columns, names_, cells_, persons_} {}

    bool read(std::int64_t first, std::int64_t past, family_records& out) {
        out.rows.clear();
        out.persons.clear();
        out.parts.clear();
        out.first_part.clear();
        out.first = first;
        out.family = columns_.at(field::family).text(first);
        return is_id(out.family) && past - first <= most_rows_of_a_family &&
               heads_.read(first, past, out) &&
               (heads_.later.empty() || detail::link_chains(heads_.later, names_, out)) &&
               persons_.find(out, heads_.introducing, heads_.later, heads_.ids) &&
               contents_.read(out) && (heads_.ids || !memberships_tie(out));
    }

  private:
    /// Whether nothing says which of two memberships of a person came later, where they begin on one day.
    [[nodiscard]] bool memberships_tie(const family_records& family) const {
        const auto at = [&](std::size_t i) -> const record_row& {
            return family.rows[static_cast<std::size_t>(heads_.introducing[i])];
        };
        for (std::size_t i = 0; i < heads_.introducing.size(); ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                const record_row& one = at(i);
                const record_row& other = at(j);
                if (one.type == membership_type && other.type == membership_type &&
                    other.person == one.person && other.on == one.on &&
                    other.recorded_at == one.recorded_at) {
                    return true;
                }
            }
        }
        return false;
    }

    const record_columns& columns_;
    detail::fitting_cells cells_;
    detail::named_rows names_;
    detail::row_heads heads_;
    detail::introduced_persons persons_;
    detail::row_contents contents_;
};

family_reader::family_reader(const record_columns& columns)
    : work_{std::make_unique<work>(columns)} {}
family_reader::~family_reader() = default;

bool family_reader::read(std::int64_t first, std::int64_t past, family_records& out) {
    return work_->read(first, past, out);
}

} // namespace actueel
