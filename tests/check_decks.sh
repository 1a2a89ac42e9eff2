#!/usr/bin/env bash
# The decks of the house are well: demarc check prints nothing about them a month after the newest of them was compared
# with its sources. Arguments: the program, the folder.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
newest=$(sed -n 's/^as_of: *\([0-9-]*\).*/\1/p' "$2"/*.yaml | sort | tail -n 1)
now=$(date -u -d "$newest + 1 month" +%F)
status=0
"$1" --data "$work/data" check --now "$now" "$2"/*.yaml >"$work/out" 2>&1 || status=$?
if [ "$status" -ne 0 ] || [ -s "$work/out" ]; then
    echo "demarc check --now $now: status $status, and it says:"
    cat "$work/out"
    exit 1
fi
[ ! -e "$work/data" ] || { echo "demarc check made a data folder"; exit 1; }
