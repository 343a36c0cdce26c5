// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <actueel/instrument/instrument.hpp>

#include <memory>
#include <string>
#include <vector>

namespace actueel {

/// What a plan says of a part of its instrument, for people: `actueel check --explain` prints these.
struct plan_note {
    std::string part; ///< `item harm`, `scale total`, `rule P1`, or `instrument`
    std::string how;  ///< in which lanes it runs, or why it does not
    bool runs = true;
};

namespace detail {
struct plan_content;
}

/// An instrument made ready to score many days of a family at once: a lane for each day, up to 64 beside each other.
///
/// Its figures are the plain engine's own: what each answer brings, fresh or lapsed, is asked of the plain functions when
/// the plan is made, and looked up when it runs. An instrument that asks for more than lanes can hold is left to the plain
/// engine as a whole, and the notes say why. A value that may be read from many threads.
class plan {
  public:
    /// Never fails: a plan of what does not run says so.
    [[nodiscard]] static plan of(const instrument& asked);

    /// Whether families are scored in lanes at all.
    [[nodiscard]] bool runs() const noexcept;
    /// In the order of the instrument: itself, items, scales, rules.
    [[nodiscard]] const std::vector<plan_note>& notes() const noexcept;
    [[nodiscard]] const detail::plan_content& operator*() const noexcept { return *content_; }
    [[nodiscard]] const detail::plan_content* operator->() const noexcept { return content_.get(); }

  private:
    explicit plan(std::shared_ptr<const detail::plan_content> content)
        : content_{std::move(content)} {}
    std::shared_ptr<const detail::plan_content> content_;
};

} // namespace actueel
