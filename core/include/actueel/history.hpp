// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: records, what is in force, which answer is current.

#include <actueel/history/history.hpp>
#include <actueel/history/in_force.hpp>
#include <actueel/history/known.hpp>
#include <actueel/history/known_answers.hpp>
#include <actueel/history/observe.hpp>
#include <actueel/history/reading.hpp>
#include <actueel/history/read_history.hpp>
#include <actueel/history/record.hpp>
#include <actueel/history/told.hpp>
#include <actueel/history/written.hpp>
