#!/usr/bin/env bash
# I slipped: after Check the board is as if it had not been asked, but it is not asked again today and comes back tomorrow.
. "$(dirname "$0")/lib.sh" "$1"

memory() { # everything that was learnt, as EXCEPT compares it: bit for bit
    sql "ATTACH '$1' AS before;
        SELECT * FROM main.state EXCEPT SELECT * FROM before.state;
        SELECT * FROM before.state EXCEPT SELECT * FROM main.state"
}

board_items() { # the items of the board that is shown, as a list for SQL
    sql "SELECT group_concat(item) FROM task_item WHERE session = (SELECT max(id) FROM session)
        AND task = (SELECT count(*) FROM step WHERE session = (SELECT max(id) FROM session) AND move IN ('next', 'slip'))"
}

list_says() { # DUE NEW
    local deck items due new rest
    read -r deck items due new rest < <("$demarc" --data "$data" --now "$now" list | grep '^azure ')
    same "demarc list, $now" "$due due, $new new" "$1 due, $2 new"
}

check_some_wrong() { # all the customer's, and the last one open
    read_board
    type_zones "${cells[@]//*/1}"
    await control Check
    choose "${cells[-1]}"
    press BackSpace
    await control 'Check, 1 open'
    click 'Check, 1 open'
    await control 'I slipped*'
}

slip() { # HAND
    if [ "$1" = key ]; then
        a_person_reads
        press ctrl+z
    else
        click 'I slipped, all*'
    fi
    await read_check
}

slip_and_finish() { # HAND DUE NEW: of 30 that are asked, the first board is a slip
    local ids n row
    list_says "$2" "$3"
    start --still drill azure
    rm -f "$work/before.db"
    sql "VACUUM INTO '$work/before.db'"
    ids=$(board_items)
    check_some_wrong
    n=${#cells[@]}
    same "answers of the board" "$(sql "SELECT count(*) FROM answer WHERE item IN ($ids) AND day = (SELECT max(day) FROM answer)")" "$n"
    [ -n "$(memory "$work/before.db")" ] || fail "checking a board changed no memory"
    slip "$1"
    same "what differs from the memory before the board" "$(memory "$work/before.db")" ''
    same "voided answers of the board, others" "$(sql "
        SELECT sum(item IN ($ids)), sum(item NOT IN ($ids)) FROM answer WHERE id IN (SELECT answer FROM edit WHERE what = 'void')
        AND day = (SELECT max(day) FROM answer)")" "$n|0"
    asks $((30 - n)) || fail "the board still counts"

    # The rest of the drill does not ask them again, and neither does another drill of this day.
    answer_all
    same "asked after the slip" "$asked" $((30 - n))
    same "answers of the slipped items" "$(sql "SELECT count(*) FROM answer WHERE item IN ($ids) AND day = (SELECT max(day) FROM answer)")" "$n"
    quit
    start --still drill azure
    shows 'Nothing of this is due' || fail "asked again today"
    quit
    slipped=$n ids_slipped=$ids
}

# New ones stay new. What was answered behind the slip is due tomorrow as well: its first interval is a day.
slip_and_finish click 0 30
now=2026-12-02T10:00:00+01:00
list_says $((30 - slipped)) "$slipped"
same "states of slipped new items" "$(sql "SELECT count(*) FROM state WHERE item IN ($ids_slipped)")" 0

# Due ones stay due. All of them are asked on the second day, so that on the next day each has a state.
start --still drill azure
asks 30 || fail "what was a slip is not asked the day after"
answer_all
quit
now=2026-12-20T10:00:00+01:00
slip_and_finish key 30 0
now=2026-12-21T10:00:00+01:00
list_says "$slipped" 0
start --still drill azure
asks "$slipped" || fail "what was a slip is not asked the day after"

# One row of the line can be slipped alone: the others stay answered.
rm -f "$work/before.db"
sql "VACUUM INTO '$work/before.db'"
check_some_wrong
choose "${cells[1]}"
choose "${cells[0]}"
click 'I slipped, this layer'
await shows '"slipped"'
row="SELECT item.id FROM item WHERE deck = (SELECT id FROM deck WHERE key = 'azure') AND key LIKE
    (SELECT substr(key, 1, length(key) - 4) || '%' FROM item JOIN task_item ON item = item.id
     WHERE session = (SELECT max(id) FROM session) AND task = 0 AND pos = 0)"
same "answers of today, voided, voided in the row" "$(sql "SELECT count(*), count(edit.id), sum(edit.id AND item.id IN ($row))
    FROM answer JOIN item ON item.id = answer.item LEFT JOIN edit ON edit.answer = answer.id
    WHERE answer.day = (SELECT max(day) FROM answer)")" "$slipped|3|3"
same "states in the row that are not as before" "$(sql "ATTACH '$work/before.db' AS before;
    SELECT * FROM main.state WHERE item IN ($row) EXCEPT SELECT * FROM before.state")" ''
quit
