#compdef muster
# Completion of muster for zsh: the program says what could come next.

_muster()
{
    local program=${(Q)words[1]} line word
    local -a lines offers
    program=${program/#\~/$HOME}
    lines=("${(@f)$("$program" __complete "${(@Q)words[2,CURRENT-1]}" "${(Q)PREFIX}" 2> /dev/null)}")
    case $lines[1] in
        files)
            compset -P '--*='
            _files
            ;;
        directories)
            compset -P '--*='
            _files -/
            ;;
        words)
            for line in "${(@)lines[2,-1]}"; do
                word=${line%%$'\t'*}
                offers+=("${word//:/\\:}:${line#*$'\t'}")
            done
            _describe muster offers
            ;;
    esac
}

if [[ $funcstack[1] == _muster ]]; then
    _muster "$@"
else
    compdef _muster muster
fi
