#!/usr/bin/env bash
# A timed round of two teams, once with the mouse and once with keys, in the real program: it is paused, killed in the middle
# of a board, asked to stop, resized, closed; the clock loses nothing and wins nothing, and both come to the same end.
. "$(dirname "$0")/lib.sh" "$1"
close_window=$2
teams=Ada,Bob

seconds_left() { # what the clock shows, digit by digit, into `seconds`: the five figures of a time, 00:37
    local figures='' line
    while IFS= read -r line; do
        [[ $line =~ ^text' '.*\"([0-9:])\"$ ]] && figures+=${BASH_REMATCH[1]}
    done <<<"$shown"
    [[ $figures =~ ([0-9][0-9]):([0-9][0-9]) ]] || return 1
    seconds=$((10#${BASH_REMATCH[1]} * 60 + 10#${BASH_REMATCH[2]}))
}

ticks_to() { # SECONDS or less
    seconds_left && [ "$seconds" -le "$1" ]
}

near() { # WHAT IS EXPECTED: at most a second apart
    [ $(($2 - $3)) -le 1 ] && [ $(($3 - $2)) -le 1 ] || fail "$1: $2 seconds, expected about $3"
}

begin() { # HOW
    await control Start
    control Stop || fail "this is not the page before a board"
    a_person_reads
    "$1" Start Return
    await read_check
    read_board
    a_person_reads
}

by_mouse() { # LABEL KEY
    click "$1"
}

by_keys() { # LABEL KEY
    a_person_reads
    press "$2"
}

place_all() { # HOW: the first one wrong, the others as the chart says; the board is IaaS, PaaS or SaaS
    local i key want
    for i in "${!items[@]}"; do
        right_key "${items[i]}"
        [ "$i" -gt 0 ] || key=$((key % 3 + 1))
        want=$key
        if [ "$1" = by_mouse ]; then
            choose "${cells[i]}"
            click_zone "$want"
        else
            choose_by_keys "${cells[i]}"
            press "$want"
        fi
        await lies_in "${cells[i]}" "$want"
    done
}

choose_by_keys() { # CELL: the next one is chosen behind a placed one; the first of the board at its beginning
    await is_chosen "$1"
}

next_board() { # HOW
    while [[ $shown =~ \"(Next mistake, [0-9]+ more)\" ]]; do
        local before=${BASH_REMATCH[1]}
        "$1" "$before" Return
        await no shows "\"$before\""
    done
    if control Finish; then
        "$1" Finish Return
        await control Close
    else
        "$1" 'Next team' Return
    fi
}

check_board() { # HOW
    await control Check
    "$1" Check Return
    await shows 'of 6 right'
    no control 'I slipped*' || fail "one can slip in a round"
}

a_round() { # HOW
    local before after undone
    # -- the first board is placed, undone and placed again
    begin "$1"
    place_all "$1"
    undone=${cells[5]}
    press ctrl+z
    await lies_in "$undone" 0
    right_key "${items[5]}"
    press "$key"
    await lies_in "$undone" "$key"
    check_board "$1"
    press ctrl+z # takes nothing back that was checked
    nap 0.2
    look
    shows 'of 6 right' || fail "a checked board was taken back"
    next_board "$1"

    # -- the second board: paused, killed, resized, asked to stop, closed
    begin "$1"
    await ticks_to 298
    "$1" Pause p
    await shows 'The clock stands'
    no control "${cells[0]}" || fail "the board of a pause is shown"
    seconds_left
    before=$seconds
    nap 2.1
    look
    seconds_left
    same "seconds behind a pause" "$seconds" "$before"
    a_person_reads
    "$1" 'Go on' p
    await read_check
    await ticks_to $((before - 2))
    choose "${cells[0]}"
    press 1
    await lies_in "${cells[0]}" 1
    seconds_left
    before=$seconds
    kill_hard
    nap 2.5
    start --still "${round[@]}"
    await shows 'The clock stands'
    seconds_left
    near "after a kill" "$seconds" "$before"
    a_person_reads
    "$1" 'Go on' p
    await read_check
    await lies_in "${cells[0]}" 1
    xdotool windowsize --sync "$window" 1000 700
    nap 0.2
    xdotool windowsize --sync "$window" 1280 800
    await lies_in "${cells[0]}" 1
    xdotool windowminimize "$window"
    nap 1.2
    xdotool windowmap --sync "$window" windowfocus "$window"
    look
    press Escape
    await shows 'The clock stands'
    seconds_left
    before=$seconds
    [ -z "${closes-}" ] || close_and_go_on "$before"
    a_person_reads
    press Escape
    await read_check
    a_person_reads
    choose "${cells[0]}"
    press BackSpace
    await lies_in "${cells[0]}" 0
    place_all "$1"
    check_board "$1"
    next_board "$1"
}

close_and_go_on() { # SECONDS
    "$close_window" "$window"
    ends_well
    start --still "${round[@]}"
    await shows 'The clock stands'
    seconds_left
    near "after the window was closed" "$seconds" "$1"
}

result() { # of the last round: every answer
    sql "SELECT task, player, item.key, given, correct, counts FROM answer JOIN item ON item.id = item
         WHERE session = (SELECT max(id) FROM session) ORDER BY task, item.key"
}

round=(round azure --teams "$teams" --boards 1 --seconds 300 --layers data,devices,accounts,idinfra,apps,netctl)

start --still "${round[@]}"
closes=yes
a_round by_mouse
shows '"Ada"' && shows '"5 of 6"' || fail "the table does not say who has how many"
shows 'A point is a right placement; speed does not count.' || fail "the rule is not said"
result >"$work/by_mouse"
same "answers" "$(wc -l <"$work/by_mouse")" 12
same "answers that count" "$(cut -d'|' -f6 "$work/by_mouse" | sort -u)" 0
same "players" "$(sql 'SELECT group_concat(name) FROM player WHERE session = (SELECT max(id) FROM session)')" "$teams"
a_person_reads
press c
await shows 'Saved as '
file=$(ls "$data"/round-2026-12-01-*.csv)
same "lines of the table" "$(wc -l <"$file")" 13
[[ $shown =~ \"([2-9A-Z]{4}(-[2-9A-Z]{1,4})+)\" ]] || fail "no round number"
number=${BASH_REMATCH[1]}
same "its number in the file" "$(sed -n 2p "$file" | cut -d, -f1)" "$number"
quit

# The same round by its number, with keys only, to a file of its own.
order='' # the number has a seed of its own
round=(round "$number" --teams "$teams" --table "$work/table.csv")
start --still "${round[@]}"
closes=
a_round by_keys
result >"$work/by_keys"
diff "$work/by_mouse" "$work/by_keys" >&2 || fail "keys and mouse do not come to the same end"
diff "$file" "$work/table.csv" >&2 || fail "the tables differ"
quit
same "learner.db" "$(sql 'PRAGMA integrity_check')" ok

order=7
# The time runs out by itself: what was placed counts, what was not is wrong.
start --still round azure --boards 1 --seconds 10
begin by_keys
right_key "${items[0]}"
press "$key"
await lies_in "${cells[0]}" "$key"
within 14 look_for shows '1 of 10 right' || fail "the time did not run out"
same "what counts" "$(sql 'SELECT counts, count(*) FROM answer WHERE session = (SELECT max(id) FROM session)
    GROUP BY counts ORDER BY counts DESC LIMIT 1')" '1|1'
a_person_reads
press Escape
await shows 'Stop here'
a_person_reads
press e
await shows 'Round number'
quit
