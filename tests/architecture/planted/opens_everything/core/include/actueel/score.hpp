// SPDX-License-Identifier: MPL-2.0
#pragma once
#include <actueel/actueel.hpp>
