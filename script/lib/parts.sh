# SPDX-License-Identifier: MPL-2.0
# shellcheck shell=bash
# The parts of script/test, quick ones first: name, budget in seconds on two cores with nothing
# compiled before, what it shows.
# Each is a function part_<name> below; it may run alone, on a fresh machine, and repeatedly.

# shellcheck source=script/lib/common.sh
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# shellcheck disable=SC2034 # read by script/test
parts=(
    "style         60 form: clang-format, ruff, mypy, shellcheck"
    "architecture  10 layers, directions and words of the repository, with planted violations"
    "core         300 unit tests, warnings as errors, every header compiled alone, wrong uses refused"
    "python       300 the Python package and the command line, from an installed wheel"
    "author        30 what authors use: warnings, differences, drafts, codebooks, FHIR in and out"
    "invalid       90 refused documents, each with its exact error; the schemas say the same"
    "instruments   20 shipped instruments against the tables of their sources; plain words everywhere"
    "cases        340 the shared cases in C++: -O0, -O1, -O3 and -march=native give the same bytes"
    "series        40 development lines and counting processes agree with statsmodels and R"
    "reference    150 an independent scorer agrees on generated cases, changes and trajectories"
    "browser      120 every page in Chromium: scripts, keyboard, narrow, dark, print, axe, no request, hostile texts"
    "spark        150 rescoring on two executors of Spark, one of them killed, gives the rows of one machine"
    "readme        20 the examples of the README run as they stand"
    "install       90 a consumer builds from an installed copy and from a subdirectory"
    "wheel        180 sdist and wheel build, twice to the same bytes, and score in a fresh environment"
    "bench         60 the benchmarks compile, check their answers and run; with peers on the same rows"
    "instructions  20 the hot paths take no more instructions than was recorded"
    "demo          90 script/demo, on real data and on sample families"
    "clang        110 the core and its cases by clang"
    "wasm         110 the core and its cases by emscripten, in node"
    "asan         390 unit tests and cases under the address and undefined behaviour sanitizers"
    "tidy         270 the core read by clang-tidy"
)

python() { "$venv/bin/python" "$@"; }

# run_pytest OPTION... FOLDER...: a folder that is missing, or in which nothing is collected, is a failure.
run_pytest() {
    local folder
    for folder in "$@"; do
        case $folder in
        -*) ;;
        *) find "$folder" -name 'test_*.py' | grep -q . || fail "$folder: no tests there" || return ;;
        esac
    done
    python -m pytest -q "$@" # exit 5, nothing collected, fails too
}

workflow() { cmake --workflow --preset "$1"; }

# All of them, so that one run tells everything.
part_style() {
    need_packages git clang-format shellcheck
    need_venv
    local ok=0
    git ls-files -z '*.hpp' '*.cpp' | xargs -0 clang-format --dry-run --Werror || ok=1
    python -m ruff check . || ok=1
    python -m ruff format --check . || ok=1
    python -m mypy || ok=1
    git ls-files -z script .ci tests/install | xargs -0 grep -lZE '^#!.*bash|^# shellcheck shell=' |
        xargs -0 shellcheck --external-sources || ok=1
    [ $ok = 0 ] || fail "script/format mends form; the rest is above"
}

part_architecture() {
    need_venv
    run_pytest tests/architecture
}

part_core() {
    need_compiler
    need_packages python3
    workflow dev
}

part_python() {
    need_actueel
    python -m mypy.stubtest actueel._core --allowlist bindings/python/stubtest.txt
    run_pytest "-n$jobs" tests/python
}

part_author() {
    need_actueel
    run_pytest "-n$jobs" tests/author tests/convert
}

part_invalid() {
    need_actueel
    run_pytest "-n$jobs" tests/invalid
    run_pytest "-n$jobs" tests/schemas
}

part_instruments() {
    need_actueel
    run_pytest tests/instruments tests/words
}

part_cases() {
    need_compiler
    local preset
    workflow release
    for preset in plain native; do workflow $preset; done
    need_actueel
    run_pytest tests/cases
}

part_series() {
    need_packages r-base-core r-cran-cardata r-cran-survival
    need_actueel
    run_pytest "-n$jobs" --dist=loadfile tests/series
}

part_reference() {
    need_actueel
    run_pytest tests/reference
    script/differential
}

part_browser() {
    need_packages chromium poppler-utils
    need_beside browser
    venv=build/browser run_pytest "-n$jobs" tests/browser
}

part_spark() {
    need_packages openjdk-17-jre-headless
    need_beside spark
    # Spark 4.3 warns of any pandas of today, which is in the environment for other parts and of which nothing is used.
    venv=build/spark run_pytest tests/spark "-Wignore:PySpark does not yet fully support pandas:FutureWarning"
}

part_readme() {
    need_actueel # and g++ with it, for the C++ of the README
    run_pytest tests/readme
}

part_install() {
    need_compiler
    tests/install/run
}

part_wheel() {
    need_actueel
    run_pytest tests/wheel
}

part_bench() {
    need_compiler
    need_packages libbenchmark-dev
    workflow bench
    local bench found=0
    for bench in build/bench/bench/bench_*; do
        [ -x "$bench" ] || continue
        found=$((found + 1))
        say "$bench"
        "$bench" --benchmark_min_time=0.05 --benchmark_out=build/bench/out.json --benchmark_out_format=json
        if grep -q '"error_occurred": true' build/bench/out.json; then
            fail "$bench: an answer is wrong, see error_message above" || return
        fi
    done
    [ "$found" -gt 0 ] || fail "bench/: no benchmark was built" || return
    need_actueel
    python bench/compare/run.py --smoke
}

part_instructions() {
    need_compiler
    need_packages libbenchmark-dev valgrind libc6-dbg
    cmake --preset bench >/dev/null
    cmake --build --preset bench --target hot_paths
    python3 bench/instructions/count.py
}

part_demo() {
    need_packages r-base-core r-cran-cardata
    need_actueel
    run_pytest "-n$jobs" tests/demo
    script/demo
}

part_clang() {
    need_compiler
    need_packages clang
    workflow clang
}

part_wasm() {
    need_compiler
    need_packages emscripten
    EMSCRIPTEN=$(em-config EMSCRIPTEN_ROOT) workflow wasm
}

part_asan() {
    need_compiler
    workflow asan
}

part_tidy() {
    need_compiler
    need_packages clang clang-tidy
    workflow tidy
}
