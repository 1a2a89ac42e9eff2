#!/usr/bin/env bash
# demarc rest, wake and forget with the real program, without a window: what they say, their exit status, what they leave
# alone. Arguments: the program, tests/data/learner.
set -euo pipefail
. "$(dirname "$0")/lib.sh"
always+=(--data a)

listed() { # due and new; its status tells of the deck that replaces a shipped one
    { "$demarc" --now 2025-02-05T10:00:00Z --data a list 2>/dev/null || true; } | awk '$1 == "azure" {print $3, $4}'
}

# -- rest
says 0 'Nothing is at rest' rest
before=$(listed)
says 0 'azure/data/saas is not asked any more' rest azure/os/iaas azure/data/saas
says 0 azure/os/iaas rest
says 0 azure/data/saas rest
[ "$(wc -l <said)" = 2 ] || fail 'others are at rest, too'
[ "$(listed)" != "$before" ] || fail "demarc list counts what rests: $before"
says 2 "did you mean 'azure/os/paas'" rest azure/hosts/iaas azure/os/pass
says 2 "asks no item 'azure/x'" rest azure/x
says 2 "'azure' is a deck" rest azure
says 2 "did you mean 'azure'" rest azur/os/paas
says 0 azure/os/iaas rest
[ "$(wc -l <said)" = 2 ] || fail 'a wrong word and another was taken'
says 2 'more arguments' wake
says 0 'azure/data/saas is asked again' wake azure/os/iaas azure/data/saas azure/dc/saas
says 0 'Nothing is at rest' rest
[ "$(listed)" = "$before" ] || fail "awake again: $(listed), not $before"

# -- forget
answers=$(sqlite3 a/learner.db 'SELECT count(*) FROM answer')
says 2 'nobody can be asked' forget azure
says 2 'one deck' forget azure/os/iaas terms --yes
says 2 "asks no item" forget azure azure/x/iaas --yes
at_terminal n forget azure || fail "'no' is no failure"
[ "$(listed)" = "$before" ] || fail 'forgotten after a no'
says 0 'new again' forget azure/os/iaas azure/dc/saas --yes
[ "$(listed)" != "$before" ] || fail 'nothing was forgotten'
at_terminal y forget azure || fail 'the answer yes is no yes'
grep -qF 'all that is remembered of this deck' said || fail 'it does not say what it forgets'
[ "$(sqlite3 a/learner.db 'SELECT count(*) FROM state')" = 0 ] || fail 'states are left'
[ "$(sqlite3 a/learner.db 'SELECT count(*) FROM answer')" = "$answers" ] || fail 'the log has changed'
says 0 'is sound' verify
says 0 '3  2025-02-05' restore # one of the migration, and one before each
says 0 Done restore 2 --yes
[ "$(listed)" = "$before" ] || fail "brought back: $(listed), not $before"
