#!/usr/bin/env bash
# Progress in the real program, once with keys and once with the mouse: before the first answer, after three days of drills;
# cells, the line, the days and the list of decks are read; the table is the one of demarc stats.
. "$(dirname "$0")/lib.sh" "$1"
learner=$(realpath "$(dirname "$0")/../data/learner")

from_home() { # HOW
    await control Progress
    a_person_reads
    "$1" Progress p
    await control 'All decks'
    a_person_reads
}

by_mouse() { # LABEL KEY
    click "$1"
}

by_keys() { # LABEL KEY
    press "$2"
}

drawn() { # KIND: so many commands of the display list
    grep -c "^$1 " <<<"$shown" || :
}

# The control that says this of what is read, whatever number it has.
reads() { # TEXT
    [[ $shown =~ $'\ncontrol '[0-9]+' '[^$'\n']*\"[^\"]*"$1"[^\"]*\" ]]
}

# -- nothing was answered yet

start
await control Skip # the first start
a_person_reads
press Escape
from_home by_keys
shows '"No line yet"' || fail "it does not say that there is no line"
shows 'Nothing was answered yet.' || fail "it does not say that nothing was answered"
same "lines that are drawn" "$(drawn line)" 0
press Escape
await control Explore
quit
rm -rf "$data"

# -- three days of drills

mkdir -p "$data"
cp "$learner/1.db" "$data/learner.db"
now=2025-01-04T10:00:00Z
"$demarc" --data "$data" --now "$now" set exam.az-900 2025-01-20 >/dev/null
"$demarc" --data "$data" --now "$now" stats --csv azure >"$work/stats.csv"
answers=$(awk -F, '$1 == "deck" { print $9 }' "$work/stats.csv")
right=$(awk -F, '$1 == "deck" { printf "%d", $13 * 10 + .5 }' "$work/stats.csv")
plan=$("$demarc" --data "$data" --now "$now" plan | grep '^AZ-900')

start
from_home by_keys
shows "\"From $answers answers; " || fail "not the $answers answers that stats counts"
shows '"What this says about AZ-900"' || fail "it does not say what this says about the exam"
shows '"not measured, 35 to 40 % of it"' || fail "it does not say what is not measured"
shows "asked 10 of these, $right right" || fail "not the $right of 10 that stats expects"
same "lines that are drawn" "$(drawn line)" 3
same "bands that are drawn" "$(drawn band)" 3
shows '"This deck on 20 January: ' || fail "the line does not go to the day of the exam ($plan)"

# -- what is known least, read in Explore and back

press k
await shows '"What you know least today"'
await control Back
a_person_reads
press Down
nap 0.1
look
[[ $shown =~ \"([^\"]*):\ [^\"]*\"\ focus ]] || fail "no row has the focus"
least=${BASH_REMATCH[1]}
press Return
await control Progress
shows "\"$least\"" || fail "Explore does not show '$least'"
a_person_reads
press Escape
await shows '"What you know least today"'
[[ $shown == *"\"$least: "*focus* ]] || fail "the list is not where it was left"
a_person_reads
press Escape
await control 'All decks'
a_person_reads

# -- with keys: cells, then Tab and the arrows over the pictures

press Home
for key in Up Up Up Up Up Up Up Up Up Up Left Left Left; do
    press "$key"
done
await reads 'Information and data in IaaS: '
press Right Down
await reads 'Devices (mobile and PCs) in PaaS: '
press Tab Tab
press Left
await reads 'On 3 January: asked 10 of these'
press Right Right Right
await reads 'On 6 January: '
press Tab
await reads '3 January: '
press Left
await reads 'On 2 January: '
press d
await control Back
a_person_reads
press Home
press Down Return
await control 'All decks'
no shows '"Azure, training diagram"' || fail "another deck was not chosen"
a_person_reads
press d
await control Back
a_person_reads
press Escape
await control 'All decks'
a_person_reads
press c
await shows 'Saved as '
a_person_reads
press Escape
await control Explore

# -- with the mouse: the deck is still the chosen one; back to azure, and its table twice

from_home by_mouse
click 'All decks'
await control Back
a_person_reads
[[ $shown =~ $'\ncontrol '([0-9]+)' '[^$'\n']*\""Azure, training diagram: " ]] || fail "azure is not in the list"
click "@${BASH_REMATCH[1]}"
await shows "\"From $answers answers; "
a_person_reads
control @40
click_at $((x + w - 20)) $((y + h - 20))
await reads 'Physical datacenter in SaaS: '
control @41
click_at $((x + w - 10)) $((y + h / 2))
await reads 'On 20 January: '
for tail in '' -2; do
    click 'Table (CSV)'
    await shows "Saved as $data/progress-azure-2025-01-04$tail.csv"
    diff "$work/stats.csv" "$data/progress-azure-2025-01-04$tail.csv" >&2 || fail "another table than that of demarc stats"
done
click Home
await control Explore
quit
same "learner.db" "$(sql 'PRAGMA integrity_check')" ok
