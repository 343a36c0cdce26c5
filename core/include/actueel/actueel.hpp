// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the whole library. A user of `assess` needs no more than <actueel/assessment.hpp>.

#include <actueel/assessment.hpp>
#include <actueel/base.hpp>
#include <actueel/columnar.hpp>
#include <actueel/history.hpp>
#include <actueel/instrument.hpp>
#include <actueel/level.hpp>
#include <actueel/override.hpp>
#include <actueel/report.hpp>
#include <actueel/rescoring.hpp>
#include <actueel/response.hpp>
#include <actueel/score.hpp>
#include <actueel/series.hpp>
#include <actueel/trajectory.hpp>
