#!/usr/bin/env bash
# kill -9 at random moments of drills that are played by keys and hands: PROGRAM - [KILLS [SEED [PLAYERS]]]. After each
# restart the screen is that of before (after a quiet kill), or further on by what was under way; no answer that was shown
# as checked is missing, none is there twice, and no move is half there. Players share the kills; each has a display, a
# file and a seed of its own, as most of the time goes by in waiting.
kills=${3:-100} seed=${4:-1} players=${5:-4}
if [ "$players" -gt 1 ]; then
    failed=0
    for ((i = 0; i < players; i++)); do
        "$0" "$1" - $((kills / players)) $((seed + i)) 1 &
    done
    for ((i = 0; i < players; i++)); do
        wait -n || failed=$((failed + 1))
    done
    exit "$failed"
fi
. "$(dirname "$0")/lib.sh" "$1"
RANDOM=$seed
day=0 answers=0 lost=0 quiet=0 busy=0

chance() { # N: one in N
    ((RANDOM % $1 == 0))
}

pause() { # up to so many milliseconds
    local ms
    printf -v ms '0.%03d' $((RANDOM % $1))
    nap "$ms"
}

is_checked() {
    control 'I slipped*'
}

is_board() {
    ! is_checked && read_check
}

# -- before the kill ---------------------------------------------------------------------------------------------------

# Which cell is chosen and where the pointer is are not kept: both are on the first cell whenever dumps are compared.
settle() {
    local was=
    [ ${#cells[@]} -lt 2 ] || choose "${cells[1]}"
    choose "${cells[0]}"
    until [ "$shown" = "$was" ]; do
        was=$shown
        nap 0.04
        look
    done
}

type_some() { # mostly right, from the first open cell on, while the program may be killed
    local keys=() i
    read_check
    for ((i = ${#cells[@]} - open; i < ${#cells[@]}; i++)); do
        right_key "${items[i]}"
        ! chance 9 || key=$((RANDOM % 3 + 1))
        keys+=("$key")
        ! chance 12 || keys+=(question)
        ! chance 12 || keys+=(ctrl+z)
        ! chance 20 || keys+=(BackSpace)
    done
    in_background "${keys[@]}" Return
}

in_background() { # KEY...
    a_person_reads
    press "$@" &
    hands=$!
}

drag_half() {
    control "${cells[0]}"
    xdotool mousemove --window "$window" $((x + 20)) $((y + h / 2)) mousedown 1 \
        mousemove --window "$window" $((x + 40)) $((y + h / 2 + 8)) \
        mousemove --window "$window" $((x + 120)) $((y + h / 2 + 60))
}

check_now() { # all that is open stays so: it is a wrong answer as good as any
    control "$check" || return 0
    click_at $((x + w / 2)) $((y + h / 2))
}

leave_now() { # past some mistakes
    in_background Return Return Return Return Return Return Return Return
}

slip_now() {
    control 'I slipped*' || return 0
    click_at $((x + w / 2)) $((y + h / 2))
}

# -- what is there -----------------------------------------------------------------------------------------------------

facts='SELECT (SELECT count(*) FROM answer), (SELECT count(*) - ifnull(max(seq), 0) FROM answer),
  (SELECT count(*) FROM (SELECT 1 FROM answer GROUP BY session, task, item HAVING count(*) > 1)),
  (SELECT count(*) FROM (SELECT 1 FROM step WHERE move = "check" GROUP BY session)) -
  (SELECT count(*) FROM (SELECT 1 FROM answer GROUP BY session)),
  (SELECT count(*) FROM step WHERE move = "check") -
  (SELECT count(*) FROM (SELECT 1 FROM answer GROUP BY session, task)),
  (SELECT ifnull(sum(c), 0) FROM (SELECT count(*) - max(n) - 1 AS c FROM step GROUP BY session)),
  (SELECT count(*) FROM (SELECT 1 FROM edit WHERE what = "void" GROUP BY answer HAVING count(*) > 1)),
  (SELECT integrity_check FROM pragma_integrity_check)'
read_facts() {
    local rest
    IFS='|' read -r n_answers rest <<<"$(sql "$facts" | tr '\n' ' ')"
    same "gaps, twice, half a Check, half a Check, gaps in the moves, slipped twice, integrity" "$rest" '0|0|0|0|0|0|ok '
}

# -- one life after the other --------------------------------------------------------------------------------------------

next_day() {
    day=$((day + 30))
    now=$(date -u -d "2026-12-01 10:00 UTC + $day days" +%Y-%m-%dT%H:%M:%S+00:00)
}

go_on() {
    start --still drill azure
    read_board
    until is_board || is_checked; do # the drill is over
        kill_hard
        next_day
        start --still drill azure
        read_board
    done
}

killed_quietly() { # what was shown is what is shown
    settle
    cp "$dump" "$work/before"
    quiet=$((quiet + 1))
    if chance 3 && is_board; then
        drag_half
        pause 60
    fi
    kill_hard
    go_on
    settle
    within 3 same_dump || { diff "$work/before" "$dump" >&2; fail "not what it was"; }
}

same_dump() {
    look
    cmp -s "$work/before" "$dump"
}

killed_busily() {
    local need=$answers n=${#cells[@]} before=$shown until=is_checked patience=10
    hands=
    busy=$((busy + 1))
    if is_checked; then
        until=is_board patience=1
        if chance 6; then slip_now; else leave_now; fi
    elif chance 5; then
        check_now
    else
        type_some
    fi
    if chance 2; then # about when the last key does what it does
        [ -z "$hands" ] || wait "$hands" || :
        within "$patience" look_for "$until" || :
        pause 50
    else
        pause $((n * 30 + 50))
    fi
    kill_hard
    [ -z "$hands" ] || wait "$hands" || :
    look
    # What the last picture said: these cells are checked.
    if is_checked && ! [[ $before == *'"I slipped'* ]]; then
        need=$((answers + n))
    fi
    go_on
    read_facts
    if [ "$n_answers" -lt "$need" ]; then
        lost=$((lost + need - n_answers))
        fail "answers lost: $n_answers are there, $need were shown"
    fi
    answers=$n_answers
}

killed_while_it_starts() {
    kill_hard
    rm -f "$dump"
    "$demarc" --data "$data" --seed 7 --now "$now" --still drill azure 2>"$said" &
    pid=$!
    pause 400
    kill_hard
    go_on
}

go_on
for ((n = 1; n <= kills; n++)); do
    case $((RANDOM % 8)) in
    0) killed_while_it_starts ;;
    [1-3]) killed_quietly ;;
    *) killed_busily ;;
    esac
done
read_facts
[ "$n_answers" -ge $((kills / 4)) ] || fail "hardly anything was answered: $n_answers"
press ctrl+q
ends_well
echo "seed $seed: killed $kills times, $quiet of them while nothing moved and $busy while something did;" \
    "$n_answers answers, $lost lost, 0 twice"
