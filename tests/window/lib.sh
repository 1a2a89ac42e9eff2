# Sourced by the tests of this folder, which get the program as their first argument: a display of its own, a data folder of
# its own, hands that click, drag and type, and eyes that read --dump.
# Nothing here sleeps to let something happen: `await` looks again until it has, for ten seconds at most.
# shellcheck shell=bash
set -euo pipefail
export LC_ALL=C.UTF-8 # decks as they are, whatever the developer's language

demarc=$(realpath "$1")
work=$(mktemp -d)
data=$work/data dump=$work/dump said=$work/stderr
now=2026-12-01T10:00:00+01:00
pid='' server='' mounted='' preload='' # now: empty for the system's clock; preload: a library
order=7

# The chart of the deck azure: who secures it under IaaS, PaaS and SaaS, by the keys 1 customer, 2 shared, 3 provider.
declare -A chart=(
    ['Information and data']=111 ['Devices (mobile and PCs)']=111 ['Accounts and identities']=111
    ['Identity and directory infrastructure']=122 ['Applications']=123 ['Network controls']=123
    ['Operating system']=133 ['Physical hosts']=333 ['Physical network']=333 ['Physical datacenter']=333)
declare -A column=([IaaS]=0 [PaaS]=1 [SaaS]=2) zone_keys=([Customer]=1 [Shared]=2 [Microsoft]=3)

cleanup() {
    local status=$?
    trap - EXIT
    for one in $pid $server; do
        { kill -KILL "$one" && wait "$one"; } 2>/dev/null || :
    done
    [ -z "$mounted" ] || umount -l "$mounted"
    rm -rf --one-file-system "$work"
    exit "$status"
}
trap cleanup EXIT

fail() {
    local i
    echo "FAILED: $*" >&2
    for ((i = 1; i < ${#FUNCNAME[@]}; i++)); do
        echo "  in ${FUNCNAME[i]}, ${BASH_SOURCE[i]##*/}:${BASH_LINENO[i - 1]}" >&2
    done
    if [ -s "$said" ]; then
        echo "the program said:" >&2
        cat "$said" >&2
    fi
    if [ -s "$dump" ]; then
        echo "it showed:" >&2
        grep -E '^(control|text)' "$dump" >&2
    fi
    exit 1
}

same() { # WHAT IS EXPECTED
    [ "$2" = "$3" ] || fail "$1"$'\n'"  is:       $2"$'\n'"  expected: $3"
}

# -- time -------------------------------------------------------------------------------------------------------------

mkfifo "$work/never" "$work/ready" "$work/display"
exec {never}<>"$work/never" {ready}<>"$work/ready" {display}<>"$work/display"

nap() { # SECONDS: without starting a program
    read -rt "$1" -u "$never" || :
}

monotonic_cs() { # into $monotonic
    read -r monotonic _ </proc/uptime
    monotonic=${monotonic/./}
}

within() { # SECONDS COMMAND...: tries until it is true; false when the time is over
    local monotonic end
    monotonic_cs
    end=$((monotonic + $1 * 100))
    shift
    until "$@"; do
        monotonic_cs
        [ "$monotonic" -lt "$end" ] || return 1
        nap 0.01
    done
}

# For 300 ms keys do nothing that counts on a new screen, so that one that was meant for the screen before does no harm. The
# new screen was seen before this is called, so it is older than what is waited here.
a_person_reads() {
    nap 0.32
}

# -- the program ------------------------------------------------------------------------------------------------------

# No bus and no input method: SDL would start daemons that stay behind.
unset WAYLAND_DISPLAY XDG_DATA_HOME FREETYPE_PROPERTIES
# SDL swallows a click in the first 10 ms after the window got the focus, as the one that gave it.
export SDL_MOUSE_FOCUS_CLICKTHROUGH=1
export SDL_VIDEODRIVER=x11 DBUS_SESSION_BUS_ADDRESS=none XMODIFIERS=@im=none HOME=$work

open_display() {
    Xvfb -displayfd "$display" -noreset -nolisten tcp -screen 0 1400x900x24 2>"$work/xvfb" &
    server=$!
    read -rt 20 -u "$display" DISPLAY || { cat "$work/xvfb" >&2; fail "Xvfb does not start"; }
    export DISPLAY=:$DISPLAY
    root=$(xdotool getmouselocation --shell | sed -n 's/^WINDOW=//p')
}

start() { # [OPTION...] [COMMAND]: and waits for the first frame
    local byte
    [ -n "$server" ] || open_display
    rm -f "$dump"
    local clock=()
    [ -z "$now" ] || clock=(--now "$now")
    [ -z "$order" ] || clock+=(--seed "$order")
    if [ -n "$preload" ]; then # before the sanitizers, which want to be first
        LD_PRELOAD=$preload ASAN_OPTIONS=verify_asan_link_order=0 \
            "$demarc" --data "$data" --dump "$dump" --ready-fd "$ready" "${clock[@]}" "$@" 2>"$said" &
    else
        "$demarc" --data "$data" --dump "$dump" --ready-fd "$ready" "${clock[@]}" "$@" 2>"$said" &
    fi
    pid=$!
    read -rt 20 -N 1 -u "$ready" byte || fail "no first frame: demarc $*"
    window=$(xdotool search --all --pid "$pid" --name '^demarc$')
    xdotool windowfocus "$window"
    look
}

has_ended() { # a child that ended is a zombie until it is waited for
    local stat
    read -r stat 2>/dev/null <"/proc/$pid/stat" || return 0
    [[ $stat == *') Z '* ]]
}

ends_well() { # it ends by itself, with status 0 and without a word: sanitizers are not quiet
    local status=0
    within 10 has_ended || fail "the program goes on"
    wait "$pid" || status=$?
    pid=
    [ ! -s "$said" ] || fail "not quiet"
    same "exit status" "$status" 0
}

kill_hard() {
    kill -KILL "$pid"
    wait "$pid" 2>/dev/null || :
    pid=
    xdotool mouseup 1 # the hand lets go, too
    [ ! -s "$said" ] || fail "not quiet"
}

quit() {
    press ctrl+q
    ends_well
}

sql() {
    sqlite3 -cmd '.timeout 5000' "$data/learner.db" "$@"
}

# -- eyes -------------------------------------------------------------------------------------------------------------

look() { # the dump is always a whole one: the program renames it into place
    IFS= read -rd '' shown <"$dump" || :
    shown=$'\n'$shown
}

await() { # CONDITION...: looks until it is true
    within 10 look_for "$@" || fail "waited in vain: $*"
}

look_for() {
    look && "$@"
}

shows() { # TEXT
    [[ $shown == *"$1"* ]]
}

asks() { # N: a drill of so many that was just begun
    [[ $shown =~ \"0' of '"$1"' '(answered|placed) ]]
}

no() {
    ! "$@"
}

# LABEL, LABEL* for all that begin so, or @ID: the control's rectangle into x y w h, what else is said about it into flags.
control() {
    local four='(-?[0-9]+) (-?[0-9]+) (-?[0-9]+) (-?[0-9]+) ' line=$'([^\n]*)' any='[0-9]+ ' rest=
    if [[ $1 == @* ]]; then
        [[ $shown =~ $'\ncontrol '"${1#@}"' '$four\"([^\"]*)\"$line ]] || return 1
        label=${BASH_REMATCH[5]} flags=${BASH_REMATCH[6]}
    else
        [[ $1 == *\* ]] && rest='[^"]*'
        [[ $shown =~ $'\ncontrol '$any$four\"("${1%\*}"$rest)\"$line ]] || return 1
        label=${BASH_REMATCH[5]} flags=${BASH_REMATCH[6]}
    fi
    x=${BASH_REMATCH[1]} y=${BASH_REMATCH[2]} w=${BASH_REMATCH[3]} h=${BASH_REMATCH[4]}
}

is_line() {
    shows '"The line"'
}

# What lies on the board, in its order: the labels of the controls into `cells`, "LAYER in MODEL" into `items`.
read_board() {
    local model=
    cells=() items=()
    case $shown in
    *'like Azure Virtual Machines. Who'*) model=' in IaaS' ;;
    *'like App Service, SQL Database. Who'*) model=' in PaaS' ;;
    *'like Microsoft 365. Who'*) model=' in SaaS' ;;
    esac
    while control "@$((100 + ${#cells[@]}))"; do
        cells+=("$label")
        items+=("$label$model")
    done
}

right_key() { # ITEM: the key of its right zone, into `key`
    key=${chart[${1% in *}]:${column[${1##* in }]}:1}
}

read_texts() { # the lines of the dump that are texts, into `texts`, once for each dump
    local line
    [ "${texts_of-}" != "$shown" ] || return 0
    texts_of=$shown texts=()
    while IFS= read -r line; do
        [[ $line != text* ]] || texts+=("$line")
    done <<<"$shown"
}

# Is there a text like this in the control's rectangle x y w h? The text into `text`.
text_inside() { # PATTERN
    local line
    read_texts
    for line in "${texts[@]}"; do
        [[ $line =~ ^text' '(-?[0-9]+)' '(-?[0-9]+)' '[^\"]*\"($1)\" ]] || continue
        text=${BASH_REMATCH[3]}
        [ "${BASH_REMATCH[1]}" -lt "$x" ] || [ "${BASH_REMATCH[1]}" -ge $((x + w)) ] ||
            [ "${BASH_REMATCH[2]}" -lt "$y" ] || [ "${BASH_REMATCH[2]}" -ge $((y + h)) ] || return 0
    done
    return 1
}

# Where a cell lies, into `zone`: 1 2 3, or 0 where it is open. For windows of the usual size.
zone_of() { # CELL
    local left z
    control "$1" || return 1
    zone=0
    if is_line; then
        ! text_inside 'Customer|Shared|Microsoft' || zone=${zone_keys[$text]}
        return 0
    fi
    left=$x
    for z in 1 2 3; do
        control "@$((9 + z))" && [ "$left" -ge "$x" ] && [ "$left" -lt $((x + w)) ] && zone=$z
    done
    return 0
}

lies_in() { # CELL ZONE
    zone_of "$1" && [ "$zone" = "$2" ]
}

place_of() { # CELL: its position on the board, into `place`
    local i
    for i in "${!cells[@]}"; do
        [ "${cells[i]}" != "$1" ] || place=$i
    done
}

is_unsure() { # CELL, of the board that was read
    if is_line; then
        control "$1" && text_inside 'not sure|[?]'
    else
        place_of "$1"
        control "@$((200 + place))" && [ "$label" = sure ]
    fi
}

is_chosen() { # CELL
    control "$1" && [[ $flags == *' focus'* ]]
}

read_chosen() { # the cell that keys mean, into `chosen`
    [[ $shown =~ $'\ncontrol '1[0-9][0-9]' '[^$'\n']*\"([^\"]*)\"' focus' ]] && chosen=${BASH_REMATCH[1]}
}

is_lifted() { # a layer or a zone's button
    shows ' shadow 20'
}

read_check() { # the label of the button that checks into `check`, how many are open into `open`
    [[ $shown =~ \"(Check(, ([0-9]+) open)?)\" ]] && check=${BASH_REMATCH[1]} open=${BASH_REMATCH[3]:-0}
}

# -- hands ------------------------------------------------------------------------------------------------------------

# SDL takes a release and a press of the same key within 2 ms for a key that is held, and a held key places nothing.
press() { # KEY...
    xdotool key --delay 12 "$@"
}

to() { # X Y, in the window
    xdotool mousemove --window "$window" "$1" "$2"
}

click_at() { # X Y
    xdotool mousemove --window "$window" "$1" "$2" mousedown 1 mouseup 1 # its own `click` waits a tenth of a second
}

click() { # LABEL or @ID
    control "$1" || fail "nothing here is called '$1'"
    click_at $((x + w / 2)) $((y + h / 2))
}

click_zone() { # 1 2 3: on its head, where no card lies
    control "@$((9 + $1))" || fail "there is no zone $1"
    click_at $((x + w / 2)) $((y + 10))
}

choose() { # CELL
    click "$1"
    await is_chosen "$1"
}

lift() { # CONTROL: a layer, or on the line a zone
    control "$1" || fail "there is no '$1'"
    xdotool mousemove --window "$window" $((x + 20)) $((y + h / 2)) mousedown 1 \
        mousemove --window "$window" $((x + 40)) $((y + h / 2 + 8))
    await is_lifted
}

carry_to() { # X Y: in some steps
    local from i
    [[ $shown =~ $'\nbox '([0-9-]+)' '([0-9-]+)' '[^$'\n']*' shadow 20' ]] || fail "nothing is lifted"
    from=("${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")
    for i in 1 2 3 4; do
        to $((from[0] + ($1 - from[0]) * i / 4)) $((from[1] + ($2 - from[1]) * i / 4))
    done
}

carry_over() { # CONTROL
    control "$1" || fail "there is no '$1'"
    carry_to $((x + w / 2)) $((y + h * 2 / 3))
}

drop() {
    xdotool mouseup 1
    await no is_lifted
}

drag() { # CELL ZONE
    if is_line; then
        lift "@$((9 + $2))"
        carry_over "$1"
    else
        lift "$1"
        carry_over "@$((9 + $2))"
    fi
    drop
    await lies_in "$1" "$2"
}

drag_to_tray() { # CELL
    lift "$1"
    carry_to 150 700
    drop
    await lies_in "$1" 0
}

# Places the first cells of an empty board: behind each the next one is the chosen one. Where a busy X server made two
# presses one (see press), what is not in its place is placed once more.
type_zones() { # KEY...
    local i=0 key
    a_person_reads
    press "$@"
    within 1 look_for lies_in "${cells[$# - 1]}" "${!#}" || :
    for key; do
        lies_in "${cells[i]}" "$key" || {
            choose "${cells[i]}"
            press "$key"
            await lies_in "${cells[i]}" "$key"
        }
        i=$((i + 1))
    done
}

# Answers an empty board, all right.
fill_board() {
    local item keys=()
    await read_check
    read_board
    for item in "${items[@]}"; do
        right_key "$item"
        keys+=("$key")
    done
    type_zones "${keys[@]}"
    await control Check
}

leave_board() { # from the feedback, past its mistakes, to the next board; `over` where that was the last one
    local before
    while [[ $shown =~ \"(Next mistake, [0-9]+ more)\" ]]; do
        before=${BASH_REMATCH[1]}
        "${1:-click}" "$before"
        await no shows "\"$before\""
    done
    over=
    if control Finish; then
        "${1:-click}" Finish
        await shows 'right at the first try'
        over=yes
    else
        "${1:-click}" 'Next board'
        await read_check
    fi
}

answer_all() { # right, to the end of the drill; how many were asked into `asked`
    asked=0 over=
    while [ -z "$over" ]; do
        fill_board
        asked=$((asked + ${#cells[@]}))
        click Check
        await control 'I slipped*'
        leave_board
    done
}

# The deck azure with nothing to ask but IaaS, as the deck `one`: its boards are of one model, with ten layers. What azure
# tests of itself is about the other models too.
make_deck_one() {
    mkdir -p "$data/decks"
    sed -e '/^tests:/,$d' -e 's/^id: azure$/id: one/' -e '/^  [ps]aas: {name/s/{/{given: true, /' \
        "$(dirname "${BASH_SOURCE[0]}")/../../decks/azure.yaml" >"$data/decks/one.yaml"
}
