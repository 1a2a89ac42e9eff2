#!/usr/bin/env bash
# A life's answers are verified, backed up, damaged, brought back and carried to another machine with the real program, without a
# window: what it says, its exit status, and what it never overwrites. Arguments: the program, tests/data/learner.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
mkdir b
cp -r a/decks b/

number() { sqlite3 "$1" "$2"; }

# -- an older file becomes one of today, after a backup
says 0 'no backups' --data a restore
says 1 azure --data a list
says 0 'is sound' --data a verify
says 0 '96 answers  verified' --data a restore
[ -f a/backups/learner-2025-02-05-100000.db ] || fail "no backup before the migration"

# -- carrying it to another machine
says 0 '127 lines written' --data a export reviews out.csv
cp out.csv kept.csv
says 2 '--force' --data a export reviews out.csv
cmp -s out.csv kept.csv || fail "overwritten without --force"
at_terminal n --data a export reviews out.csv && fail "'no' is no failure"
cmp -s out.csv kept.csv || fail "overwritten after a no"
echo mine >out.csv
at_terminal y --data a export reviews out.csv || fail "the answer yes is no yes"
cmp -s out.csv kept.csv || fail "not overwritten after a yes"
says 0 written --data a export reviews out.csv --force
"$demarc" --data a export reviews - >piped.csv || fail "export to a pipe"
cmp -s piped.csv kept.csv || fail "a pipe gets something else than a file"
says 0 '96 answers and 31 other lines taken in' --data b import reviews out.csv
says 0 '0 answers and 0 other lines taken in, 127 were here already' --data b import reviews out.csv
says 0 '0 answers and 0 other lines' --data a import reviews out.csv
says 1 azure --data b list
states="SELECT item.key, s, d, last_day, due_day FROM state JOIN item ON item.id = state.item ORDER BY 1"
[ "$(number a/learner.db "$states")" = "$(number b/learner.db "$states")" ] || fail "other states on the other machine"
says 0 'is sound' verify b/learner.db
sed '5s/,[0-9]*,azure/,-1,azure/' out.csv >bad.csv
mkdir c
says 1 'line 5: seq' --data c import reviews bad.csv
[ "$(number c/learner.db 'SELECT count(*) FROM answer')" = 0 ] || fail "half a file was taken in"
says 1 '95 answers' --data c import reviews bad.csv --skip-bad
says 3 nothing.csv --data c import reviews nothing.csv
says 2 'cards' --data c import cards out.csv
says 2 'more arguments' --data c export reviews

# -- damage
cp a/learner.db sound.db
sqlite3 a/learner.db "UPDATE answer SET given = 'nobody' WHERE id = 17"
says 1 'answer 17 (azure/' --data a verify
grep -qF 'demarc restore' said || fail "verify does not say what helps"
says 3 'is the file in use itself' --data a restore a/learner.db --yes
ln -s ../a/learner.db b/link.db
says 3 'is the file in use itself' --data a restore b/link.db --yes
rm b/link.db
says 2 '--yes' --data a restore 1
says 2 'no backup 7' --data a restore 7
at_terminal n --data a restore 1
grep -qF 'Nothing was changed' said || fail "it was not asked"
[ "$(number a/learner.db "SELECT given FROM answer WHERE id = 17")" = nobody ] || fail "restored after a no"
says 0 'kept as' --data a restore 1 --yes
says 0 'is sound' --data a verify
[ "$(number a/learner-damaged-2025-02-05-100000.db "SELECT given FROM answer WHERE id = 17")" = nobody ] ||
    fail "the damaged file is gone"
cp a/learner.db sound.db

# -- a file that cannot even be opened, and one of tomorrow
head -c 3000 /dev/zero >a/learner.db
says 3 'demarc restore' --data a list
says 3 'demarc restore' --data a verify
says 0 'Done.' --data a --now 2025-02-06T10:00:00Z restore 1 --yes
says 0 'is sound' --data a verify
says 3 'folder' verify a
says 3 'gone.db' verify gone.db
cp sound.db tomorrow.db
sqlite3 tomorrow.db 'PRAGMA user_version = 99'
cp tomorrow.db a/learner.db
says 3 'newer demarc' --data a list
cmp -s tomorrow.db a/learner.db || fail "a newer file was changed"
says 3 'newer demarc' verify a/learner.db

# -- in use by another program
cp sound.db a/learner.db
mkfifo hold
sqlite3 a/learner.db <hold >/dev/null &
exec 3>hold
echo 'SELECT count(*) FROM answer;' >&3
for _ in $(seq 100); do
    [ ! -e a/learner.db-shm ] || break
    sleep 0.05
done
says 3 'in use' --data a restore 1 --yes
exec 3>&-
wait
says 0 'Done.' --data a restore 1 --yes
ls a | grep -qE 'restore.tmp|wal|shm' && fail "traces are left: $(ls a)"
echo fine
