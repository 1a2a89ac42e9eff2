#!/usr/bin/env bash
# demarc rest, wake and forget with the real program, without a window: what they say, their exit status, what they leave
# alone. Arguments: the program, tests/data/learner.
set -euo pipefail
export LC_ALL=C.UTF-8
unset XDG_DATA_HOME

demarc=$(realpath "$1")
life=$(realpath "$2")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p a/decks
cp "$life/1.db" a/learner.db
cp "$life/azure.yaml" a/decks/ # instead of the shipped one
export HOME=$work

fail() {
    echo "FAILED: $*" >&2
    cat said >&2
    exit 1
}

says() { # STATUS TEXT COMMAND...: what it prints on both channels holds the text
    local status=0 want=$1 text=$2
    shift 2
    "$demarc" --now 2025-02-05T10:00:00Z --data a "$@" >said 2>&1 </dev/null || status=$?
    [ "$status" = "$want" ] || fail "demarc $*: exit status $status, not $want"
    grep -qF -- "$text" said || fail "demarc $*: does not say '$text'"
}

at_terminal() { # ANSWER COMMAND...: with somebody there who types the answer
    local answer=$1
    shift
    script -qec "$(printf '%q ' "$demarc" --now 2025-02-05T10:00:00Z --data a "$@")" /dev/null <<<"$answer" >said 2>&1
}

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
