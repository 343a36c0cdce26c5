// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: many families on many days, in lanes where an instrument's plan runs, else by the plain engine; and each
// family at its own moments.

#include <actueel/rescoring/additive_kernel.hpp>
#include <actueel/rescoring/days.hpp>
#include <actueel/rescoring/lane_scorer.hpp>
#include <actueel/rescoring/moment_rescorer.hpp>
#include <actueel/rescoring/own_moments.hpp>
#include <actueel/rescoring/plan.hpp>
#include <actueel/rescoring/rescorer.hpp>
#include <actueel/rescoring/score_block.hpp>
