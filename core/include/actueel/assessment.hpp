// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: the one question and its answer.

#include <actueel/assessment/assessment.hpp>
#include <actueel/assessment/due.hpp>
#include <actueel/assessment/notes.hpp>
#include <actueel/assessment/parse_instrument.hpp>
#include <actueel/assessment/scored.hpp>
#include <actueel/assessment/to_json.hpp>
#include <actueel/assessment/what_if.hpp>
