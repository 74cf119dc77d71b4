# Sourced by the tests that want a clean Debian root. It is made of the archive that apt uses here, in
# the way that apt reaches it here: no host is named in this tree. MUSTER_DEBIAN_MIRROR is another one;
# MUSTER_DEBOOTSTRAP_CACHE is a directory that keeps the packages for the next time.
# shellcheck shell=bash

# What follows from the machine, in a root.
apt_settings_file=/etc/apt/apt.conf.d/99-of-the-machine

skip() {
    echo "skipped: $*"
    exit 77
}

# Mounts and processes of what it runs are its own, and end with it.
apart() { unshare --mount --pid --fork --kill-child -- "$@"; }

# The end of the test where no root can be made.
need_debian_root() {
    [ "$(id -u)" = 0 ] || skip "a clean root takes root"
    command -v debootstrap > /dev/null || skip "there is no debootstrap"
    apart mount -t proc proc /proc 2> /dev/null || skip "a process file system cannot be mounted"
}

# The archive of Debian that apt uses here. Nothing on other systems: debootstrap has a default.
debian_archive() {
    if [ -n "${MUSTER_DEBIAN_MIRROR:-}" ]; then
        echo "${MUSTER_DEBIAN_MIRROR}"
        return
    fi
    local system
    # shellcheck source=/dev/null
    system=$(. /etc/os-release 2> /dev/null && echo "${ID:-}:${VERSION_CODENAME:-}")
    if [ "${system%%:*}" != debian ]; then return; fi
    # shellcheck disable=SC2016  # apt expands these
    apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' |
        awk -v release="${system##*:}" '
            $1 == release && $2 == "main" && $3 ~ /^https?:/ && !found++ { print $3 }'
}

# How apt reaches its archives here, as a configuration for the apt of the root.
apt_settings() {
    if command -v apt-config > /dev/null; then
        apt-config dump | grep -E '^Acquire::(https?::Proxy(::[^ ]+)?|Check-(Valid-Until|Date)|ForceIPv[46]) "' ||
            true
    fi
    local scheme variable
    for scheme in http https; do
        variable=${scheme}_proxy
        if [ -n "${!variable:-}" ]; then
            echo "Acquire::${scheme}::Proxy \"${!variable}\";"
        fi
    done
}

# debootstrap fetches by wget, which knows nothing of apt's settings.
use_proxies_of_apt() {
    if ! command -v apt-config > /dev/null; then return; fi
    local http='' https=''
    eval "$(apt-config shell http Acquire::http::Proxy https Acquire::https::Proxy)"
    if [ -n "${http}" ]; then export http_proxy=${http}; fi
    if [ -n "${https}" ]; then export https_proxy=${https}; fi
}

# make_debian_root SUITE DIRECTORY LOG: what every Debian has, and nothing else, ready for apt.
make_debian_root() {
    local suite=$1 root=$2 log=$3
    local archive cache=${MUSTER_DEBOOTSTRAP_CACHE:-}
    archive=$(debian_archive)
    if [ -n "${cache}" ]; then mkdir -p "${cache}"; fi
    (
        use_proxies_of_apt
        # shellcheck disable=SC2086  # no word where there is no archive
        apart debootstrap ${cache:+--cache-dir="${cache}"} --variant=minbase "${suite}" "${root}" \
            ${archive} > "${log}" 2>&1
    ) || return 1
    apt_settings > "${root}${apt_settings_file}"
    # An archive behind TLS is trusted as it is here.
    local certificates=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
    if [[ ${archive} == https:* && -f ${certificates} ]]; then
        cp "${certificates}" "${root}/etc/apt/archive.crt"
        echo 'Acquire::https::CAInfo "/etc/apt/archive.crt";' >> "${root}${apt_settings_file}"
    fi
    # Every machine has this one, by its installer or its container.
    echo '127.0.0.1 localhost' > "${root}/etc/hosts"
}
