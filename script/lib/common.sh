# SPDX-License-Identifier: MPL-2.0
# shellcheck shell=bash
# What the scripts share: where they stand, what they say, and how they get what they need.
# Each need_* function says what it installs, does nothing when that is there, and is safe to repeat.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
cd "$root" || exit 1
# shellcheck disable=SC2034 # read by who sources this
jobs=2
venv=.venv

say() { printf -- '-- %s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    return 1
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        fail "needs root (or sudo) for: $*"
    fi
}

# need_packages NAME...: Debian packages.
need_packages() {
    local name missing=()
    for name in "$@"; do
        [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
    done
    [ ${#missing[@]} = 0 ] && return
    say "installing from Debian: ${missing[*]}"
    local apt=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=1200)
    as_root "${apt[@]}" update
    as_root "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >build/apt.log 2>&1 || {
        tail -n 40 build/apt.log >&2
        fail "apt-get install ${missing[*]} failed"
    }
}

# alone COMMAND...: nobody else at work in this checkout runs such a command at the same time.
alone() {
    (
        flock 9
        "$@"
    ) 9>build/setup.lock
}

need_compiler() {
    need_packages g++ cmake ninja-build ccache nlohmann-json3-dev libeigen3-dev libgtest-dev
}

# The virtual environment, exactly as requirements/dev.txt locks it.
need_venv() { alone make_venv; }

make_venv() {
    local wanted
    wanted=$(sha256sum <requirements/dev.txt)
    [ "$(cat "$venv/requirements.sha256" 2>/dev/null)" = "$wanted" ] && return
    need_packages python3 python3-venv
    say "installing Python packages into $venv (locked with hashes)"
    [ -x "$venv/bin/python" ] || /usr/bin/python3 -m venv "$venv"
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes --only-binary :all: -r requirements/dev.txt
    printf '%s\n' "$wanted" >"$venv/requirements.sha256"
}

# Our own package in the virtual environment, built from what is in the checkout.
need_actueel() {
    need_compiler
    need_packages python3-dev
    need_venv
    alone install_actueel
}

install_actueel() {
    local wanted
    wanted=$(package_digest)
    [ "$(cat "$venv/actueel.sha256" 2>/dev/null)" = "$wanted" ] && return
    say "building the wheel and installing it into $venv"
    build_wheel build/wheel
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --no-deps --no-index --force-reinstall build/wheel/actueel-*.whl
    printf '%s\n' "$wanted" >"$venv/actueel.sha256"
}

# need_beside NAME: an environment build/NAME with what requirements/NAME.txt locks, which sees all of the other one:
# what most parts do without stays out of that.
need_beside() {
    need_actueel
    alone make_beside "$1"
}

make_beside() {
    local there=build/$1 wanted seen
    wanted=$(sha256sum <"requirements/$1.txt")
    [ "$(cat "$there/requirements.sha256" 2>/dev/null)" = "$wanted" ] && return
    say "installing requirements/$1.txt into $there (locked with hashes)"
    rm -rf "$there"
    /usr/bin/python3 -m venv "$there"
    seen=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')
    printf '%s\n' "$seen" >"$("$there/bin/python" -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/seen.pth"
    "$there/bin/python" -m pip install --quiet --disable-pip-version-check --no-input \
        --require-hashes -r "requirements/$1.txt"
    printf '%s\n' "$wanted" >"$there/requirements.sha256"
}

# build_wheel FOLDER: one wheel of the checkout. The time stamps in it are those of the last commit, so that the same
# commit gives the same bytes. Warnings are errors here, as in every preset; a user's build is not stopped by one.
build_wheel() {
    rm -rf "$1"
    SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) "$venv/bin/python" -m pip wheel --quiet --disable-pip-version-check \
        --no-input --no-deps --no-index --no-build-isolation --config-settings cmake.define.ACTUEEL_WERROR=true \
        --wheel-dir "$1" .
}

# A digest of every file that can end up in the wheel.
package_digest() {
    find CMakeLists.txt pyproject.toml README.md LICENSE cmake core bindings/python schemas/instruments -type f \
        -not -name '*.pyc' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

mkdir -p build
