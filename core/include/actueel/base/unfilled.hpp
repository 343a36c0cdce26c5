// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <memory>
#include <new>
#include <utility>
#include <vector>

namespace actueel {

/// Room that is asked for is not filled first: every cell is written once.
template <class T>
struct unfilled : std::allocator<T> {
    template <class U>
    struct rebind {
        using other = unfilled<U>;
    };
    template <class U>
    void construct(U* at) noexcept {
        ::new (static_cast<void*>(at)) U;
    }
    template <class U, class... From>
    void construct(U* at, From&&... from) {
        ::new (static_cast<void*>(at)) U(std::forward<From>(from)...);
    }
};
template <class T>
using unfilled_vector = std::vector<T, unfilled<T>>;

} // namespace actueel
