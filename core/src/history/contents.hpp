// SPDX-License-Identifier: MPL-2.0
#pragma once

#include "chain_starts.hpp"
#include "references.hpp"

namespace actueel::detail {

/// One link while its content is read.
struct link_reading {
    reference_reader& names;
    chain_starts& starts;
    node_set& left_out; ///< gets the defaults that are written out
    instant recorded_at;
    told_content& told; ///< gets what is for people
};

/// Reads what a link says, by the index of its type in `record_type_names` (documents: History), and tells what does not fit.
[[nodiscard]] record_content read_content(std::size_t type, field_reader& fields,
                                          const link_reading& of);

} // namespace actueel::detail
