#!/usr/bin/env bash
# Going back to a backup in the window: a drill is played and kept in one, more is played and set, and the backup is brought
# back; killed at the question and right after the answer. What was there is there again, and so is the way back.
. "$(dirname "$0")/lib.sh" "$1"

answers() { # into `answers`; of a file that the program may have open
    "$demarc" --data "$data" --now "$now" export reviews "$work/reviews.csv" >/dev/null
    answers=$(($(wc -l <"$work/reviews.csv") - 1)) # without its head
    rm "$work/reviews.csv"
}

backups() { # how many there are
    find "$data/backups" -name 'learner-*.db' | wc -l
}

to_backups() {
    await control Settings
    a_person_reads
    press s
    await control Done
    a_person_reads
    press r
    await shows '"Backups"'
    await no shows '"..."'
    a_person_reads
}

is_focused() { # CONTROL
    control "$1" && [[ $flags == *' focus'* ]]
}

drill_some() { # TIME
    now=$1
    start --still drill one
    fill_board
    a_person_reads
    click Check
    await control 'I slipped*'
    quit
}

"$demarc" --data "$data" --now "$now" set goal all >/dev/null # else the first start comes before
make_deck_one
drill_some 2026-12-01T10:00:00+01:00
answers
first=$answers
same "backups" "$(backups)" 1
"$demarc" --data "$data" --now "$now" set theme dark >/dev/null
drill_some 2026-12-05T10:00:00+01:00
answers
second=$answers
[ "$second" -gt "$first" ] || fail "nothing was answered the second time"
same "backups" "$(backups)" 2

# -- the list, the question, and a kill before it is answered -----------------------------------------------------------
start --still
to_backups
control '5 December 2026, 10:00: sound, '"$second answers" || fail "the newest backup is not listed as sound"
press Down
await is_focused "1 December 2026, 10:00: sound, $first answers"
press Return
await shows 'Bring back the backup of 1 December 2026, 10:00?'
shows "$((second - first)) answers that you have now are not in it." || fail "it is not said what it lacks"
kill_hard
answers
same "answers after a kill at the question" "$answers" "$second"

# -- it is brought back, and a kill at once -----------------------------------------------------------------------------
start --still
to_backups
press Down Return
await shows 'Bring back the backup of 1 December 2026, 10:00?'
a_person_reads
press Return
await shows 'The backup of 1 December 2026, 10:00 was brought back.'
control Progress || fail "it does not lead to Home"
kill_hard
answers
same "answers brought back" "$answers" "$first"
same "the theme of that day" "$("$demarc" --data "$data" set theme | awk '{ print $2 }')" light
same "backups, with what was there before" "$(backups)" 3

# -- the program goes on with it, and the way back is there --------------------------------------------------------------
start --still
to_backups
press Return
await shows 'Bring back the backup of 5 December 2026, 10:00?'
a_person_reads
click 'Bring it back'
await shows 'The backup of 5 December 2026, 10:00 was brought back.'
a_person_reads
press p
await shows '"Right, if asked'
a_person_reads
press Escape
await control Settings
quit
answers
same "answers of the way back" "$answers" "$second"

# -- a file that is damaged throughout: its answers are gone, and the backup has them ------------------------------------
head -c 12288 /dev/zero | dd of="$data/learner.db" conv=notrunc status=none
start --still
await shows 'R in Settings'
a_person_reads
press Escape # the first start, as nothing is known
await control Settings
a_person_reads
press s # what is set while the file cannot be opened stays set
await control 'Theme: High contrast'
click 'Theme: High contrast'
await control 'Theme: High contrast, chosen'
a_person_reads
press Escape
to_backups
press Down Return # the newest is what was there before the way back
await shows 'None of the answers that you have now can be read.'
a_person_reads
press Return
await shows 'The damaged file is kept as learner-damaged-'
no shows 'Nothing is being saved' || fail "it does not go on with the file"
quit
same "the theme that was set meanwhile" "$("$demarc" --data "$data" set theme | awk '{ print $2 }')" contrast
answers
same "answers brought back over a damaged file" "$answers" "$second"

# -- while another program has the file open nothing is changed ----------------------------------------------------------
start --still
to_backups
press Down Return
await shows 'Bring back the backup of'
mkfifo "$work/keeps"
# shellcheck disable=SC2034 # it is held open, so that the terminal waits
exec {keeps}<>"$work/keeps"
"$demarc" --data "$data" --now "$now" --text <"$work/keeps" >"$work/text" 2>&1 &
other=$!
within 10 test -s "$work/text" || fail "the terminal does not begin"
a_person_reads
press Return
await shows 'Nothing was brought back:'
kill "$other"
wait "$other" || :
quit
answers
same "answers while two were there" "$answers" "$second"
