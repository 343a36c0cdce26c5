// SPDX-License-Identifier: MPL-2.0
#pragma once
#include <actueel/base.hpp>
#include <actueel/score/sum.hpp>
