# Completion of muster for fish: the program says what could come next.

function __muster_offers
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l offers ($words[1] __complete $words[2..-1] "$current" 2> /dev/null)
    set -l flag (string match -r '^--[^=]*=' -- "$current")
    set -l value (string replace -r '^--[^=]*=' '' -- "$current")
    switch "$offers[1]"
        case files
            __fish_complete_path "$value" | string replace -r '^' -- "$flag"
        case directories
            __fish_complete_directories "$value" | string replace -r '^' -- "$flag"
        case words
            printf '%s\n' $offers[2..-1]
    end
end

complete -c muster -f -a '(__muster_offers)'
