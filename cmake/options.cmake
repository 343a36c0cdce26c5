# SPDX-License-Identifier: MPL-2.0
# Every option of the project. What only a developer of actueel wants is off in somebody else's project.

option(ACTUEEL_INSTALL "Write install rules and the CMake package" ${PROJECT_IS_TOP_LEVEL})
option(ACTUEEL_PYTHON "Build the Python extension (scikit-build-core sets this)" OFF)

option(ACTUEEL_TESTS "Build the unit tests (needs GoogleTest)" ${PROJECT_IS_TOP_LEVEL})
option(ACTUEEL_CASES "Build the runner of tests/cases" ${PROJECT_IS_TOP_LEVEL})
option(ACTUEEL_BENCH "Build the benchmarks (needs Google Benchmark)" OFF)
option(ACTUEEL_WERROR "Make every warning an error" OFF)
option(ACTUEEL_TIDY "Run clang-tidy on every file compiled" OFF)
option(ACTUEEL_CCACHE "Compile through ccache where it is installed" ${PROJECT_IS_TOP_LEVEL})
set(ACTUEEL_SANITIZE "" CACHE STRING "Sanitizers for our own targets, for example address,undefined")

# Our own build without a wish is an optimised one; a consumer's build type is the consumer's.
if(PROJECT_IS_TOP_LEVEL AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Build type" FORCE)
endif()
