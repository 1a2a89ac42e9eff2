#!/usr/bin/env bash
# A whole practice exam by keys only, and the same one by mouse only with kill -9 halfway: the same result. The clock stands
# while the program is dead, and nothing that happens to a window wins or loses time or an answer.
. "$(dirname "$0")/lib.sh" "$1"

# The right options of the bank by their texts, "Yes" or "No" before those of a grid, and the right zones of the board are in
# chart (lib.sh). Which option of an odd question is given is wrong on purpose.
declare -A right=()
bank=$(dirname "$0")/../../decks/az-900.yaml

read_bank() {
    local line text
    while IFS= read -r line; do
        [[ $line =~ ^\ *-\ \{id:\ [a-z],.*text:\ \"([^\"]*)\" || $line =~ ^\ *-\ \{id:\ [a-z],\ text:\ \"([^\"]*)\" ]] || continue
        text=${BASH_REMATCH[1]}
        if [[ $line =~ yes:\ true ]]; then
            right[$text]=Yes
        elif [[ $line =~ yes:\ false ]]; then
            right[$text]=No
        elif [[ $line =~ right:\ true ]]; then
            right[$text]=right
        fi
    done <"$bank"
}

exam() { # [OPTION...]
    start --still --questions 6 --minutes 30 "$@" exam az-900
}

left_seconds() { # of the clock on the screen, into `seconds`
    local digits='' one
    read_texts
    for one in "${texts[@]}"; do
        [[ ! $one =~ ^text' '[0-9]+' '[0-9]{2}' '.*' 22/700 '.*\"([0-9:])\"$ ]] || digits+=${BASH_REMATCH[1]}
    done
    [[ $digits =~ ^([0-9]{2}):([0-9]{2})$ ]] || fail "no clock: '$digits'"
    seconds=$((10#${BASH_REMATCH[1]} * 60 + 10#${BASH_REMATCH[2]}))
}

at_question() { # N
    shows "\"Question $1 of 6"
}

is_board() {
    shows 'a point for each layer'
}

# The options on the screen, in order, into `options`.
read_options() {
    options=()
    while control "@$((400 + ${#options[@]}))"; do
        options+=("$label")
    done
}

# What to do on this question: positions of right options, or for grids Y and N, into `wanted`. The third question gets a wrong
# answer, whatever it is.
think() { # N
    local i
    wanted=()
    for i in "${!options[@]}"; do
        case ${right[${options[i]}]-} in
        right) wanted+=("$i") ;;
        Yes) wanted+=(Y) ;;
        No) wanted+=(N) ;;
        '') [ "$1" != 3 ] || wanted=("$i") ;;
        esac
    done
    [ "${#wanted[@]}" -gt 0 ] || fail "nothing is known of '${options[0]}'"
}

answered() { # N
    shows "\"$1, answered"
}

# -- by keys ------------------------------------------------------------------------------------------------------------

keys_question() { # N
    local i
    read_options
    think "$1"
    a_person_reads
    for i in "${!wanted[@]}"; do
        case ${wanted[i]} in
        [YN]) press "${wanted[i],,}" ;;
        *) press $((wanted[i] + 1)) ;;
        esac
        nap 0.05
    done
    await answered "$1"
}

keys_board() {
    local i keys=()
    read_board
    for i in "${items[@]}"; do
        right_key "$i"
        keys+=("$key")
    done
    type_zones "${keys[@]}"
    await shows 'All layers are placed'
}

# -- by mouse -----------------------------------------------------------------------------------------------------------

mouse_question() { # N
    local i
    read_options
    think "$1"
    for i in "${!wanted[@]}"; do
        case ${wanted[i]} in
        Y) click "@$((410 + i))" ;;
        N) click "@$((420 + i))" ;;
        *) click "@$((400 + wanted[i]))" ;;
        esac
    done
    await answered "$1"
}

mouse_board() {
    local i
    read_board
    for i in "${!cells[@]}"; do
        right_key "${items[i]}"
        drag "${cells[i]}" "$key"
    done
    await shows 'All layers are placed'
}

# -- the story ----------------------------------------------------------------------------------------------------------

result() { # into `result`: all that the page of the result says, but for the time used
    local line
    result=
    read_texts
    for line in "${texts[@]}"; do
        [[ $line =~ \"(.*)\"$ ]] && [[ ${BASH_REMATCH[1]} != *' minutes used'* && ${BASH_REMATCH[1]} != *'clock stood'* ]] &&
            result+=${BASH_REMATCH[1]}$'\n'
    done
    return 0
}

steps() {
    sql "SELECT count(*) - max(n) - 1 FROM step WHERE session = (SELECT max(id) FROM session)"
}

read_bank

# By keys only.
data=$work/keys
exam
await control Begin
a_person_reads
press Return
for n in 1 2 3 4 5 6; do
    await at_question "$n"
    if is_board; then keys_board; else keys_question "$n"; fi
    a_person_reads
    [ "$n" != 2 ] || { press f; await shows '"2, answered, flagged"'; }
    press Return
done
await control 'Hand in'
shows '6 answered, 1 flagged' || fail "not all are answered"
a_person_reads
press Return
await shows ' right"'
result
by_keys=$result
same "how it ended" "$(sql "SELECT how FROM session WHERE kind = 'exam'")" handed-in
same "a step for each move" "$(steps)" 0
[[ $by_keys == *'One was wrong'* ]] || fail "not one wrong"
a_person_reads
press Return # reads it
await shows 'you chose it'
a_person_reads
press Escape
await shows 'One was wrong'
a_person_reads
press Escape
await control 'Practice exam'
click 'Practice exam'
await shows 'Results to read again'
a_person_reads
press a
await shows 'One was wrong'
result
same "the result read again" "$result" "$by_keys"
a_person_reads
press Return
await shows 'you chose it'
a_person_reads
press Escape
await shows 'One was wrong'
a_person_reads
press Escape
await control Begin
same "exams" "$(sql "SELECT count(*) FROM session WHERE kind = 'exam'")" 1
quit

# By mouse only, and killed halfway.
data=$work/mouse
exam
await control Begin
click Begin
for n in 1 2 3; do
    await at_question "$n"
    if is_board; then mouse_board; else mouse_question "$n"; fi
    [ "$n" != 2 ] || { click Flag; await shows '"2, answered, flagged"'; }
    [ "$n" = 3 ] || click Next
done
nap 3 # no move says how late it is
look
left_seconds
before=$seconds
kill_hard
nap 3
exam
await at_question 3
left_seconds
[ $((before - seconds)) -le 1 ] && [ "$seconds" -le "$before" ] || fail "$before seconds were left, $seconds after the kill"
answered 3 && shows '"2, answered, flagged"' || fail "an answer is lost"

# What may happen to a window in the middle of a question: nothing is lost, and the clock goes its way.
for what in 'press ctrl+z' 'xdotool windowunmap $window' 'xdotool windowmap $window' \
    'xdotool windowsize $window 800 600' 'xdotool windowsize $window 1280 800'; do
    eval "$what"
    nap 0.1
done
xdotool windowfocus "$window"
await at_question 3
await answered 3
click 'List and hand in'
await control 'Hand in'
click 'Leave, it waits'
await control 'Go on with the exam'
shows 'A practice exam is unfinished, ' || fail "Home does not tell of the unfinished exam"
a_person_reads
press e
await shows 'An exam is unfinished'
[[ $shown =~ \"(Go on, [0-9:]+ left)\" ]] || fail "Home does not offer to go on"
click "${BASH_REMATCH[1]}"
await at_question 3
left_seconds
before=$seconds
ticked() {
    look
    left_seconds
    [ "$seconds" -lt "$before" ]
}
within 5 ticked || fail "the clock stands after going on, until something is pressed"
a_person_reads
press Escape # the list, and back
await control 'Hand in'
a_person_reads
press Escape
await at_question 3

# Closed, and opened on another day of a clock that was set.
left_seconds
before=$seconds
xdotool windowfocus "$window"
"$2" "$window"
ends_well
later=$now now=2031-01-01T10:00:00+01:00
exam
await at_question 3
left_seconds
[ $((before - seconds)) -le 1 ] && [ "$seconds" -le "$before" ] || fail "$before seconds were left, $seconds in 2031"
now=$later
quit
exam
await at_question 3

# Stopped as a whole it is the clock of the machine that goes on: who stops a program is at its keyboard.
left_seconds
before=$seconds
kill -STOP "$pid"
nap 2.2
kill -CONT "$pid"
took_two() {
    look
    left_seconds
    [ $((before - seconds)) -ge 2 ]
}
within 5 took_two || fail "the clock stood while the program was stopped"

click Next
for n in 4 5 6; do
    await at_question "$n"
    if is_board; then mouse_board; else mouse_question "$n"; fi
    if [ "$n" = 6 ]; then click 'List and hand in'; else click Next; fi
done
await control 'Hand in'
click 'Hand in'
await shows ' right"'
result
shows 'The clock stood 4 times' || fail "it does not say how often the clock stood"
same "the result by mouse, killed halfway" "$result" "$by_keys"
quit

# Begun while the file could not be opened: it is kept once it can be.
data=$work/later
touch "$data"
exam
shows 'Nothing is being saved' || fail "nobody says that nothing is being saved"
a_person_reads
press Return
await at_question 1
if is_board; then mouse_board; else mouse_question 1; fi
shows 'Nothing is being saved' || fail "the line does not stay"
rm "$data"
await no shows 'Nothing is being saved'
click Flag
await shows '"1, answered, flagged"'
kill_hard
exam
await at_question 1
shows '"1, answered, flagged"' || fail "what was done before it could be saved is lost"
quit

open_exams() {
    a_person_reads
    press e
    await control Begin
}

# Handed in and left meanwhile, another one begun and left unfinished: both wait for the file.
data=$work/kept
touch "$data"
exam
await control Begin
for n in 1 2; do
    a_person_reads
    press Return
    await at_question 1
    if is_board; then mouse_board; else mouse_question 1; fi
    a_person_reads
    if [ $n = 1 ]; then
        press l
        await control 'Hand in'
        click 'Hand in'
        await control 'Hand in, 5 open'
        click 'Hand in, 5 open'
        await shows ' right"'
        click Home
    else
        press l
        await control 'Leave, it waits'
        click 'Leave, it waits'
    fi
    await control Settings
    [ $n = 2 ] || open_exams
done
rm "$data"
await no shows 'Nothing is being saved'
same "exams" "$(sql "SELECT group_concat(ifnull(how, 'open'), ', ') FROM session WHERE kind = 'exam'")" 'handed-in, open'
[ "$(sql "SELECT count(*) FROM answer")" -ge 1 ] || fail "the answers are lost"
quit

# The time runs out: what is there is handed in.
data=$work/time
start --still --questions 6 --minutes 1 exam az-900
await control Begin
a_person_reads
press Return
await at_question 1
sql "UPDATE session SET left_ms = 2500 WHERE kind = 'exam'"
kill_hard
start --still --questions 6 --minutes 1 exam az-900
await at_question 1
await shows 'The time ran out; 6 were open.'
same "how it ended" "$(sql "SELECT how FROM session WHERE kind = 'exam'")" time
same "the memory" "$(sql 'SELECT count(*) FROM answer WHERE counts <> 0')" 0
quit
