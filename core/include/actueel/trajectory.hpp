// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: the assessment as a function of the day, what changed between two moments, the past asked again, and
// what leaned on a record; and what asks for attention on a day.

#include <actueel/trajectory/attention.hpp>
#include <actueel/trajectory/change.hpp>
#include <actueel/trajectory/days_of_change.hpp>
#include <actueel/trajectory/reach.hpp>
#include <actueel/trajectory/reliable_change.hpp>
#include <actueel/trajectory/replay.hpp>
#include <actueel/trajectory/trajectory.hpp>
