#!/usr/bin/env bash
# Coming back a day, a week, months later: what is asked is what the memory model says, and `demarc list` says the same.
. "$(dirname "$0")/lib.sh" "$1"

# All 30 placements are answered right, always on the day they are due. From the formulas (FSRS-6 with its own weights,
# desired retention .9, a third of the right answers may be luck as there are three zones) the days between are
# 1, 4, 13, 39, 96 and 209. A day begins at four in the morning, local time; in May it is summer time.
visits='
2026-12-01T10:00:00+01:00  0 30 answer
2026-12-01T22:00:00+01:00  0  0
2026-12-02T03:59:00+01:00  0  0          # still the night before
2026-12-02T04:00:00+01:00 30  0
2026-12-02T10:00:00+01:00 30  0 answer   # after 1
2026-12-03T10:00:00+01:00  0  0
2026-12-06T03:00:00+01:00  0  0
2026-12-06T10:00:00+01:00 30  0 answer   # after 4
2026-12-08T10:00:00+01:00  0  0          # a week after the first
2026-12-18T23:59:00+01:00  0  0
2026-12-19T10:00:00+01:00 30  0 answer   # after 13
2027-01-01T10:00:00+01:00  0  0          # a month after the first
2027-01-26T10:00:00+01:00  0  0
2027-01-27T10:00:00+01:00 30  0 answer   # after 39
2027-05-03T03:30:00+02:00  0  0
2027-05-03T10:00:00+02:00 30  0 answer   # after 96
2027-11-27T10:00:00+01:00  0  0
2027-11-28T10:00:00+01:00 30  0          # after 209
2028-06-01T10:00:00+02:00 30  0          # late: nothing is lost
'

list_says() { # DUE NEW
    local line deck items due new rest
    line=$("$demarc" --data "$data" --now "$now" list | grep '^azure ')
    read -r deck items due new rest <<<"$line"
    same "demarc list, $now" "$deck: $items, $due due, $new new" "azure: 30, $1 due, $2 new"
}

visit() { # DUE NEW WHAT
    local n=$(($1 + $2))
    list_says "$1" "$2"
    start --still drill azure
    if [ "$n" = 0 ]; then
        shows 'Nothing of this is due' || fail "something is asked, $now"
    else
        asks "$n" || fail "not $n are asked, $now"
    fi
    if [ "$3" = answer ]; then
        answer_all
        same "asked, $now" "$asked" 30
        shows '30 of 30 right at the first try' || fail "another result, $now"
        same "answered, $now" "$(sql "SELECT count(*), count(DISTINCT item), sum(counts = 1), sum(correct) FROM answer
            WHERE day = (SELECT max(day) FROM answer)")" '30|30|30|30'
    fi
    quit
}

while read -r now due new what <&3; do
    [ -z "$now" ] || visit "$due" "$new" "${what%%[ #]*}"
done 3<<<"$visits"
same "the days of the answers, from the first" "$(sql "
    SELECT group_concat(day - (SELECT min(day) FROM answer), ' ') FROM (SELECT DISTINCT day FROM answer ORDER BY day)")" \
    '0 1 5 18 57 153'
