#!/usr/bin/env bash
# Completion as bash and fish do it: tests/completion_test.sh MUSTER PLUGIN, PLUGIN being a library
# that is not among the installed ones. What zsh reads is checked for its syntax.
set -euo pipefail
program=$(readlink -f "$1")
plugin=$2
answer_milliseconds_limit=150

work=$(mktemp -d)
trap 'rm -rf "${work}"' EXIT
unset MUSTER_PLUGIN_PATH
PATH=$(dirname "${program}"):${PATH}
mkdir "${work}/plugins" "${work}/some dir"
cp "${plugin}" "${work}/plugins/"
touch "${work}/some file" "${work}/other"
cd "${work}"
faults=0

# expect WORDS-AS-TYPED WANTED: what bash would offer, joined by commas. Words are cut at = and :
# as Readline cuts them; a dot stands for the empty word.
expect() {
    local typed=() word
    for word in $1; do
        if [ "${word}" = . ]; then word=; fi
        typed+=("${word}")
    done
    COMP_WORDS=("${typed[@]}")
    COMP_CWORD=$((${#typed[@]} - 1))
    COMPREPLY=()
    _muster muster
    local offered
    offered=$(IFS=,; echo "${COMPREPLY[*]-}")
    # shellcheck disable=SC2053  # the right side is a pattern
    if [[ ${offered} != $2 ]]; then
        echo "bash, after \"$1\": \"${offered}\" and not \"$2\""
        faults=$((faults + 1))
    fi
}

bash_cases() {
    # shellcheck source=/dev/null
    source <(muster completion bash)
    complete -p muster > /dev/null
    expect 'muster .' 'run,ingest,update,*,help'
    expect 'muster ca' catalog
    expect 'muster export .' staging,models
    expect 'muster run --max' --max-shrink
    expect 'muster run --litellm.' --litellm.url
    expect 'muster run --fail-on .' none,any,all
    expect 'muster run --fail-on = a' any,all
    expect 'muster run --fail-on =' none,any,all
    expect 'muster run --with hub,m' hub,modelscope,hub,modelsdev
    expect 'muster check hubx .' '*,hub,*'
    expect 'muster run --config so' 'some file,some dir'
    expect 'muster run --config = ot' other
    expect 'muster run --data s' 'some dir'
    expect 'muster diff other o' other
    expect 'muster run --hub.endpoint https :' ''
    expect 'muster run --mirr' ''
    expect "muster run --plugin-dir ${work}/plugins --mirr" '--mirror.url,*'
    expect "muster run --plugin-dir = ${work}/plugins --skip mi" mirror
    expect 'muster run --no-such-flag . x' ''
}

fish_cases() {
    local offered
    offered=$(fish --no-config -c 'muster completion fish | source
        complete -C "muster run --max"; complete -C "muster run --fail-on a"
        complete -C "muster run --config=oth"' | cut -f 1 | paste -s -d ,)
    if [ "${offered}" != "--max-shrink,all,any,--config=other" ]; then
        echo "fish: \"${offered}\""
        faults=$((faults + 1))
    fi
}

# The best of some: the machine may have other things to do.
answer_milliseconds() {
    local best=100000 begun one
    for _ in 1 2 3 4 5 6 7 8; do
        begun=$(date +%s%N)
        muster __complete run --sources . > /dev/null
        one=$((($(date +%s%N) - begun) / 1000000))
        if [ "${one}" -lt "${best}" ]; then best=${one}; fi
    done
    echo "${best}"
}

bash_cases
if command -v fish > /dev/null; then fish_cases; else echo "not tried: there is no fish"; fi
muster completion zsh > zsh_script
if command -v zsh > /dev/null; then zsh -n zsh_script; else echo "not checked: there is no zsh"; fi

spent=$(answer_milliseconds)
echo "the program answers a shell in ${spent} ms"
if [ -z "${MUSTER_TESTS_SANITIZED:-}" ] && [ "${spent}" -gt "${answer_milliseconds_limit}" ]; then
    echo "that is more than ${answer_milliseconds_limit} ms"
    faults=$((faults + 1))
fi
if muster completion tcsh 2> /dev/null; then faults=$((faults + 1)); fi
exit $((faults > 0))
