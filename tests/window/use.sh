#!/usr/bin/env bash
# The command line, without a display: what is wrong is said in one line with a way out, and the exit status tells scripts.
. "$(dirname "$0")/lib.sh" "$1"
unset DISPLAY SDL_VIDEODRIVER
bad=$(dirname "$0")/../data/decks/bad good=$(dirname "$0")/../data/decks/good

run() { # ARGUMENT...: into status, $work/out and $said
    status=0
    timeout 10 "$demarc" --data "$data" "$@" >"$work/out" 2>"$said" || status=$?
}

# -- wrong use: one line, status 2, nothing printed, nothing made -----------------------------------------------------------

wrong() { # LINE ARGUMENT...
    local line=$1
    shift
    run "$@"
    same "demarc $*" "$status: $(<"$said")" "2: demarc: $line"
    [ ! -s "$work/out" ] || fail "it printed something: demarc $*"
    [ ! -e "$data" ] || fail "it made a data folder: demarc $*"
}

wrong "there is no option '--sed'; demarc --help lists them" --sed 5
wrong "there is no command 'dril'; demarc --help lists them" dril azure
wrong "there is no deck 'azur'; did you mean 'azure'?" drill azur
wrong "there is no deck 'chemistry'; demarc list shows what there is" drill chemistry
wrong "Cannot read 'no/such.yaml': No such file or directory." drill no/such.yaml
for time in yesterday 2026-12 2026-02-29 2026-13-01T10:00:00+01:00 2026-02-29T10:00:00+01:00 2026-12-01T25:00:00Z ''; do
    wrong "--now takes such as 2026-12-01T10:00:00+01:00 or 2026-12-01, not '$time'" list --now "$time"
done
for size in 99 201 big 150% ''; do
    wrong "--text-size takes 100 to 200, not '$size'" list --text-size "$size"
done
for size in 799x600 1280 1280x800x2 x 9000x9000; do
    wrong "--size takes such as 1280x800, from 800x600, not '$size'" list --size "$size"
done
wrong "--minutes takes 1 to 240, not '0'" --minutes 0 drill azure
wrong "--seed takes a whole number, not '-1'" --seed -1 drill azure
wrong "--language takes such as nl or pt-br, not 'Dutch'" list --language Dutch
wrong "--data needs a folder, not ''" list --data ''
wrong "--days takes 1 to 365, not '0'" --days 0 plan
wrong "'plan' takes fewer arguments; see demarc --help" plan azure
wrong "'set' takes fewer arguments; see demarc --help" set minutes 5 6
wrong "'drill' takes fewer arguments; see demarc --help" drill azure azure
wrong "'list' takes fewer arguments; see demarc --help" list azure
wrong "'shot' needs more arguments; see demarc --help" shot board
wrong "no picture of 'bored': there are first, first-move, first-moved, home, home-nothing, home-decks, board, checked, line, line-checked and end, of the deck azure, card of terms, and question, question-checked, exam-start, exam, exam-board, exam-list, exam-result and exam-read, of az-900, and progress, progress-decks, progress-least, progress-empty, round-setup, round-ready, round, round-pause, round-checked and round-end, and explore, explore-cards, explore-questions, explore-decks, more, report and settings" shot bored "$work/bored.png"
[ ! -e "$work/bored.png" ] || fail "a picture of an unknown screen"

# -- help -------------------------------------------------------------------------------------------------------------

for word in --help -h --version; do
    run $word
    same "status of demarc $word" "$status" 0
    [ ! -s "$said" ] || fail "demarc $word is not quiet on stderr"
done
grep -Eqx 'demarc [0-9]+\.[0-9]+\.[0-9]+' "$work/out" || fail "demarc --version says: $(<"$work/out")"
run --help
for word in check drill list plan set shot --against --json --data --language --minutes --days --text-size --size --still --now --seed --dump --ready-fd 'exit status'; do
    grep -q -- "$word" "$work/out" || fail "--help does not speak of $word"
done

# -- decks in another language: by the option, or by the environment; the memory is the same ---------------------------------

title_is() { # TITLE LANGUAGE, in what was listed last
    grep -Eq "^azure +30 +0 +30 +$2 +$1\$" "$work/out" || fail "not listed as $1 ($2): $(<"$work/out")"
}
list_in() { # VARIABLE=VALUE...
    timeout 10 env "$@" "$demarc" --data "$data" list >"$work/out" 2>"$said"
}

english='Azure, training diagram' dutch='Azure, schema uit de training'
run list
title_is "$english" en
for language in nl nl_NL.UTF-8 NL nl-be; do
    run list --language "$language"
    title_is "$dutch" nl
done
list_in LC_ALL= LC_MESSAGES=nl_NL.UTF-8 LANG=de_DE.UTF-8
title_is "$dutch" nl
list_in LC_ALL= LC_MESSAGES= LANG=nl_NL.UTF-8
title_is "$dutch" nl
list_in LC_ALL=C LANG=nl_NL.UTF-8
title_is "$english" en
run list --language de
title_is "$english" en

# -- decks that cannot be read: each is named with its place and a way out, and the others open -------------------------------

run list
same "status of demarc list" "$status: $(<"$said")" '0: '
mkdir -p "$data/decks"
names='syntax-quote key-unknown answer-missing answer-unknown-zone layer-twice'
for name in $names; do
    cp "$bad/$name.yaml" "$data/decks/"
done
cp "$good/smallest.yaml" "$data/decks/mine-1.yaml"
cp "$good/smallest.yaml" "$data/decks/mine-2.yaml"
run list
same "status of demarc list with broken decks" "$status" 1
for name in $names; do
    while read -r line; do
        grep -qxF "$data/decks/$name.yaml:$line" "$said" || fail "nothing said like: $name.yaml:$line"
    done <"$bad/$name.txt"
done
grep -q "mine-2.yaml has the id '[a-z]*' of .*mine-1.yaml and is used instead of it; give one of them another id" "$said" ||
    fail "two decks with one id are not named"
same "lines on stderr" "$(wc -l <"$said")" 6
grep -Eq '^azure +30 +0 +30 ' "$work/out" || fail "azure is not listed"

# -- settings, and the days ahead: what is wrong changes nothing ---------------------------------------------------------

rm -r "$data/decks"
refused() { # LINE ARGUMENT...
    local line=$1 before
    shift
    run set
    before=$(<"$work/out")
    run set "$@"
    same "demarc set $*" "$status: $(<"$said")" "2: demarc: $line"
    run set
    same "settings after demarc set $*" "$(<"$work/out")" "$before"
}
today=2026-11-22T10:00:00+01:00
refused "there is no setting 'minuts'; did you mean 'minutes'?" minuts 5
refused "minutes takes 1 to 240, not '0'" minutes 0
refused "minutes takes 1 to 240, not 'ten'" minutes ten
for value in 0.69 0.98 .905 90% ''; do
    refused "retention takes 0.70 to 0.97, in hundredths, not '$value'" retention "$value"
done
refused "no deck serves an exam 'az-90'; did you mean 'az-900'?" exam.az-90 2026-12-03
refused "exam.ID takes a day such as 2026-12-31, not '3 December'" exam.az-900 "3 December"
refused "an exam's day lies ahead, '2026-11-22' does not" exam.az-900 2026-11-22 --now $today
for change in 'minutes 5' 'retention 0.8' 'exam.az-900 2026-12-03'; do
    run set $change --now $today
    same "status of demarc set $change" "$status: $(<"$said")" '0: '
done
run set
grep -Eq '^minutes +5 ' "$work/out" && grep -Eq '^retention +0.80 ' "$work/out" &&
    grep -Eq '^exam.az-900 +2026-12-03 ' "$work/out" || fail "what was set is not printed"
run plan --now $today --days 11
same "status of demarc plan" "$status: $(<"$said")" '0: '
same "days of demarc plan" "$(grep -c '^2026-' "$work/out")" 11
grep -q '^AZ-900: Asked 10 of these on 3 December: [0-9]* right with 5 minutes a day ([0-9]* to [0-9]* is likely), [0-9]* without' \
    "$work/out" || fail "demarc plan does not say what the exam's day will find"
never=$(awk '/ were never asked/ { print $1 }' "$work/out")
grep -q '^An estimate: ' "$work/out" || fail "demarc plan does not say that it is an estimate"
[ "$(awk '/^2026-/ && $NF > 5' "$work/out")" = "" ] || fail "a day is longer than five minutes"
run plan --now 2026-12-03T10:00:00+01:00 --days 2
! grep -q '^AZ-900' "$work/out" || fail "the exam's day is still ahead on the day"
run set exam.az-900 none
grep -Eq '^exam.az-900 +none ' "$work/out" || fail "the exam's day is not cleared"
run plan --now $today
all=$(awk '/ were never asked/ { print $1 }' "$work/out")
[ "$never" -lt "$all" ] || fail "with an exam the plan holds $never, without one $all: not only the decks that serve it"
for name in minutes retention; do
    run set $name default
done

# -- pictures -----------------------------------------------------------------------------------------------------------

for screen in first first-move home home-decks board checked line line-checked end; do
    run shot $screen "$work/$screen.png"
    same "status of demarc shot $screen" "$status: $(<"$said")" '0: '
    same "first bytes of $screen.png" "$(od -An -tx1 -N8 "$work/$screen.png")" ' 89 50 4e 47 0d 0a 1a 0a'
done

# -- no display, and no disk -------------------------------------------------------------------------------------------------

export XDG_RUNTIME_DIR=$work # or the Wayland library has a line of its own
run drill azure
same "demarc drill without a display" "$status, $(<"$said")" \
    '3, demarc: no window: there is no display here; set DISPLAY or WAYLAND_DISPLAY'
run shot home /dev/null/home.png
same "demarc shot into nowhere" "$status, $(wc -l <"$said") line" '3, 1 line'
