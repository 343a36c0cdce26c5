// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/result.hpp>
#include <actueel/instrument/instrument.hpp>

#include <string>
#include <string_view>

namespace actueel {

/// Reads an instrument document (`actueel.instrument/1`) and checks it, its own worked `cases` included: all problems
/// at once, in document order (semantics 9). The cases are assessed only when all else is well.
[[nodiscard]] result<instrument> try_parse_instrument(std::string_view text,
                                                      std::string_view document = "instrument");
[[nodiscard]] instrument parse_instrument(std::string_view text,
                                          std::string_view document = "instrument");
[[nodiscard]] result<instrument> try_load_instrument(const std::string& path);
[[nodiscard]] instrument load_instrument(const std::string& path);

} // namespace actueel
