# For the stories without a window: a folder of their own with a life in a/, and what the real program says of it. The story
# sets strict mode, then reads this with its own two arguments: the program, tests/data/learner.
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
always=(--now 2025-02-05T10:00:00Z) # before every command

fail() {
    echo "FAILED: $*" >&2
    cat said >&2
    exit 1
}

says() { # STATUS TEXT COMMAND...: what it prints on both channels holds the text
    local status=0 want=$1 text=$2
    shift 2
    "$demarc" "${always[@]}" "$@" >said 2>&1 </dev/null || status=$?
    [ "$status" = "$want" ] || fail "demarc $*: exit status $status, not $want"
    grep -qF -- "$text" said || fail "demarc $*: does not say '$text'"
}

at_terminal() { # ANSWER COMMAND...: with somebody there who types the answer
    local answer=$1
    shift
    script -qec "$(printf '%q ' "$demarc" "${always[@]}" "$@")" /dev/null <<<"$answer" >said 2>&1
}
