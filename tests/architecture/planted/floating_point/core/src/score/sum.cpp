// SPDX-License-Identifier: MPL-2.0
double sum(double a, double b) { return a + b; }
