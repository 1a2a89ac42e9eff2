#!/usr/bin/env bash
# The first start, as somebody who has never seen demarc: by keys alone and by the mouse alone, from the first window to the
# end of the first drill. Nothing of it counts before Home, whatever happens meanwhile.
. "$(dirname "$0")/lib.sh" "$1"

question='Say what you think'

answers() {
    sql 'SELECT count(*) FROM answer'
}

enter() { # CONDITION...: Enter on a screen that was read, until it is so
    a_person_reads
    press Return
    await "$@"
}

# -- by keys: a goal, a day that does not exist, a day, three predictions, the line, Home --------------------------------------

start --still
control 'AZ-900, Azure Fundamentals' && control 'Skip' || fail "an empty folder does not begin with the first start"
a_person_reads
press Tab Tab Tab Tab
await is_chosen 'Exam date, if you have one: '
xdotool type --delay 12 '31 2 2027'
await control 'Exam date, if you have one: 31 2 2027'
press Return
await shows 'Write a day ahead'
control 'AZ-900, Azure Fundamentals' || fail "it went on with a day that does not exist"
press BackSpace BackSpace BackSpace BackSpace BackSpace BackSpace BackSpace BackSpace BackSpace
await control 'Exam date, if you have one: '
xdotool type --delay 12 '13 dec'
await shows '13 December 2026, in 12 days'
enter shows "$question"
same "goal and day" "$(sql "SELECT value FROM setting WHERE name = 'goal' UNION ALL SELECT exam FROM goal")" $'az-900\naz-900'
for key in 1 2 3; do
    a_person_reads
    press $key
    await no shows "$question"
    a_person_reads
    press Return
    await no control 'Next: PaaS'
done
await read_check
same "layers of the first line" "$(grep -c 'control 1[0-9][0-9] .* in IaaS' "$dump")" 6
a_person_reads
press Return
await shows 'Once more shows the answers'
a_person_reads
press Return
await shows 'right'
! control 'I slipped*' || fail "a practice that does not count can be taken back"
changed() {
    look
    [ "$shown" != "$before" ]
}
while ! control Finish; do
    a_person_reads
    before=$shown
    press Return
    within 5 changed || fail "Enter does not go on"
done
enter shows 'Today: '
shows 'Your plan for AZ-900 on 13 December, in 12 days.' || fail "Home does not name what the plan is for"
same "answers before Home" "$(answers)" 0

# -- the window is small and large, dies, and comes back to Home, not to the first start ---------------------------------------

xdotool windowsize --sync "$window" 800 600
await control 'Only 3 minutes'
xdotool windowsize --sync "$window" 1280 800
await control 'Only 3 minutes'
kill_hard
start --still
shows 'Today: ' || fail "the goal is set, and it begins anew"

# -- how the line moves, once more, and away from it at every step --------------------------------------------------------------

a_person_reads
press l
await shows "$question"
a_person_reads
press Escape
await shows 'Today: '
a_person_reads
press d
await control 'Into the plan'
a_person_reads
press i
await control 'Out of the plan'
a_person_reads
press Escape
await shows 'Today: '
quit

# -- by the mouse: understand it, minutes, predictions, a drill of the list ---------------------------------------------------

data=$work/mouse
start --still
click 'To understand it, no exam'
await no shows 'Exam date, if you have one'
click 'less: Minutes a day'
await control 'Minutes a day: 5'
click 'Start, 3 minutes'
await shows "$question"
kill_hard
start --still
shows 'Today: ' || fail "what was chosen is forgotten"
same "minutes" "$(sql "SELECT value FROM setting WHERE name = 'minutes'")" 5
click 'How the line moves'
for i in 1 2 3; do
    await control Customer
    click Customer
    await no shows "$question"
    [ "$i" = 3 ] || click "@1"
done
click '@1'
await read_check
click Stop
await shows 'Today: '
same "answers before the first drill" "$(answers)" 0
click 'Other decks'
await control 'Drill only this'
to 500 500
in_sight() {
    control 'Azure, training diagram' && [[ $flags != *hidden* ]] && [ $((y + h)) -lt 650 ]
}
until in_sight; do
    xdotool click 5 # the wheel
    nap 0.1
    look
done
click 'Azure, training diagram'
await shows 'For AZ-900. In English.'
click 'Drill only this'
await read_check
answer_all
click Close
await shows 'Today: '
[ "$(answers)" -gt 0 ] || fail "a drill that counts is not on disk"
same "the file" "$(sql 'PRAGMA integrity_check')" ok
quit

# -- a folder that cannot be written: all of it works, and a line says that nothing is saved ------------------------------------

mkdir "$work/closed"
: >"$work/closed/demarc" # a file where the folder should be
data=$work/closed/demarc
start --still
shows 'Nothing is being saved' || fail "nobody says that nothing is saved"
a_person_reads
press 2
enter shows "$question"
a_person_reads
press Escape
await shows 'Today: '
press ctrl+q
within 10 has_ended || fail "the program goes on"
