#!/usr/bin/env bash
# Settings in the real program: each is changed with the mouse and with keys, undone, kept over a restart and a kill; the
# window's size is remembered, the display says how large text is, and a renderer shows the same pixels as a plain surface.
. "$(dirname "$0")/lib.sh" "$1"
screen=$3

setting() { # NAME: into `set`, as the command says it
    set=$("$demarc" --data "$data" --now "$now" set "$1" 2>&1 | awk '{ print $2 }')
}

is_set() { # NAME VALUE
    setting "$1"
    [ "$set" = "$2" ]
}

row_of() { # CONTROL: it is there and can be seen
    control "$1" && [[ $flags != *' hidden'* ]]
}

bring() { # CONTROL: until it is seen
    local i
    for i in 1 2 3 4 5 6 7 8; do
        look
        row_of "$1" && return 0
        press Next
        nap 0.1
    done
    fail "'$1' is not to be seen"
}

pick() { # CONTROL: with the mouse, wherever on the page it is
    press Prior Prior Prior Prior
    nap 0.1
    bring "$1"
    click "$1"
}

focused() { # its label into `focus`
    [[ $shown =~ $'\ncontrol '[0-9\ -]+\"([^\"]*)\"[^$'\n']*' focus' ]] && focus=${BASH_REMATCH[1]}
}

moved_from() { # LABEL
    focused && [ "$focus" != "$1" ]
}

to_row() { # LABEL [Up]: with keys, until it has the focus
    local i
    for i in {1..40}; do
        look
        focused && [[ $focus != "$1"* ]] || return 0
        press "${2-Down}"
        within 1 look_for moved_from "$focus" || break
    done
    fail "keys do not come to '$1'"
}

theme_is() { # NAME: the ground or the surface of that theme fills most of the window
    local -A grounds=([light]='f4f5f7 ffffff' [dark]='14171c 1e2229' [contrast]='000000')
    read -r _ often _ < <("$screen" pixels "$window")
    [[ " ${grounds[$1]} " == *" $often "* ]]
}

are_kept() { # TEXT: of a deck, among those that the next start reads faster
    grep -qaF "$1" "$data/decks.cache"
}

to_settings() {
    await control Settings
    a_person_reads
    press s
    await control Done
    a_person_reads
}

"$demarc" --data "$data" --now "$now" set goal all >/dev/null # else the first start comes before
"$demarc" --data "$data" --now "$now" list >/dev/null
[ ! -e "$data/decks.cache" ] || fail "a command keeps decks, which only the window does"
start
within 5 are_kept 'Devices (mobile and PCs)' || fail "the window does not keep the decks that it read"
to_settings

# -- with the mouse ---------------------------------------------------------------------------------------------------
pick 'Theme: Dark'
await control 'Theme: Dark, chosen'
within 5 theme_is dark || fail "the window is not dark: $often"
await is_set theme dark
pick 'Theme: High contrast'
await is_set theme contrast
within 5 theme_is contrast || fail "the window is not black: $often"
pick 'more: Text size'
await control 'Text size: 100 %'
pick 'more: Text size'
await is_set text_size 110
pick 'Motion: Reduced'
await is_set motion reduced
pick 'more: Minutes a day'
await is_set minutes 15
pick 'less: Still known when asked again'
await is_set retention 0.89
pick 'more: A day begins at'
await is_set day_start 5
pick 'Cards are rated: Four ways'
await is_set ratings 4
pick 'Sounds: On'
await is_set sounds on
pick 'Language of the decks: Dutch'
await is_set language nl
within 5 are_kept "Apparaten (mobiel en pc's)" || fail "the window does not keep the translations that it read"

# -- an exam's day ----------------------------------------------------------------------------------------------------
pick 'Day of the exam AZ-900: '
await is_chosen 'Day of the exam AZ-900: '
xdotool type --delay 20 '3.2.2026'
press Return
await shows '"3 February 2026 does not'
await is_set exam.az-900 none
press Escape # gives up what was typed, and stays
await control 'Day of the exam AZ-900: '
xdotool type --delay 20 '24 dec'
press Tab
await control 'Day of the exam AZ-900: 24 December 2026'
await is_set exam.az-900 2026-12-24

# -- all of it is taken back, in order --------------------------------------------------------------------------------
for was in 'exam.az-900 none' 'language auto' 'sounds off' 'ratings 2' 'day_start 4' 'retention 0.90' 'minutes 10' \
    'motion full' 'text_size 100' 'text_size auto' 'theme dark' 'theme light'; do
    press ctrl+z
    # shellcheck disable=SC2086
    within 5 is_set $was || fail "not undone: $was, but $set"
done
within 5 theme_is light || fail "the window is not light again: $often"
press Prior Prior Prior Prior

# -- with keys --------------------------------------------------------------------------------------------------------
to_row 'Text size' Up
to_row 'Theme: Light'
press Right
await is_set theme dark
await control 'Theme: Dark, chosen'
to_row 'Motion: Full'
press Right
await is_set motion reduced
await control 'Motion: Reduced, chosen'
to_row 'Language of the decks: The system'
press Right Right
await is_set language nl
await control 'Language of the decks: Dutch, chosen'
to_row 'Minutes a day'
press Left Left Left
await is_set minutes 7
await control 'Minutes a day: 7'
to_row 'Day of the exam CLF-C02'
xdotool type --delay 20 '2027-01-15'
press Return
await is_set exam.clf-c02 2027-01-15
to_row 'A day begins at'
press Left
await is_set day_start 3
to_row 'Sounds: Off'
press Right
await is_set sounds on
a_person_reads
press b
await shows 'A backup was made.'
same "backups" "$(find "$data/backups" -name 'learner-*.db' | wc -l)" 1
xdotool windowsize --sync "$window" 1000 700
await shows 'box 0 0 1000 700'
press Escape
await control Settings
control 'AWS: van en in de cloud' || fail "the decks are not Dutch"
xdotool windowsize --sync "$window" 1040 720
await shows 'box 0 0 1040 720'
quit

# -- and again --------------------------------------------------------------------------------------------------------
start
shows 'box 0 0 1040 720' || fail "the window is not as large as it was"
within 5 theme_is dark || fail "not dark after a restart: $often"
kill_hard
start
to_settings
for label in 'Theme: Dark, chosen' 'Motion: Reduced, chosen' 'Language of the decks: Dutch, chosen' 'Minutes a day: 7'; do
    row_of "$label" || control "$label" || fail "not kept: $label"
done
xdotool windowminimize "$window"
nap 0.2
xdotool windowmap --sync "$window" windowfocus "$window"
quit

# -- a tick, and only when it is on -----------------------------------------------------------------------------------
export SDL_AUDIODRIVER=disk SDL_DISKAUDIOFILE=$work/heard
make_deck_one
start --language en --still drill one
fill_board
[ ! -e "$work/heard" ] || fail "there is a sound before Check"
click Check
await control 'I slipped*'
within 5 test -s "$work/heard" || fail "no tick"
: >"$said" # SDL says that it writes to a file
quit
rm "$work/heard"
"$demarc" --data "$data" --now "$now" set sounds off >/dev/null
"$demarc" --data "$data" --now "$now" set language none >/dev/null
start --still drill azure
await read_check
a_person_reads
click "$check"
await no read_check
quit
[ ! -e "$work/heard" ] || fail "a tick without being asked for"
unset SDL_AUDIODRIVER SDL_DISKAUDIOFILE

# -- the same pixels through a renderer -------------------------------------------------------------------------------
start --still --size 900x700
nap 0.3
plain=$("$screen" pixels "$window")
quit
SDL_RENDER_DRIVER=software start --still --size 900x700
nap 0.3
rendered=$("$screen" pixels "$window")
same "pixels through a renderer" "$rendered" "$plain"
to_settings
pick 'Theme: Light'
await control 'Theme: Light, chosen'
rendered=$("$screen" pixels "$window")
xdotool windowsize --sync "$window" 950 720
await shows 'box 0 0 950 720'
press Escape
await control Settings
within 5 theme_is light || fail "a renderer does not follow the theme: $often"
quit

# -- the display says how large text is -------------------------------------------------------------------------------
"$screen" dpi 144
start
to_settings
control 'Text size: auto, 150 %' || fail "Xft.dpi does not count"
quit
start --text-size 120
to_settings
shows 'The command line says otherwise' || fail "it is not said that the command line goes before"
quit
