#!/usr/bin/env bash
# Packages muster, installs the package in a clean Debian root, uses it there, and removes it:
#   tests/package_test.sh BUILD_DIRECTORY
# Status 77 where it cannot be tried: it takes root, debootstrap, and an archive of Debian (see
# tests/debian_root.sh). The root is that of this machine's release, so that the libraries match.
set -euo pipefail
build=$(readlink -f "$1")
# shellcheck source=tests/debian_root.sh
. "$(dirname "$(readlink -f "$0")")/debian_root.sh"

fault() {
    echo "$*"
    exit 1
}

# shellcheck source=/dev/null
release=$(. /etc/os-release && echo "${ID:-}:${VERSION_CODENAME:-}")
[ "${release%%:*}" = debian ] || skip "the packages are made and tried on Debian"
need_debian_root
command -v dpkg-shlibdeps > /dev/null || skip "there is no dpkg-dev to find the libraries with"
command -v file > /dev/null || skip "there is no file(1), which cpack looks for libraries with"

work=$(mktemp -d)
root=${work}/root
clean_up() {
    umount "${root}/proc" 2> /dev/null || true
    rm -rf --one-file-system "${work}"
}
trap clean_up EXIT

inside() { chroot "${root}" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 "$@"; }
apt() { inside DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends "$@" > "${work}/apt.log" 2>&1; }

# Every file, but for what apt and dpkg write about themselves.
files_inside() {
    find "${root}" -xdev \( -path "${root}/var/lib/dpkg" -o -path "${root}/var/lib/apt" \
        -o -path "${root}/var/cache" -o -path "${root}/var/log" -o -path "${root}/proc" \
        -o -path "${root}/tmp" \) -prune -o -print | sort
}

(cd "${build}" && cpack -G "DEB;TGZ" -B "${work}/packages") > "${work}/cpack.log" ||
    fault "$(cat "${work}/cpack.log")"
package=$(echo "${work}"/packages/muster_*.deb)
ls -sh "${work}"/packages/muster*.*
dpkg-deb --field "${package}" Package Version Section Maintainer Depends
if command -v lintian > /dev/null; then lintian "${package}" || true; fi

make_debian_root "${release##*:}" "${root}" "${work}/debootstrap.log" ||
    skip "debootstrap failed: $(tail -n 1 "${work}/debootstrap.log")"
mount -t proc proc "${root}/proc" || skip "a process file system cannot be mounted"

# What it depends on comes first, so that what is compared is muster alone.
needs=$(dpkg-deb --field "${package}" Depends | sed 's/([^)]*)//g; s/|[^,]*//g; s/,/ /g')
# shellcheck disable=SC2086  # the names are words
apt install man-db ${needs} || fault "$(cat "${work}/apt.log")"
files_inside > "${work}/before"
cp "${package}" "${root}/tmp/muster.deb"
apt install /tmp/muster.deb || fault "$(cat "${work}/apt.log")"

inside muster --version
inside muster sources | grep -c '/usr/lib/muster/' | grep -qx 9 || fault "not all plugins are found"
inside sh -c 'cd /tmp && muster run --offline --data /tmp/data' || fault "the run failed"
models=$(grep -c '"model_id"' "${root}/tmp/data/models.json")
echo "${models} models"
[ "${models}" -ge 250 ] || fault "the shipped data is not there"
inside man muster | grep -q -- '--hub.endpoint' || fault "there is no manual page"
inside zcat /usr/share/doc/muster/changelog.Debian.gz |
    grep -q "^muster ($(dpkg-deb --field "${package}" Version))" ||
    fault "the changelog is of another version"
# shellcheck disable=SC2016  # it expands inside
inside bash -c '. /usr/share/bash-completion/completions/muster
    COMP_WORDS=(muster run --litellm.) COMP_CWORD=2; _muster muster
    test "${COMPREPLY[*]}" = --litellm.url' || fault "completion does not work"
inside sh -c 'test -f /usr/lib/systemd/user/muster.timer -a -f /usr/include/muster/plugin_abi.h \
    -a -f /usr/share/doc/muster/examples/muster.conf -a -f /usr/share/doc/muster/copyright' ||
    fault "files are missing"

apt purge muster || fault "$(cat "${work}/apt.log")"
files_inside > "${work}/after"
diff "${work}/before" "${work}/after" || fault "something is left behind"
echo "nothing is left behind"

# The tarball works where it is unpacked.
mkdir "${root}/tmp/unpacked"
tar -xzf "${work}"/packages/muster-*.tar.gz -C "${root}/tmp/unpacked" --strip-components=1
inside sh -c 'cd /tmp && unpacked/bin/muster update --offline --data /tmp/other' ||
    fault "the tarball does not run"
