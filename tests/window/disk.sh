#!/usr/bin/env bash
# The data folder is away when a drill begins, and again at Check: a line says so, and what was done meanwhile is on disk
# once the folder is back.
. "$(dirname "$0")/lib.sh" "$1"

unsaved='Nothing is being saved'

"$demarc" --data "$data" set exam.az-900 2099-12-31 >"$work/set" # so that Azure comes first, whatever decks there are
start
mv "$data" "$data.away"
a_person_reads
press Return
await shows 'Check, 15 open'
shows "$unsaved" || fail "a drill begins and nobody says that it is not saved"
a_person_reads
press 1 1 1
await shows 'Check, 12 open'
mv "$data.away" "$data"
await no shows "$unsaved"
same "moves on disk" "$(sql 'SELECT count(*) FROM step')" 3

mv "$data" "$data.away"
press Return
await control 'I slipped*'
shows "$unsaved" || fail "a Check is not saved and nobody says so"
a_person_reads
press Escape
await shows 'Stopped early'
a_person_reads
press Return # leaves only when asked twice
await shows 'again.'
shows 'Stopped early' || fail "left without the answers"
mv "$data.away" "$data"
await no shows "$unsaved"
press Return
await shows 'Go on, '
same "answers on disk" "$(sql 'SELECT count(*) FROM answer')" 15
same "the file" "$(sql 'PRAGMA integrity_check')" ok
quit
