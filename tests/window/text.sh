#!/usr/bin/env bash
# A drill that was begun in the window goes on on the terminal, and back: each finds what the other left.
. "$(dirname "$0")/lib.sh" "$1"

on_terminal() { # LINES: what is said into the file heard
    printf '%b' "$1" | "$demarc" --text --data "$data" --seed 7 --now "$now" drill azure >"$work/heard" 2>"$said" ||
        fail "the terminal's status: $?"
    [ ! -s "$said" ] || fail "not quiet"
}

heard() { # TEXT
    grep -qF -- "$1" "$work/heard" || { cat "$work/heard" >&2; fail "was not said: $1"; }
}

start --still drill azure
read_board
first=("${cells[@]}")
a_person_reads
choose "${cells[0]}"
press 1
await lies_in "${cells[0]}" 1
press shift+2
await is_unsure "${cells[1]}"
quit

on_terminal 'list\n3\n'
heard "1 ${items[0]}: Customer"
heard "2 ${items[1]}: Shared, not sure"
heard "3 ${items[2]}: open"

start --still drill azure
read_board
same "the same board" "${cells[*]}" "${first[*]}"
await lies_in "${cells[0]}" 1
await lies_in "${cells[1]}" 2
await is_unsure "${cells[1]}"
await lies_in "${cells[2]}" 3
a_person_reads
press ctrl+z # what was placed on the terminal can be undone in the window
await lies_in "${cells[2]}" 0
quit

on_terminal 'check\nstop\n'
heard '1 of 15 right'
start --still drill azure
await shows '"Next mistake'
quit
same "answers" "$(sql 'SELECT count(*) FROM answer')" 15
