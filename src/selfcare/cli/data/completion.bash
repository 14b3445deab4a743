# Completion of selfcare for bash, as `selfcare completion bash` prints it.
# It knows what ships with selfcare, and never looks into a journal.
# Written for bash 3.2, which macOS has, and tried in bash 5.
# To have it in every new window, type this once; after an update of selfcare, print the script to its place again:
#     selfcare completion bash > ~/.selfcare.bash && echo '. ~/.selfcare.bash' >> ~/.bashrc

# What the command $1 goes on with, in $reply.
_selfcare_commands() {
    case "$1" in
    # COMMANDS
    *) reply= ;;
    esac
}

# The options of the command $1, in $reply; of no command those that each of them has.
_selfcare_options() {
    case "$1" in
    # OPTIONS
    *) reply= ;;
    esac
}

# What stands at the place $1, in $reply: after an option, or as a word of a command by its number.
_selfcare_values() {
    case "$1" in
    # VALUES
    *) reply=; return 1 ;;
    esac
}

_selfcare() {
    local words=() at= place=1 pending= named= reply word i
    # Bash takes words apart at "=" and ":". Here they are whole again.
    for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((i > 1)) && [[ $word == [=:]* || ${COMP_WORDS[i - 1]} == [=:] ]]; then
            words[${#words[@]} - 1]+=$word
        else
            words+=("$word")
        fi
    done

    for ((i = 0; i < ${#words[@]} - 1; i++)); do
        word=${words[i]}
        _selfcare_commands "$at"
        if [[ $pending ]]; then
            pending=
        elif [[ $word == -- ]]; then
            return
        elif [[ $word == -?* ]]; then
            [[ $word != *=* ]] && { _selfcare_values "$at $word" || _selfcare_values "$word"; } && pending=$word
        elif ((place == 1)) && [[ " $reply " == *" $word "* ]]; then
            at=${at:+$at }$word
        else
            ((place++))
        fi
    done

    word=${words[${#words[@]} - 1]}
    if [[ ! $pending && $word == --*=* ]]; then
        pending=${word%%=*} named=${word%%=*}= word=${word#*=}
    fi
    if [[ $pending ]]; then
        _selfcare_values "$at $pending" || _selfcare_values "$pending"
    elif [[ $word == -* ]]; then
        _selfcare_options "$at"
        local own=$reply
        _selfcare_options ''
        reply="$own $reply"
    elif ! _selfcare_values "$at $place" && ! _selfcare_values "$at ..."; then
        ((place == 1)) && _selfcare_commands "$at"
        [[ $at ]] && { own=$reply; _selfcare_options "$at"; reply="$own $reply"; }
    fi

    COMPREPLY=()
    local IFS=$' \t\n'
    case $reply in
    '<file>' | '<folder>')
        IFS=$'\n'
        if [[ $reply == '<file>' ]]; then COMPREPLY=($(compgen -f -- "$word")); else COMPREPLY=($(compgen -d -- "$word")); fi
        compopt -o filenames 2>/dev/null
        ;;
    '<text>') ;;
    *)
        [[ $word == *=* ]] || COMPREPLY=($(compgen -W "$reply" -- "$word"))
        [[ ${COMPREPLY[*]} == *= ]] && compopt -o nospace 2>/dev/null
        ;;
    esac
    if [[ $named && $COMP_WORDBREAKS != *=* ]]; then COMPREPLY=("${COMPREPLY[@]/#/$named}"); fi
    return 0
}

complete -F _selfcare selfcare
