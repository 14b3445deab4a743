# Completion of selfcare for fish, as `selfcare completion fish` prints it.
# It knows what ships with selfcare, and never looks into a journal.
# To have it in every new window, type this once; after an update of selfcare, print the script to its place again:
#     mkdir -p ~/.config/fish/completions && selfcare completion fish > ~/.config/fish/completions/selfcare.fish

# What the command goes on with, each with what it is for.
function __selfcare_commands -a command
    switch "$command"
        # COMMANDS
    end
end

# The options of the command; of no command those that each of them has.
function __selfcare_options -a command
    switch "$command"
        # OPTIONS
    end
end

# What stands at a place: after an option, or as a word of a command by its number.
function __selfcare_values -a place
    switch "$place"
        # VALUES
        case '*'
            return 1
    end
end

function __selfcare
    set -l at ''
    set -l place 1
    set -l pending ''
    set -l words (commandline -opc)
    for word in $words[2..-1]
        if test -n "$pending"
            set pending ''
        else if test "$word" = --
            return
        else if string match -q -- '-?*' $word
            if not string match -q -- '*=*' $word
                if __selfcare_values "$at $word" >/dev/null; or __selfcare_values $word >/dev/null
                    set pending $word
                end
            end
        else if test $place = 1; and __selfcare_commands "$at" | string match -q -- "$word"\t'*'
            set at (string trim -- "$at $word")
        else
            set place (math $place + 1)
        end
    end

    set -l word (commandline -ct)
    set -l named ''
    if test -z "$pending"; and string match -q -- '--*=*' "$word"
        set pending (string split -m 1 = -- $word)[1]
        set named $pending=
        set word (string split -m 1 = -- $word)[2]
    end
    if test -n "$pending"
        set -l values (__selfcare_values "$at $pending"; or __selfcare_values $pending)
        __selfcare_offer "$named" "$word" $values
    else if string match -q -- '-*' "$word"
        __selfcare_options "$at"
        test -n "$at"; and __selfcare_options ''
    else if set -l values (__selfcare_values "$at $place"; or __selfcare_values "$at ...")
        __selfcare_offer '' "$word" $values
    else
        test $place = 1; and __selfcare_commands "$at"
        test -n "$at"; and __selfcare_options "$at"
    end
end

function __selfcare_offer -a named word
    set -l values $argv[3..-1]
    switch "$values[1]"
        case '<file>'
            set values (__fish_complete_path "$word")
        case '<folder>'
            set values (__fish_complete_directories "$word")
        case '<text>'
            return
        case '*'
            string match -q -- '*=*' "$word"; and return
    end
    for each in $values
        echo $named$each
    end
end

complete -c selfcare -f -a '(__selfcare)'
