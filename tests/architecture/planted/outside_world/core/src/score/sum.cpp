// SPDX-License-Identifier: MPL-2.0
#include <chrono>

const char* said = "std::cout in a text is nobody's business";
auto now() { return std::chrono::system_clock::now(); }
void tell() { std::cout << std::getenv("HOME"); }
