#!/usr/bin/env bash
# Cards by mouse and questions by keys: rated, undone, chosen, checked; killed in the middle and gone on with; and what is
# done at a wrong moment changes nothing.
. "$(dirname "$0")/lib.sh" "$1"

answered() { # N: so many are said to be answered; of how many into `all`
    [[ $shown =~ \"$1' of '([0-9]+)' answered' ]] && all=${BASH_REMATCH[1]}
}

text_of_card() { # the largest text: the front, into `front`
    [[ $shown =~ $'\ntext '[0-9\ -]+' 34/700 '[a-f0-9]+' "'([^\"]*) ]] && front=${BASH_REMATCH[1]}
}

last_answers() { # WHAT, of the answers that were not taken back
    sql "SELECT $1 FROM answer WHERE id NOT IN (SELECT answer FROM edit WHERE what = 'void') ORDER BY id"
}

# -- cards, by mouse ------------------------------------------------------------------------------------------------------

start --still drill terms
await control Turn
answered 0 || fail "not at the beginning"
cards=$all
text_of_card
first=$front
click Turn
await control 'Knew it'
shows 'later in this session' || fail "Not yet does not say when it returns"
click 'Knew it'
await answered 1
await control Turn
text_of_card
[ "$front" != "$first" ] || fail "the same card again"

# Undo: back to the card, turned; the other rating is the one that counts.
click Undo
await control 'Not yet'
answered 0 || fail "the undone card still counts"
text_of_card
same "the card after Undo" "$front" "$first"
kill_hard
start --still drill terms
await control 'Not yet'
answered 0 || fail "the undone card counts after a kill"
click 'Not yet'
await answered 1
same "ratings that count" "$(last_answers 'given || counts')" 11
same "ratings in all" "$(sql 'SELECT count(*) FROM answer')" 2

# A wrong moment: a press on Turn while the window loses the focus, a release elsewhere, keys with no meaning.
await control Turn
control Turn
xdotool mousemove --window "$window" $((x + 20)) $((y + 20)) mousedown 1
to 400 300
xdotool mouseup 1
a_person_reads
press 2 z y Page_Down
xdotool windowsize "$window" 900 640
await shows '"Turn"'
answered 1 || fail "a wrong moment answered a card"
control Turn || fail "a wrong moment turned a card"
xdotool windowsize "$window" 1280 800
quit

# -- questions, by keys -----------------------------------------------------------------------------------------------------

start --still drill az-900
await answered 0
questions=$all
a_person_reads
press 1
await no shows '"Undo" key "Ctrl Z" disabled'
press ctrl+z
await shows '"Undo" key "Ctrl Z" disabled'
press Return
await control 'Show the answer'
press 2
await no control 'Show the answer'
press question
await shows 'You are not sure'
kill_hard
start --still drill az-900
await shows 'You are not sure'
a_person_reads
press Return
await control 'I slipped*'
shows Source || fail "no source after Check"
a_person_reads
press Next
press Next
await shows 'Comes back'
press Return
await answered 1
same "answers to questions" "$(sql "SELECT count(*), sum(unsure), sum(length(given)) FROM answer JOIN item
    ON item.id = answer.item WHERE item.key LIKE 'az-900/%'")" '1|1|1'

# Checked by an empty answer, and slipped: it comes back tomorrow, not today.
a_person_reads
press Return
await control 'Show the answer'
press Return
await shows '"Left open"'
a_person_reads
press ctrl+z
await shows 'That question was taken back'
answered 1 || fail "the slipped question still counts"
same "of how many after the slip" "$all" $((questions - 1))
a_person_reads
press Escape
await shows 'Stopped early'
quit
read -r deck items due new rest < <("$demarc" --data "$data" --now "$now" list | grep '^terms ')
same "cards in demarc list" "$items" 109
[ "$cards" -gt 1 ] || fail "a drill of one card"
