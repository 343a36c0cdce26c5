// SPDX-License-Identifier: MPL-2.0
#pragma once

// Opens the layer: what is asked and how answers become points.

#include <actueel/instrument/answer.hpp>
#include <actueel/instrument/condition.hpp>
#include <actueel/instrument/events.hpp>
#include <actueel/instrument/evidence.hpp>
#include <actueel/instrument/instrument.hpp>
#include <actueel/instrument/item.hpp>
#include <actueel/instrument/points.hpp>
#include <actueel/instrument/read_instrument.hpp>
#include <actueel/instrument/role.hpp>
#include <actueel/instrument/rules.hpp>
#include <actueel/instrument/scale.hpp>
#include <actueel/instrument/texts.hpp>
