// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: tables of records as Arrow columns, read family by family, and columns that are made.

#include <actueel/columnar/arrow.hpp>
#include <actueel/columnar/column.hpp>
#include <actueel/columnar/family_records.hpp>
#include <actueel/columnar/made_columns.hpp>
#include <actueel/columnar/record_columns.hpp>
#include <actueel/columnar/to_history.hpp>
