// SPDX-License-Identifier: MPL-2.0
#pragma once

#include <cstdint>

// The Arrow C data interface: two structures with which libraries hand tables to each other without copying. Its names and
// their order are those of the Arrow specification ("The Arrow C data interface"), and so is the guard: whoever defines
// them first, they are the same.

#ifndef ARROW_C_DATA_INTERFACE
#    define ARROW_C_DATA_INTERFACE

#    define ARROW_FLAG_DICTIONARY_ORDERED 1
#    define ARROW_FLAG_NULLABLE 2

extern "C" {

// NOLINTBEGIN(readability-identifier-naming): the specification's names.

/// What a column is: its kind as a short text (`format`), its name, and its children's.
struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    std::int64_t flags;
    std::int64_t n_children;
    ArrowSchema** children;
    ArrowSchema* dictionary;
    void (*release)(ArrowSchema*);
    void* private_data;
};

/// Where a column's cells stand: `offset` cells into its buffers, `length` of them.
struct ArrowArray {
    std::int64_t length;
    std::int64_t null_count;
    std::int64_t offset;
    std::int64_t n_buffers;
    std::int64_t n_children;
    const void** buffers;
    ArrowArray** children;
    ArrowArray* dictionary;
    void (*release)(ArrowArray*);
    void* private_data;
};

// NOLINTEND(readability-identifier-naming)

} // extern "C"

#endif // ARROW_C_DATA_INTERFACE
