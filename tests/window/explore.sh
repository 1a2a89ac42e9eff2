#!/usr/bin/env bash
# Explore by mouse and keys: what is read counts as seen, decks and languages change, the window too. Then the side page: a
# report, what is not to be asked, forgetting; over a drill it changes nothing of the drill, and what was done there survives
# a kill.
. "$(dirname "$0")/lib.sh" "$1"

seen_of() { # DECK: how many of its items were seen today
    sql "SELECT count(*) FROM seen JOIN item ON item.id = seen.item JOIN deck ON deck.id = item.deck
        WHERE deck.key = '$1' AND day = (SELECT max(day) FROM seen)"
}

resting_of() { # ITEM
    sql "SELECT count(*) FROM edit JOIN item ON item.id = edit.item WHERE item.key = '$1' AND what = '$2'"
}

explore() {
    a_person_reads
    press x
    await control 'Decks'
}

open_deck() { # TITLE
    a_person_reads
    press d
    await control "$1"
    click "$1"
    await control 'More'
}

"$demarc" --data "$data" --now "$now" set goal all >/dev/null # else the first start comes before

# The whole table of a deck, and the panel of the cell that is clicked.
start --still
explore
same "seen of azure before it is opened" "$(seen_of azure)" 0
open_deck 'Azure, training diagram'
await shows '"Physical hosts"'
same "seen of azure" "$(seen_of azure)" 30
same "seen of terms" "$(seen_of terms)" 0
click 'Operating system in PaaS'
await shows 'In App Service you'
press Right
await shows 'Operating system in SaaS'
press Down Left
await shows 'Physical hosts in PaaS'
press Tab
await is_chosen 'Physical hosts in SaaS'

# The window loses the focus and becomes small and large again: the same cell is told.
click 'Operating system in PaaS'
await is_chosen 'Operating system in PaaS'
xdotool windowfocus "$root"
xdotool windowsize "$window" 800 600
await shows '"PaaS"'
xdotool windowfocus "$window"
shows 'In App Service you' || fail "the cell is not told in a small window"
xdotool windowsize "$window" 1280 800
await shows '"The line.'
control 'Operating system in PaaS' || fail "the table has not come back"

# Cards count as seen one by one, questions that are kept for exams are not there.
open_deck 'Terms and misconceptions'
await shows 'For each layer, from the building'
same "seen of terms" "$(seen_of terms)" 1
a_person_reads
press Return
await shows 'Which three subjects'
await no shows 'For each layer, from the building'
same "seen of terms" "$(seen_of terms)" 2
open_deck 'AZ-900, cloud concepts'
await shows 'kept for practice exams'
same "seen of az-900" "$(seen_of az-900)" 1

# Not to be asked again, taken back, and again by mouse; the list of it; forgetting is asked.
open_deck 'Azure, training diagram'
click 'Operating system in PaaS'
await is_chosen 'Operating system in PaaS'
a_person_reads
press period
await control 'This seems wrong'
a_person_reads
press r
await control 'Ask it again'
press ctrl+z
await control 'Do not ask again'
same "rest and wake" "$(resting_of azure/os/paas rest) $(resting_of azure/os/paas wake)" '1 1'
click 'Do not ask again'
await control 'Ask it again'
click 'What is not asked, 1'
await shows '"What is not asked"'
shows 'Operating system in PaaS' || fail "it is not in the list"
a_person_reads
press Escape
await control 'Forget it'
a_person_reads
press f
await control 'Yes, forget it'
a_person_reads
click 'Yes, forget it'
await control 'Forget it'
await shows 'It is new again'
click Back
await control 'Decks'
shows '"not asked"' || fail "what rests is not marked"
control 'Operating system in PaaS' || fail "the table is not shown again"

# A report: letters are text there and press nothing.
a_person_reads
press period
await control 'This seems wrong'
a_person_reads
press w
await shows 'What seems wrong?'
a_person_reads
xdotool type --delay 12 'In 2026: rows'
await shows 'In 2026: rows'
press Return
await shows 'Written down'
grep -q '^item: azure/os/paas$' "$data/reports.txt" || fail "the report names no item"
grep -q '^right: provider$' "$data/reports.txt" || fail "the report does not say what the deck says"
grep -q '^note: In 2026: rows$' "$data/reports.txt" || fail "the report has no note"
a_person_reads
press Return
await control 'Decks'

# Killed: what rests still does.
kill_hard
start --still
explore
open_deck 'Azure, training diagram'
await shows '"not asked"'
quit

# Over a drill: the feedback is what it was, no step was made, and the report says what was answered.
rm -rf "$data"
make_deck_one
start --still drill one
await read_check
read_board
type_zones "${cells[@]//*/1}"
click Check
await control 'I slipped*'
steps=$(sql 'SELECT count(*) FROM step')
choose "${cells[1]}"
to 640 790
look
cp "$dump" "$work/before"
a_person_reads
press period
await control 'This seems wrong'
control 'Forget it' && fail "only Explore forgets"
a_person_reads
press w
await shows 'What seems wrong?'
a_person_reads
press Return
await shows 'Written down'
nap 1.2 # what is typed on after a note is no command
press r
await control 'Ask it again'
a_person_reads
press Escape
await control 'I slipped*'
diff "$work/before" "$dump" >&2 || fail "the feedback is not what it was"
same "steps" "$(sql 'SELECT count(*) FROM step')" "$steps"
grep -q '^answered: customer$' "$data/reports.txt" || fail "the report does not say what was answered"
same "at rest" "$(sql "SELECT count(*) FROM edit WHERE what = 'rest'")" 1

# A report that cannot be written says so, and the note stays.
rm "$data/reports.txt"
mkdir "$data/reports.txt"
a_person_reads
press period
await control 'This seems wrong'
a_person_reads
press w
await shows 'What seems wrong?'
a_person_reads
xdotool type --delay 12 'kept'
await shows 'kept'
press Return
await shows 'Not written'
shows '"kept"' || fail "the note is lost"
a_person_reads
press Escape
await control 'Ask it again'
quit

# -- who has read all that is due is told so, and can practise it; none of it counts --------------------------------------
rm -rf "$data"
make_deck_one
"$demarc" --data "$data" --now "$now" set goal all >/dev/null
for deck in $("$demarc" --data "$data" list | awk 'NR > 1 && $1 != "one" { print $1 }'); do
    "$demarc" --data "$data" --now "$now" set "plan.$deck" off >/dev/null
done
start --still
await control Explore
a_person_reads
press x
await control Next
a_person_reads
press Escape
await shows 'You have read the answers to 10 of these today'
a_person_reads
press a
fill_board
a_person_reads
click Check
await control 'I slipped*'
quit
same "answers that count" "$(sql 'SELECT count(*) FROM answer WHERE counts = 1')" 0
same "answers in the log" "$(sql 'SELECT count(*) FROM answer WHERE counts = 2')" 10
