# Completion of muster for bash: the program says what could come next.
# shellcheck shell=bash

_muster()
{
    # Bash takes = and : for ends of words; the program does not.
    local words=() index word
    for ((index = 1; index <= COMP_CWORD; ++index)); do
        word=${COMP_WORDS[index]}
        if [[ ${#words[@]} -gt 0 && ($word == [=:]* || ${COMP_WORDS[index - 1]} == *[=:]) ]]; then
            words[-1]+=$word
        else
            words+=("$word")
        fi
    done

    # What will be replaced is the last part alone.
    local current=${COMP_WORDS[COMP_CWORD]}
    if [[ $current == [=:]* ]]; then current=${current:1}; fi
    local whole=${words[-1]}
    local before=${whole:0:${#whole}-${#current}}

    local offers
    mapfile -t offers < <("${1/#\~/${HOME-}}" __complete "${words[@]}" 2> /dev/null)
    COMPREPLY=()
    case ${offers[0]-} in
        files)
            compopt -o filenames 2> /dev/null || true
            mapfile -t COMPREPLY < <(compgen -f -- "$current")
            ;;
        directories)
            compopt -o filenames 2> /dev/null || true
            mapfile -t COMPREPLY < <(compgen -d -- "$current")
            ;;
        words)
            for word in "${offers[@]:1}"; do
                word=${word%%$'\t'*}
                COMPREPLY+=("${word#"$before"}")
            done
            ;;
    esac
}

complete -F _muster muster
