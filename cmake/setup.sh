# Sourced by run.sh and test.sh: makes sure that what the build needs is there.
# shellcheck shell=bash

muster_root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# Plugins that others may write to are not loaded: ours must not be made so.
umask 022

say() { printf '%s\n' "$*" >&2; }

can_be_root() { [ "$(id -u)" = 0 ] || command -v sudo > /dev/null; }

# Runs a command as root, by sudo where we are not.
as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

# The packages by the names of the distribution at hand. Debian 12 has two versions of Boost, and
# its unversioned one is too old; later releases have one that is new enough.
needed_packages() {
    local boost=libboost
    local suffix=-dev
    if [ "${distribution}" = debian-12 ]; then suffix=1.81-dev; fi
    echo g++ cmake ninja-build libseccomp-dev libssl-dev zlib1g-dev ca-certificates "${extra_packages[@]}"
    local component
    for component in '' -json -program-options -url -test; do
        case "${suffix}" in
            1.81-dev) echo "${boost}${component}1.81-dev" ;;
            *) echo "${boost}${component}-dev" ;;
        esac
    done
}

is_installed() {
    [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2> /dev/null)" = installed ]
}

missing_packages() {
    local package
    for package in $(needed_packages); do
        is_installed "${package}" || echo "${package}"
    done
}

compiles() {
    printf '%s\n' "$1" | "${CXX:-c++}" -std=c++20 -x c++ -fsyntax-only - > /dev/null 2>&1
}

# Whether a version, as in "cmake version 3.25.1", is at least MAJOR.MINOR.
is_at_least() {
    local version=$1 major=$2 minor=$3
    [[ ${version} =~ ([0-9]+)\.([0-9]+) ]] || return 1
    ((BASH_REMATCH[1] > major || (BASH_REMATCH[1] == major && BASH_REMATCH[2] >= minor)))
}

# Where packages cannot be installed: what is not there, one a line.
missing_tools() {
    is_at_least "$(cmake --version 2> /dev/null)" 3 25 || echo "CMake 3.25 or newer"
    command -v ninja > /dev/null || echo "Ninja"
    if ! compiles '#include <coroutine>'; then
        echo "a C++20 compiler: g++ 12 or clang 16, or newer (libraries are looked for with it)"
        return
    fi
    compiles '#include <boost/version.hpp>
        static_assert(BOOST_VERSION >= 108100);' || echo "Boost 1.81 or newer"
    local library
    for library in json program_options url; do
        compiles "#include <boost/${library}.hpp>" || echo "Boost.${library} with its headers"
    done
    compiles '#include <boost/test/unit_test.hpp>' || echo "Boost.Test with its headers"
    compiles '#include <openssl/ssl.h>' || echo "OpenSSL 3 with its headers"
    compiles '#include <zlib.h>' || echo "zlib with its headers"
    compiles '#include <seccomp.h>' || echo "libseccomp 2.5 with its headers"
}

install_packages() {
    local missing
    missing=$(missing_packages)
    if [ -z "${missing}" ]; then return 0; fi
    # shellcheck disable=SC2086  # the names are words
    set -- ${missing}
    local by_hand="apt-get update && apt-get install --no-install-recommends $*"
    if ! can_be_root; then
        say "packages are missing, and only root can install them: ${by_hand}"
        return 1
    fi
    say "installing: $*"
    # What another part of the system has locked, as after its start, it gives back in a while. One
    # list that cannot be fetched may be of no need here.
    local wait_for_lock=DPkg::Lock::Timeout=300
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -o "${wait_for_lock}" update -qq >&2 ||
        say "not all lists of packages could be renewed"
    # What dpkg says of a hundred packages is of use when one fails, and then only.
    mkdir -p "${muster_root}/build"
    local log=${muster_root}/build/packages.log
    if ! as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -o "${wait_for_lock}" -o Dpkg::Use-Pty=0 \
        install -y -qq --no-install-recommends "$@" > "${log}" 2>&1; then
        tail -n 25 "${log}" >&2
        say "these packages are missing and could not be installed: $*"
        say "install them as root: ${by_hand}"
        return 1
    fi
}

# set_up [PACKAGE...]: what the build needs, and on Debian and Ubuntu these packages as well.
set_up() {
    extra_packages=("$@")
    distribution=$(. /etc/os-release 2> /dev/null && echo "${ID:-unknown}-${VERSION_ID:-}")
    case "${distribution}" in
        debian-12 | debian-13 | ubuntu-24.04) install_packages ;;
        *)
            local tools missing
            tools=$("${CXX:-c++}" --version 2> /dev/null && cmake --version 2> /dev/null) || tools=
            if [ "${tools}" = "$(cat "${muster_root}/build/.tools_found" 2> /dev/null)" ] &&
                [ -n "${tools}" ]; then
                return 0
            fi
            missing=$(missing_tools)
            if [ -n "${missing}" ]; then
                say "muster does not know how to set up this system (${distribution}); it is missing:"
                say "${missing}"
                say "Install these, then start again."
                return 1
            fi
            mkdir -p "${muster_root}/build"
            printf '%s\n' "${tools}" > "${muster_root}/build/.tools_found"
            ;;
    esac
}

# Compilers that are not known here may warn of what is no fault: that must not end a build.
warnings_option() {
    case "${distribution:-}" in
        debian-12 | debian-13 | ubuntu-24.04) ;;
        *) echo -DCMAKE_COMPILE_WARNING_AS_ERROR=OFF ;;
    esac
}

# build PRESET [TARGET...]: configures once and when the presets change, then builds what changed.
# Prints on failure only.
build() {
    local preset=$1
    shift
    local log=${muster_root}/build/${preset}.log
    mkdir -p "${muster_root}/build"
    local configured=${muster_root}/build/${preset}/.configured
    if [ ! -f "${muster_root}/build/${preset}/build.ninja" ]; then
        say "building muster (${preset}); the first time takes a few minutes"
    fi
    if [ ! -f "${muster_root}/build/${preset}/build.ninja" ] ||
        [ "${muster_root}/CMakePresets.json" -nt "${configured}" ]; then
        # shellcheck disable=SC2046  # nothing, or one word
        if ! (cd "${muster_root}" && cmake --preset "${preset}" $(warnings_option)) \
            > "${log}" 2>&1; then
            tail -n 25 "${log}" >&2
            say "the configuration failed; the whole of it is in build/${preset}.log"
            return 1
        fi
        touch "${configured}"
    fi
    local targets=()
    if [ $# -gt 0 ]; then targets=(--target "$@"); fi
    if ! (cd "${muster_root}" && cmake --build "build/${preset}" "${targets[@]}") > "${log}" 2>&1; then
        tail -n 40 "${log}" >&2
        say "the build failed; the whole of it is in build/${preset}.log"
        return 1
    fi
}
