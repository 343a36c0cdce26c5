// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/base/error_code.hpp>

#include <exception>
#include <string>
#include <vector>

namespace actueel {

/// One fault of a document or a question: where, what was found, what was expected, what to do (semantics 10).
///
/// `found` and unknown keys in `place` are shown only when shaped as a code, id, number or day; anything else appears
/// as its type and length, so that no free text about people reaches a message.
struct problem {
    error_code code{};
    std::string document; ///< the name the caller gave: a path, or what it is
    std::string
        place; ///< JSON Pointer; `line L, column C` where the text is not JSON; empty for the whole document
    std::string found;
    std::string expected;
    std::string remedy;
    std::string nearest; ///< the nearest known name, or empty

    friend bool operator==(const problem&, const problem&) = default;
};

/// `document place: found X, expected Y; did you mean N? remedy. [code]`. The one place where an error text is built.
[[nodiscard]] std::string to_string(const problem& p);

/// Everything that is wrong, in document order. The one error type: thrown by the throwing doors, held by `result`.
class error : public std::exception {
  public:
    /// Precondition: at least one problem.
    explicit error(std::vector<problem> problems);
    explicit error(problem only);

    /// In document order, never empty.
    [[nodiscard]] const std::vector<problem>& problems() const noexcept { return problems_; }
    [[nodiscard]] error_code code() const noexcept { return problems_.front().code; }
    /// One line a problem.
    [[nodiscard]] const char* what() const noexcept override { return text_.c_str(); }

  private:
    std::vector<problem> problems_;
    std::string text_;
};

} // namespace actueel
