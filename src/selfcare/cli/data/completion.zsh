#compdef selfcare
# Completion of selfcare for zsh, as `selfcare completion zsh` prints it.
# It knows what ships with selfcare, and never looks into a journal.
# To have it in every new window, type this once; after an update of selfcare, print the script to its place again:
#     selfcare completion zsh > ~/.selfcare.zsh && echo '. ~/.selfcare.zsh' >> ~/.zshrc

# What the command $1 goes on with, in $reply: each with what it is for.
_selfcare_commands() {
    case "$1" in
    # COMMANDS
    *) reply=() ;;
    esac
}

# The options of the command $1, in $reply; of no command those that each of them has.
_selfcare_options() {
    case "$1" in
    # OPTIONS
    *) reply=() ;;
    esac
}

# What stands at the place $1, in $reply: after an option, or as a word of a command by its number.
_selfcare_values() {
    case "$1" in
    # VALUES
    *) reply=(); return 1 ;;
    esac
}

_selfcare() {
    local at= place=1 pending= word
    local -a reply keys
    for word in "${(@)words[2,CURRENT-1]}"; do
        word=${(Q)word}
        _selfcare_commands "$at"
        if [[ -n $pending ]]; then
            pending=
        elif [[ $word == -- ]]; then
            return 1
        elif [[ $word == -?* ]]; then
            [[ $word != *=* ]] && { _selfcare_values "$at $word" || _selfcare_values "$word" } && pending=$word
        elif (( place == 1 && ${reply[(I)${(b)word}:*]} )); then
            at=${at:+$at }$word
        else
            (( place++ ))
        fi
    done

    if [[ -z $pending && $PREFIX == --*=* ]]; then
        pending=${PREFIX%%=*}
        compset -P 1 '*='
    fi
    if [[ -n $pending ]]; then
        _selfcare_values "$at $pending" || _selfcare_values "$pending"
    elif [[ $PREFIX == -* ]]; then
        _selfcare_options "$at"
        _describe option reply
        _selfcare_options ''
        _describe 'option of every command' reply
        return
    elif ! _selfcare_values "$at $place" && ! _selfcare_values "$at ..."; then
        (( place == 1 )) && _selfcare_commands "$at" && _describe command reply
        [[ -n $at ]] && _selfcare_options "$at" && _describe option reply
        return
    fi

    case $reply[1] in
    '<file>') _files ;;
    '<folder>') _files -/ ;;
    '<text>') return 1 ;;
    *)
        [[ $PREFIX == *=* ]] && return 1
        keys=(${(M)reply:#*=})
        compadd -S '' -a keys
        reply=(${reply:#*=})
        compadd -a reply
        ;;
    esac
}

# Loaded by compinit as the function _selfcare, or sourced.
if [[ $funcstack[1] == _selfcare ]]; then
    _selfcare "$@"
else
    (( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i }
    compdef _selfcare selfcare
fi
