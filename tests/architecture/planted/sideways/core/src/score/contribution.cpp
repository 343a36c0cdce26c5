// SPDX-License-Identifier: MPL-2.0
#include <actueel/history/record.hpp> // on the same line as score
#include <actueel/instrument/item.hpp>
