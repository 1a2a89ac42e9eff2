#!/usr/bin/env bash
# Places that cannot be written: a folder for reading only, a file of somebody else, a full disk, no home. The drill goes on,
# a line that stays says that nothing is being saved, and what was answered is on disk once it can be. Who leaves before that
# is asked, and can take the answers out.
# The program runs as a user whom the system refuses something, which root is not.
. "$(dirname "$0")/lib.sh" "$1"

unsaved='Nothing is being saved'
real=$demarc user=()
if [ "$(id -u)" -eq 0 ]; then
    user=(setpriv --reuid 65534 --regid 65534 --clear-groups)
    chown 65534 "$work"
fi
chmod 755 "$work"

as_user() {
    "${user[@]}" "$@"
}

run_as() { # ENV...: how the program is started from now on
    demarc=$work/demarc
    printf '#!/bin/sh\nexec %s env %s "%s" "$@"\n' "${user[*]}" "$*" "$real" >"$demarc"
    chmod 755 "$demarc"
}

must_fail() { # COMMAND...: or the test would test nothing
    ! as_user "$@" 2>/dev/null || fail "this should have been refused: $*"
}

is_saved() {
    no shows "$unsaved"
}

answer_unsaved() { # a board, with the line in sight all the time
    shows "$unsaved" || fail "nobody says that nothing is being saved"
    fill_board
    shows "$unsaved" || fail "the line does not stay"
    click Check
    await control 'I slipped*'
    shows "$unsaved" || fail "a Check is not saved and nobody says so"
    same_count=${#cells[@]}
}

take_out() { # FOLDER: asks to leave, and exports instead; the list is $list
    press ctrl+q
    await control Export
    rm -f "$1"/demarc-reviews-*
    touch "$1/demarc-reviews-2026-12-01.csv" # somebody's own: it stays as it is
    chmod 444 "$1/demarc-reviews-2026-12-01.csv"
    a_person_reads
    press ctrl+e
    within 10 is_taken_out "$1" || fail "nothing is exported to $1"
    [ ! -s "$1/demarc-reviews-2026-12-01.csv" ] || fail "a file that was there is overwritten"
    shows "$unsaved" || fail "the line does not stay"
}

is_taken_out() {
    list=$(find "$1" -maxdepth 1 -name 'demarc-reviews-*.csv' -size +0)
    [ -s "$list" ]
}

is_another() {
    is_taken_out "$work/out" && [ "$list" != "$first" ]
}

taken_in() { # ANSWERS: as many come out of the list on another machine
    rm -rf "$work/elsewhere"
    "$real" --data "$work/elsewhere" import reviews "$list" >"$work/import" || fail "the list is refused: $(cat "$work/import")"
    same "answers in the list" "$(sqlite3 "$work/elsewhere/learner.db" 'SELECT count(*) FROM answer')" "$1"
}

list_goes() {
    [ ! -e "$list" ]
}

saved_then() { # WHAT ANSWERS: goes on by itself, and the drill with it
    await is_saved
    same "$1: answers on disk" "$(sql 'SELECT count(*) FROM answer')" "$2"
    same "$1: without gaps" "$(sql 'SELECT count(*) - ifnull(max(seq), 0) FROM answer')" 0
    leave_board
    [ -n "$over" ] || fill_board
    kill_hard
    start --still drill azure
    [ -n "$over" ] || shows '"Check"' || fail "$1: the board that was filled is not there again"
    same "$1: the file" "$(sql 'PRAGMA integrity_check')" ok
    quit
}

# -- a folder for reading only -----------------------------------------------------------------------------------------

folder_for_reading() {
    mkdir "$data"
    [ ${#user[@]} -gt 0 ] || chmod 555 "$data"
    must_fail touch "$data/a"
    start --still drill azure
    answer_unsaved
    take_out "$work"
    taken_in $same_count
    chmod 777 "$data"
    within 10 list_goes || fail "the list stays although all is saved, and would be taken in twice"
    saved_then "folder for reading" $same_count
}

# -- a file of somebody else: what is in it stays, and what was answered comes behind it -----------------------------------

file_of_another() {
    local before
    before=$(sql 'SELECT count(*) FROM answer')
    rm -f "$data"/learner.db-*
    [ ${#user[@]} -eq 0 ] || chown 0 "$data/learner.db"
    chmod 444 "$data/learner.db"
    must_fail sh -c ": >>'$data/learner.db'"
    now=2026-12-03T10:00:00+01:00
    start --still drill azure
    answer_unsaved
    [ ${#user[@]} -eq 0 ] || chown 65534 "$data/learner.db"
    chmod 644 "$data/learner.db"
    saved_then "file of another" $((before + same_count))
}

# -- a full disk -------------------------------------------------------------------------------------------------------

full_disk() {
    data=$work/small
    mkdir "$data"
    mount -t tmpfs -o size=1m,mode=777 none "$data" 2>/dev/null || {
        echo "no small disk can be mounted here: a full one is in the row faults alone"
        return 0
    }
    mounted=$data
    "$demarc" --data "$data" set exam.az-900 2099-12-31 >"$work/set" # so that Azure comes first, whatever decks there are
    start --still
    is_saved || fail "a fresh disk is not written"
    fill_the_disk
    a_person_reads
    press Return
    await read_check
    shows "$unsaved" || fill_until_it_does_not_fit control 'I slipped*'
    take_out "$work"
    taken_in "$(shown_answers)"
    rm -f "$data/filler" "$data/more"
    await is_saved
    within 10 list_goes || fail "the list stays although all is saved, and would be taken in twice"
    within 10 is_the_count "$(shown_answers)" || fail "answers are lost: $(sql 'SELECT count(*) FROM answer')"
    quit
}

fill_the_disk() {
    as_user dd if=/dev/zero of="$data/filler" bs=4k status=none 2>/dev/null || :
    must_fail dd if=/dev/zero of="$data/more" bs=64k count=1
}

# Who leaves a round on a full disk, and took it out before, has it there.
round_is_left() {
    [ -n "$mounted" ] || return 0
    start --still round azure
    is_saved || fail "a round on a disk with room is not saved"
    await control Start
    a_person_reads
    press Return
    await read_check
    fill_the_disk
    fill_until_it_does_not_fit control 'Next*'
    take_out "$work"
    press ctrl+q
    within 10 has_ended || fail "the program goes on"
    wait "$pid" || fail "exit status"
    pid=
    grep -q "$unsaved" "$said" || fail "at the end nobody says that the round is not saved"
    grep -qF "$list" "$said" || fail "at the end nobody says where the round is"
    [ -s "$list" ] || fail "the list is gone, and the round with it"
    : >"$said"
    rm -f "$data/filler" "$data/more" "$list"
}

fill_until_it_does_not_fit() { # CONDITION...: what is seen after Check
    fill_board
    click Check
    await "$@"
    await shows "$unsaved"
}

shown_answers() {
    control 'I slipped*' && echo ${#cells[@]} || echo 0
}

is_the_count() {
    [ "$(sql 'SELECT count(*) FROM answer')" = "$1" ]
}

# -- no home -----------------------------------------------------------------------------------------------------------

no_home() { # --data and its folder are the first two arguments that start gives
    mkdir "$work/out"
    chmod 777 "$work/out"
    printf '#!/bin/sh\nshift 2\ncd /\nexec %s env -u HOME -u XDG_DATA_HOME TMPDIR="%s" "%s" "$@"\n' "${user[*]}" \
        "$work/out" "$real" >"$work/demarc"
    demarc=$work/demarc
    chmod 755 "$demarc"
    start --still drill azure
    shows 'no home folder' || fail "nobody says why"
    must_fail touch /a
    answer_unsaved
    take_out "$work/out"
    taken_in $same_count
    leave_board
    press ctrl+q
    await control Export # as there is more now than in the list
    first=$list
    a_person_reads
    press ctrl+e
    within 10 is_another || fail "no second list, or the first one stays"
    taken_in $same_count
    press ctrl+q
    within 10 has_ended || fail "the program goes on"
    wait "$pid" || fail "exit status"
    pid=
    grep -q 'no home folder' "$said" || fail "at the end nobody says that the answers are not saved"
    grep -qF "$list" "$said" || fail "at the end nobody says where the answers are"
    [ -s "$list" ] || fail "the list is gone"
    : >"$said"
}

run_as ""
folder_for_reading
file_of_another
full_disk
round_is_left
no_home
