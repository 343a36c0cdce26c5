// SPDX-License-Identifier: MPL-2.0
#include <actueel/actueel.hpp>
#include <actueel/assessment.hpp>
#include <actueel/score/sum.hpp>
