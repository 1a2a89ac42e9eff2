#!/usr/bin/env bash
# The real program with --text, through pipes: what it says when it begins and ends, its exit statuses, and that nothing is lost by
# a signal, a closed pipe, kill -9 or an input that is no text. Argument: the program.
set -euo pipefail
export LC_ALL=C.UTF-8
unset XDG_DATA_HOME

demarc=$(realpath "$1")
decks=$(realpath "$(dirname "$0")/../../decks")
work=$(mktemp -d)
pid=
cleanup() {
    local status=$?
    trap - EXIT
    [ -z "$pid" ] || kill -KILL "$pid" 2>/dev/null || :
    rm -rf "$work"
    exit "$status"
}
trap cleanup EXIT
cd "$work"
export HOME=$work

fail() {
    echo "FAILED: $*" >&2
    head -c 4000 said >&2
    cat complaints >&2
    exit 1
}

same() { # WHAT IS EXPECTED
    [ "$2" = "$3" ] || fail "$1: is '$2', expected '$3'"
}

heard() { # TEXT
    grep -qF -- "$1" said || fail "was not said: $1"
}

silent() { # TEXT
    ! grep -qF -- "$1" said || fail "was said: $1"
}

play() { # STATUS LINES COMMAND...: what is said into the file said
    local status=0 want=$1 lines=$2
    shift 2
    printf '%b' "$lines" | "$demarc" --text --seed 7 --now 2026-12-01T10:00:00+01:00 --data data "$@" >said 2>complaints || status=$?
    same "exit status of $*" "$status" "$want"
}

sql() {
    sqlite3 -cmd '.timeout 5000' data/learner.db "$@"
}

# -- a whole drill of boards, all right: the chart of the deck azure, row by row
declare -A chart=(
    ['Information and data']='1 1 1' ['Devices (mobile and PCs)']='1 1 1' ['Accounts and identities']='1 1 1'
    ['Identity and directory infrastructure']='1 2 2' ['Applications']='1 2 3' ['Network controls']='1 2 3'
    ['Operating system']='1 3 3' ['Physical hosts']='3 3 3' ['Physical network']='3 3 3' ['Physical datacenter']='3 3 3')
mkfifo to from
"$demarc" --text --seed 7 --now 2026-12-01T10:00:00+01:00 --data data drill azure <to >from 2>complaints &
pid=$!
exec 3>to 4<from
: >said
rows=0
while IFS= read -r -t 20 line <&4; do
    echo "$line" >>said
    case $line in
    'Row '*)
        layer=${line#*: }
        answer=${chart[${layer%%. *}]}
        rows=$((rows + 1))
        ;;
    *' answers in one line'*) echo "$answer" >&3 ;;
    'All are placed.'* | 'Enter goes on'* | 'Enter closes'*) echo >&3 ;;
    esac
done
wait "$pid" || fail "a drill that was finished"
pid=
exec 3>&- 4<&-
same "rows asked" "$rows" 10
heard '30 of 30 right at the first try'
heard 'Nothing was wrong.'
heard 'Saved.'
same "answers in the file" "$(sql "SELECT count(*), sum(correct) FROM answer")" '30|30'
same "no word beside it" "$(wc -c <complaints)" 0

# -- the end of the input leaves everything as it is
play 0 '\n2\n' drill terms
heard 'Stopped early: 1 of'
heard 'What you answered is kept.'
play 0 '' drill terms
heard '. 1 of'
play 0 'quit\n'
heard 'Enter goes on with the drill'
play 0 ''
play 0 'nonsense\n?\nquit\n'
heard "'nonsense' was not understood."
heard 'Enter or start: the drill that is due.'

# -- kill -9 in the middle, and a signal that asks
for signal in KILL TERM INT HUP; do
    rm -rf data
    "$demarc" --text --seed 7 --now 2026-12-01T10:00:00+01:00 --data data drill azure <to >from 2>complaints &
    pid=$!
    exec 3>to 4<from
    echo '1 2? 3' >&3
    : >said
    while IFS= read -r -t 20 line <&4; do
        echo "$line" >>said
        case $line in 'Row 2 of'*) break ;; esac
    done
    kill -"$signal" "$pid"
    status=0
    wait "$pid" 2>/dev/null || status=$?
    pid=
    exec 3>&- 4<&-
    case $signal in KILL) want=137 ;; TERM) want=143 ;; INT) want=130 ;; HUP) want=129 ;; esac
    same "status after SIG$signal" "$status" $want
    play 0 'list\n' drill azure
    heard '1 Information and data in IaaS: Customer'
    heard '2 Information and data in PaaS: Shared, not sure'
    heard '3 Information and data in SaaS: Microsoft'
    heard '4 Devices (mobile and PCs) in IaaS: open'
done

# -- nobody reads any longer
rm -rf data
{
    status=0
    yes '1 2 3' | "$demarc" --text --seed 7 --now 2026-12-01T10:00:00+01:00 --data data drill azure 2>complaints || status=$?
    echo "$status" >status
} | head -12 >/dev/null || : # two rows and what asks for them
same "status with a closed pipe" "$(cat status)" 3
grep -q 'nobody reads' complaints || fail "a closed pipe is not told"
play 0 'list\n' drill azure
heard 'Information and data in IaaS: Customer'

# -- an exam, in one go and left in the middle
rm -rf data
lines='\n'
for _ in $(seq 12); do lines+='1\nnext\n'; done
play 0 "${lines}hand in\nhand in\nclose\n" exam az-900 --questions 12
heard 'Practice exam. 12 questions, '
heard 'Not asked here, but in the real exam:'
heard 'No scaled score'
points=$(sed -n 's/^\([0-9]*\) of [0-9]* right$/\1/p' said)
same "points" "$(sql "SELECT sum(correct) FROM answer")" "$points"
play 0 '\n1\nnext\nflag\n' exam clf-c02 --questions 10
heard 'The exam waits as you left it, and its clock stands.'
play 0 'list\nstop\n' exam clf-c02 --questions 10
heard '1, answered'
heard '2, open, flagged'
play 2 '' exam terms

# -- a round of two teams, its table, and its number
play 0 '\n1 1 1 1\ncheck\nnext\n\n3 3 3 3\ncheck\nnext\n\n' round azure --models iaas --teams Red,Blue \
    --boards 1 --seconds 600 --table table.csv
heard 'Red, your turn'
heard 'Blue, your turn'
heard 'Saved as table.csv'
same "lines of the table" "$(wc -l <table.csv)" 11
number=$(sed -n 's/^Round number: //p' said)
grep -q "^$number," table.csv || fail "the number of the table"
for team in Red Blue; do
    points=$(awk -F, -v team="$team" '$3 == team { n += $9 } END { print n }' table.csv)
    heard "$team. Points: $points of 5."
done
"$demarc" --text --data data round "$number" </dev/null >said 2>complaints || fail "the same round by its number"
heard "Red, your turn"
play 0 "round\nnumber $number\n"
heard 'your turn'
play 0 'round\nnumber 4444\n'
silent 'your turn'
play 2 '' round azure --table table.csv
cp "$decks/azure.yaml" mine.yaml # one deck by two names is one deck
play 0 '' round ./mine.yaml mine.yaml --models iaas
heard 'Board 1 of '

# -- a round whose time runs out while nobody types
(echo; sleep 11; echo next) | "$demarc" --text --seed 7 --data data round azure --boards 1 --seconds 10 >said 2>complaints ||
    fail "a round whose time runs out"
heard 'Time is up.'
heard '0 of 10 right'

# -- wrong use
play 2 '' list
grep -q -- "'list' has no such form" complaints || fail "list has no text form"
play 2 '' drill nothing
play 2 '' nothing

# -- no text at all
for seed in 1 2 3; do
    rm -rf data
    status=0
    head -c 200000 /dev/urandom | timeout 60 "$demarc" --text --seed $seed --now 2026-12-01 --data data >said 2>complaints || status=$?
    same "status with random bytes" "$status" 0
    same "control characters that were said" "$(LC_ALL=C tr -d '\n\40-\176\200-\377' <said | wc -c)" 0
    iconv -f UTF-8 -t UTF-8 said >/dev/null || fail "what is said is not UTF-8"
done

# -- where nothing can be saved it is said, and it plays
rm -rf data
mkdir data
chmod 500 data
if ! touch data/try 2>/dev/null; then
    play 3 '1 1 1\n' drill azure
    heard 'Nothing is being saved:'
fi
rm -rf data
echo no folder >data
play 3 '1 1 1\n' drill azure
heard 'Nothing is being saved:'
heard 'Row 2 of'

# -- Home has its decks
play 0 'quit\n'
heard 'In your plan:'
heard 'Azure, training diagram'
echo fine
