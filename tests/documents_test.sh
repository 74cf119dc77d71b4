#!/usr/bin/env bash
# What is made for readers and for other programs: tests/documents_test.sh MUSTER SOURCE_DIRECTORY
set -euo pipefail
program=$(readlink -f "$1")
cd "$2"
unset MUSTER_PLUGIN_PATH
work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
faults=0

fault() {
    echo "$*"
    faults=$((faults + 1))
}

"${program}" help options > "${work}/help"
"${program}" help sources >> "${work}/help"
"${program}" help man > "${work}/muster.1"
"${program}" help configuration > "${work}/muster.conf"
mapfile -t flags < <(grep -oE '^  --[a-z0-9.-]+' "${work}/help" | tr -d ' ')
if [ ${#flags[@]} -lt 40 ]; then fault "--help has ${#flags[@]} flags only"; fi

# What the README says first: short, and of commands that there are.
if [ "$(wc -l < README.md)" -ge 150 ]; then fault "README.md has 150 lines or more"; fi
grep -oE '(muster|run\.sh) [a-z]+' README.md | awk '{print $2}' | sort -u > "${work}/commands"
while IFS= read -r one; do
    [ "${one}" = keeps ] && continue  # a sentence
    "${program}" "${one}" --help > "${work}/page" 2>&1 || fault "README.md names muster ${one}"
done < "${work}/commands"

# The page as a reader sees it.
if command -v groff > /dev/null; then
    groff -man -ww -Tascii -P-cbou "${work}/muster.1" > "${work}/page" 2> "${work}/warnings"
    if [ -s "${work}/warnings" ]; then fault "groff: $(cat "${work}/warnings")"; fi
    for one in "${flags[@]}"; do
        grep -qE -- "^ +${one//./\\.}( |\$)" "${work}/page" || fault "the manual lacks ${one}"
    done
else
    echo "not tried: there is no groff"
fi
if command -v mandoc > /dev/null; then
    mandoc -T lint -W error "${work}/muster.1" || fault "mandoc finds errors in the manual"
fi

# Each option of --help in the example; and the example changes nothing.
for one in "${flags[@]}"; do
    case "${one#--}" in
        config | help | version | pin | why | as | source | out | against | since | seed | mutations | explain) continue ;;
    esac
    grep -q -- "^#${one#--} = " "${work}/muster.conf" || fault "muster.conf lacks ${one}"
done
"${program}" sources --config "${work}/muster.conf" > "${work}/with"
"${program}" sources > "${work}/without"
cmp "${work}/with" "${work}/without" || fault "muster.conf changes something"

grep -E '^    #[a-z.-]+ = ' docs/install.md | sed 's/^ *//' > "${work}/shown"
[ -s "${work}/shown" ] || fault "docs/install.md shows no options"
while IFS= read -r line; do
    grep -qxF -- "${line}" "${work}/muster.conf" || fault "docs/install.md shows ${line}"
done < "${work}/shown"

if command -v systemd-analyze > /dev/null; then
    sed "s|/usr/bin/muster|${program}|" packaging/muster.service > "${work}/muster.service"
    cp packaging/muster.timer "${work}/"
    systemd-analyze verify --man=no "${work}/muster.timer" "${work}/muster.service" \
        2> "${work}/warnings" || fault "systemd: $(cat "${work}/warnings")"
    if grep -q "${work}" "${work}/warnings"; then fault "$(cat "${work}/warnings")"; fi
else
    echo "not tried: there is no systemd"
fi
if command -v shellcheck > /dev/null; then
    shellcheck host/program/completion/muster.bash || fault "shellcheck finds faults in muster.bash"
fi
exit $((faults > 0))
