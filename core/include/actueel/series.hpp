// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: repeated ratings as an estimated line, trajectories as rows for statistics. Nothing decides an answer.

#include <actueel/series/counting_process.hpp>
#include <actueel/series/local_level.hpp>
#include <actueel/series/on_record.hpp>
