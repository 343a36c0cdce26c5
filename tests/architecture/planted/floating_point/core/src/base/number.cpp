// SPDX-License-Identifier: MPL-2.0
double allowed_here() { return 0.5; }
