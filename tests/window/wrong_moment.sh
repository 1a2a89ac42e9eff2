#!/usr/bin/env bash
# The wrong thing at the wrong time, mostly in the middle of a drag: nothing crashes, no layer is lost or doubled, and what is
# in the air lies where it was.
. "$(dirname "$0")/lib.sh" "$1"
close_window=$2
make_deck_one

placed() { # every cell with its zone, on one line
    local cell all=
    for cell in "${cells[@]}"; do
        zone_of "$cell" || fail "$cell is gone"
        all+="$zone"
        ! is_unsure "$cell" || all+='?'
    done
    echo "$all"
}

# Lifts something and carries it over a place where it could be dropped.
in_the_air() { # layer, zone or edge
    before=$(placed)
    case $1 in
    layer)
        lift "${cells[$2]}"
        carry_over @11
        ;;
    zone)
        lift @11
        carry_over "${cells[4]}"
        ;;
    edge)
        choose "${cells[3]}"
        [[ $shown =~ \"(Edge of [^\"]*)\" ]] && control "${BASH_REMATCH[1]}"
        edge_at=$((x + w / 2))
        xdotool mousemove --window "$window" $edge_at $((y + h / 2)) mousedown 1
        to $((x + 150)) $((y + h / 2))
        to $((x + 400)) $((y + h / 2))
        await edge_is_at $((x + 400))
        ;;
    esac
}

edge_is_at() { # the middle of the handle
    shows $'\nbox '"$(($1 - 8)) "
}

on_board() { # what the drag was about is over, and the board is what it was before it
    xdotool mouseup 1
    await no is_lifted
    read_check || fail "the board is gone: $1"
    choose "${cells[5]}"
    choose "${cells[3]}"
    same "the board after: $1" "$(placed)" "$before"
    same "cells" "${#cells[@]} $(printf '%s\n' "${cells[@]}" | sort -u | wc -l)" "${#cells[@]} ${#cells[@]}"
}

resize() { # WIDTH HEIGHT, and waits until the board stands there
    xdotool windowsize "$window" "$1" "$2"
    await shows $'\nbox 0 0 '"$1 $2 "
}

# In a narrow window each cell has a row with a button for each zone; the one that was chosen has a strong border.
rows_show() { # PLACED
    local at z given all=$1 checked=0
    for at in "${!cells[@]}"; do
        control "@$((100 + at))" || fail "${cells[at]} is gone"
        given=${all:0:1}
        all=${all:1}
        all=${all#\?}
        [[ $flags != *hidden* ]] || continue
        for z in 1 2 3; do
            control "@$((300 + 6 * at + z - 1))"
            if [[ $shown =~ $'\nbox '"$x $y $w $h fill "[0-9a-f]+' border 2 ' ]]; then
                [ "$given" = $z ] || fail "${cells[at]} in a row is in zone $z, not in $given"
            else
                [ "$given" != $z ] || fail "${cells[at]} in a row is not in zone $z"
            fi
        done
        checked=$((checked + 1))
    done
    [ $checked -ge 4 ] || fail "only $checked rows to be seen"
}

during_a_drag() { # layer 3, layer 0, zone or edge
    in_the_air "$@"
    press 3 BackSpace question ctrl+z Return Tab
    on_board_after_drop "$@"

    in_the_air "$@"
    xdotool mousedown 3 mouseup 3 click 4
    on_board_after_drop "$@"

    in_the_air "$@"
    press Escape
    await no is_lifted
    [ "$1" != edge ] || await edge_is_at $edge_at
    on_board "$* and Escape"

    in_the_air "$@"
    to 1320 820
    on_board "$* dropped outside"

    in_the_air "$@"
    xdotool windowfocus "$root"
    await no is_lifted
    [ "$1" != edge ] || await edge_is_at $edge_at
    xdotool mouseup 1 windowfocus "$window"
    on_board "$* and the focus lost"

    in_the_air "$@"
    resize 800 600
    xdotool mouseup 1
    await control @300
    rows_show "$before"
    choose "${cells[4]}" # not the one that is chosen: the dump is written when the picture changes
    press 2
    await no control "$check" # the keyboard works
    press ctrl+z
    await control "$check"
    resize 1280 800
    await no control @300
    on_board "$* and the window made smaller"
}

# What is dropped after all lies where it was dropped; then it is taken back.
on_board_after_drop() {
    xdotool mouseup 1
    await no is_lifted
    await no same_as_before
    press ctrl+z
    await same_as_before
    on_board "$* and a key or a button"
}
same_as_before() {
    [ "$(placed)" = "$before" ]
}

ways_out() { # DECK WHAT: the ways to end a program, in the middle of a drag and at rest
    local way when
    for way in close TERM ctrl+q; do
        for when in drag rest; do
            before=$(placed)
            [ $when = rest ] || in_the_air $2
            case $way in
            close) "$close_window" "$window" ;;
            ctrl+q) press ctrl+q ;;
            *) kill -$way "$pid" ;;
            esac
            ends_well
            xdotool mouseup 1
            same "learner.db after $way" "$(sql 'PRAGMA integrity_check')" ok
            start drill "$1"
            read_board
            same "the board after $way ($when)" "$(placed)" "$before"
        done
    done
}

play() { # DECK, things to lift
    local deck=$1 what
    shift
    start drill "$deck"
    read_board
    type_zones 1 2 1
    choose "${cells[2]}"
    press question
    await is_unsure "${cells[2]}"
    read_check
    for what; do
        during_a_drag $what
    done

    # A drag that is over before the program had time to look.
    before=$(placed)
    if is_line; then
        control @11
        local from="$((x + 20)) $((y + 10))" cell=${cells[6]}
        control "$cell"
    else
        local cell=${cells[6]}
        control "$cell"
        local from="$((x + 20)) $((y + 10))"
        control @11
    fi
    xdotool mousemove --window "$window" $from mousedown 1 mousemove --window "$window" 600 400 \
        mousemove --window "$window" $((x + w / 2)) $((y + h / 2)) mouseup 1
    await lies_in "$cell" 2
    press ctrl+z
    await same_as_before

    # Stopped, and on again.
    press Escape
    await shows '"Stopped early: 0 of '
    click 'Go on'
    await read_check
    same "the board after Escape and Go on" "$(placed)" "$before"

    # Smaller and back.
    choose "${cells[5]}"
    choose "${cells[3]}"
    cp "$dump" "$work/wide"
    resize 800 600
    rows_show "$before"
    resize 1280 800
    await no control @300
    choose "${cells[5]}"
    choose "${cells[3]}"
    diff "$work/wide" "$dump" >&2 || fail "another board after 800x600 and back"

    ways_out "$deck" "$1"
    quit
}

play one 'layer 3' 'layer 0'
play azure zone edge
