#!/usr/bin/env bash
# kill -9 at any moment: what is shown after the restart is what was shown before.
. "$(dirname "$0")/lib.sh" "$1"
make_deck_one

go_on() { # DECK
    start --still drill "$1"
    read_board
}

# Which cell is chosen is not kept, nor where the pointer was: before a dump is compared the first cell is clicked, and the
# pointer stays there; the second one before it, as the first may be the chosen one already and then nothing is to be awaited.
# Nothing else is left out of the comparison.
settle() {
    choose "${cells[1]}"
    choose "${cells[0]}"
}

compare() { # WHAT FILE: with what is shown now
    diff "$2" "$dump" >&2 || fail "not what it was: $1"
}

# -- a board half placed: one moved, one not sure, one taken back, one undone ----------------------------------------------

half_place() {
    type_zones 1 2 1
    drag "${cells[1]}" 3
    choose "${cells[2]}"
    press question
    await is_unsure "${cells[2]}"
    choose "${cells[0]}"
    press BackSpace
    await lies_in "${cells[0]}" 0
    choose "${cells[3]}"
    press shift+3
    await lies_in "${cells[3]}" 3
    press 2
    await lies_in "${cells[4]}" 2
    press ctrl+z
    await lies_in "${cells[4]}" 0
    settle
}

killed_with_half_a_board() { # DECK LEFT
    go_on "$1"
    half_place
    read_check
    same "open" "$open" $((${#cells[@]} - 3))
    cp "$dump" "$work/before"
    kill_hard

    go_on "$1"
    settle
    compare "the board" "$work/before"
    a_person_reads
    press ctrl+z # what could be undone still can
    await lies_in "${cells[3]}" 0
    press shift+3
    await lies_in "${cells[3]}" 3
    settle
    compare "the board after an undo and the same move again" "$work/before"
    kill_hard

    start --still
    control "Go on, $2 left" || fail "Home does not offer the drill"
    click "Go on, $2 left"
    await read_check
    settle
    compare "the board from Home" "$work/before"

    # What is in the air is at home again: a layer from the tray and one from a zone; on the line a zone and the edge.
    local lifted=("${cells[0]}" "${cells[1]}") over=@11
    ! is_line || lifted=(@10 @11) over=${cells[5]}
    for one in "${lifted[@]}"; do
        lift "$one"
        carry_over "$over"
        kill_hard
        go_on "$1"
        settle
        compare "the board with $one in the air" "$work/before"
    done
}

# -- in the middle of fast typing: what was shown is there, and no move is half there -----------------------------------------

killed_while_typing() { # DECK
    local open_then typing
    a_person_reads
    choose "${cells[4]}"
    read_check
    open_then=$open
    press 1 2 3 1 2 3 1 2 3 1 2 3 1 2 3 &
    typing=$!
    await no control "$check"
    kill_hard
    wait "$typing" || :
    look
    read_check
    [ "$open" -lt "$open_then" ] || fail "nothing was typed"
    open_then=$open
    go_on "$1"
    read_check
    [ "$open" -le "$open_then" ] || fail "a move that was shown is lost: $open open, $open_then before"
    same "steps without a gap" "$(sql 'SELECT count(*) - max(n) - 1 FROM step WHERE session = (SELECT max(id) FROM session)')" 0
}

# -- right after Check -----------------------------------------------------------------------------------------------

answers() { # of the deck: how many, of how many items
    sql "SELECT count(*) || ' of ' || count(DISTINCT item) FROM answer JOIN item ON item.id = item WHERE key LIKE '$1/%'"
}

killed_after_check() { # DECK: a half placed board
    local n=${#cells[@]}
    read_check
    click "$check"
    await control 'I slipped*'
    settle
    cp "$dump" "$work/checked"
    kill_hard
    go_on "$1"
    settle
    compare "the checked board" "$work/checked"
    same "answers" "$(answers "$1")" "$n of $n"
}

# Nobody waits for the feedback here: the board is checked or it is not, and its answers are there once or not at all.
killed_at_check() { # DECK: a checked board
    local before=${#cells[@]} n
    leave_board
    fill_board
    n=$((before + ${#cells[@]}))
    click Check
    kill_hard
    go_on "$1"
    if control 'I slipped*'; then
        same "answers of checked boards" "$(answers "$1")" "$n of $n"
    else
        same "answers of checked boards" "$(answers "$1")" "$before of $before"
        click Check || fail "neither checked nor as it was placed"
        await control 'I slipped*'
        same "answers after checking again" "$(answers "$1")" "$n of $n"
    fi
}

killed_with_half_a_board azure 30
killed_while_typing azure
killed_after_check azure
killed_at_check azure
kill_hard
killed_with_half_a_board one 10
killed_while_typing one
killed_after_check one
same "learner.db" "$(sql 'PRAGMA integrity_check')" ok
quit
