#!/usr/bin/env bash
# In the middle of a timed question of an exam, and of a board of a round: the system's clock jumps a year ahead and ten years
# back, the window is hidden and shown again, and made smaller. Nothing is lost, and no time is won or lost.
. "$(dirname "$0")/lib.sh" "$1"
jump_clock=$3
export JUMP_CLOCK=$work/jump
now='' preload=$jump_clock

seconds_left() { # what the clock shows, digit by digit, into `seconds`
    local figures='' line
    while IFS= read -r line; do
        [[ $line =~ ^text' '.*\"([0-9:])\"$ ]] && figures+=${BASH_REMATCH[1]}
    done <<<"$shown"
    [[ $figures =~ ([0-9][0-9]):([0-9][0-9]) ]] || return 1
    seconds=$((10#${BASH_REMATCH[1]} * 60 + 10#${BASH_REMATCH[2]}))
}

shows_seconds() { # into `seconds`, and when that was into `at_cs`
    look
    seconds_left
    monotonic_cs
    at_cs=$monotonic
}

# What happens takes as long off the clock as it takes; a second is what the figures leave open at either end.
takes_its_time() { # WHAT HAPPENS...
    local before gone_cs
    within 5 shows_seconds || fail "no clock"
    before=$seconds gone_cs=$at_cs
    "$@"
    within 5 shows_seconds || fail "no clock after: $*"
    gone_cs=$((at_cs - gone_cs))
    [ $(((before - seconds) * 100)) -le $((gone_cs + 130)) ] && [ $(((before - seconds) * 100)) -ge $((gone_cs - 130)) ] ||
        fail "$*: $((before - seconds)) seconds gone of the clock, and $gone_cs hundredths truly"
}

jump() { # SECONDS
    echo "$1" >"$JUMP_CLOCK"
    xdotool mousemove 300 20 mousemove 400 30
    nap 1.2
    rm "$JUMP_CLOCK"
    xdotool mousemove 300 20
    nap 0.3
}

hide() {
    xdotool windowunmap --sync "$window"
    nap 2.2
    xdotool windowmap --sync "$window" windowfocus "$window"
    nap 0.3
}

resize() {
    xdotool windowsize --sync "$window" 800 600
    nap 0.5
    xdotool windowsize --sync "$window" 1280 800
    nap 0.5
}

all_of_it() { # WHAT HAS TO STAND THERE STILL...
    local what
    for what in 'jump 31536000' 'jump -315360000' hide resize; do
        # shellcheck disable=SC2086
        takes_its_time $what
        await "$@"
    done
}

start --still --questions 6 --minutes 30 exam az-900
await control Begin
a_person_reads
press Return
await shows '"Question 1 of 6'
await shows_seconds
a_person_reads
press f
await shows '"1, open, flagged"'
all_of_it shows '"1, open, flagged"'
quit

start --still round azure --boards 1 --seconds 300
await control Start
a_person_reads
press Return
await read_check
read_board
a_person_reads
press 2
await lies_in "${cells[0]}" 2
all_of_it lies_in "${cells[0]}" 2
quit
