// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: days, decimals, intervals, errors, documents as located trees.

#include <actueel/base/day.hpp>
#include <actueel/base/decimal.hpp>
#include <actueel/base/document_reader.hpp>
#include <actueel/base/duration.hpp>
#include <actueel/base/error.hpp>
#include <actueel/base/error_code.hpp>
#include <actueel/base/id.hpp>
#include <actueel/base/instant.hpp>
#include <actueel/base/interval.hpp>
#include <actueel/base/json_builder.hpp>
#include <actueel/base/json_writer.hpp>
#include <actueel/base/kleene.hpp>
#include <actueel/base/located.hpp>
#include <actueel/base/nearest.hpp>
#include <actueel/base/result.hpp>
#include <actueel/base/sha256.hpp>
#include <actueel/base/unfilled.hpp>
#include <actueel/base/version.hpp>
