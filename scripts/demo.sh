#!/bin/sh
# The main job on an invented journal: today, one new reflection, the trend of the weeks, the summary for supervision.
# Usage: sh scripts/demo.sh PATH-TO-SELFCARE
set -eu
selfcare=$1
unset SELFCARE_PASSPHRASE SELFCARE_PASSPHRASE_FILE SELFCARE_PASSPHRASE_COMMAND SELFCARE_JOURNAL

step() {
    printf '\n$ selfcare'
    for word in "$@"; do
        case $word in
            *" "*) printf ' "%s"' "$word" ;;
            *) printf ' %s' "$word" ;;
        esac
    done
    printf '\n'
    "$selfcare" "$@"
}

rm -rf demo-journal
step demo demo-journal
export SELFCARE_JOURNAL=demo-journal
export SELFCARE_PASSPHRASE='this demo is open to all' # public: nothing in a demo is secret

step
step reflect quick --answer what='A long handover, and nobody left in a hurry' \
    --answer now_what='Say thank you to the night team' --tag handover
step trends
step supervision summary --to demo-journal/supervision-summary.md --force
