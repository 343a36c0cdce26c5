// SPDX-License-Identifier: MPL-2.0
#include <actueel/helpers/sum.hpp>
