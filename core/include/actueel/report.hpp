// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: for whom a report is, what that reader does not get, and the report as a document.

#include <actueel/report/audience.hpp>
#include <actueel/report/report.hpp>
#include <actueel/report/withheld.hpp>
