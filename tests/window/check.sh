#!/usr/bin/env bash
# demarc check on the command line, without a display: what it prints, for people and for programs, and how it ends.
. "$(dirname "$0")/lib.sh" "$1"
unset DISPLAY SDL_VIDEODRIVER
tests=$(cd "$(dirname "$0")/.." && pwd)
decks=$(cd "$tests/../decks" && pwd)
cd "$work"
cp "$decks/azure.yaml" "$decks/azure.nl.yaml" .

run() { # ARGUMENT...: into status, out and said
    status=0
    timeout 10 "$demarc" --data "$data" "$@" >out 2>"$said" || status=$?
}

# -- nothing wrong, and wrong use ---------------------------------------------------------------------------------------

run check --now 2026-12-21 azure.yaml azure.nl.yaml
same "a good deck" "$status: $(cat out "$said")" '0: '
run check --now 2026-12-21 azure.nl.yaml
same "a translation alone, its deck beside it" "$status: $(cat out "$said")" '0: '
run check
same "no file" "$status: $(cat out "$said")" "2: demarc: 'check' needs a deck, as in: demarc check my-deck.yaml"
run check --against azure.yaml
same "against nothing" "$status: $(cat out "$said")" \
    "2: demarc: --against takes one new deck, as in: demarc check --against old.yaml new.yaml"
[ ! -e "$data" ] || fail "it made a data folder"

# -- one of each: an error, a warning, a file that cannot be read; all are named, in the order of files and places --------

sed -e 's/    short: Devices/    shrot: Devices/' -e 's/as_of: 2026-11-21/as_of: 2026-11-31/' azure.yaml >broken.yaml
sed -e 's/name: SaaS, like: Microsoft 365/name: SaaS/' -e 's/    short: Devices$//' azure.yaml >poor.yaml
run check --now 2026-12-21 broken.yaml poor.yaml azure.yaml
same "status of problems" "$status: $(<"$said")" '1: '
same "what it prints" "$(sed 's/^\([^:]*\):[0-9]*:[0-9]*: /\1: /' out)" \
    "broken.yaml: error: '2026-11-31' is not a day of the calendar; write year-month-day, such as 2025-12-01
broken.yaml: error: unknown key 'shrot' in a layer; did you mean 'short'?
poor.yaml: warning: the model 'saas' has no 'like'; name an example of it [no-like]
poor.yaml: warning: this name has 24 characters and will be cut in narrow places; add a 'short' of at most 20 [no-short]"
line=$(grep -n 'shrot' broken.yaml | cut -d : -f 1)
grep -q "^broken.yaml:$line:5: error: unknown key" out || fail "the place is not right: $(<out)"
run check --now 2026-12-21 nowhere.yaml poor.yaml . azure.yaml
same "status with files that cannot be read" "$status" 3
same "files that cannot be read" "$(grep -c "^demarc: .*\(nowhere.yaml\|'.'\)" "$said")" 2
same "the others are still checked" "$(grep -c '^poor.yaml' out)" 2

# -- the clock ------------------------------------------------------------------------------------------------------------

run check --now 2028-01-01 azure.yaml
same "status of old sources" "$status" 1
same "old sources" "$(grep -c 'was read 406 days ago.*\[old-source\]$' out)" 2
run check --now 2028-13-01 azure.yaml
same "a day that is none" "$status" 2

# -- translations -----------------------------------------------------------------------------------------------------------

mkdir alone
cp azure.nl.yaml alone/
cp azure.nl.yaml alone/shelf.nl.yaml
cp azure.nl.yaml alone/dutch.yaml
run check --now 2026-12-21 alone/azure.nl.yaml
same "a translation of a deck on the shelf" "$status: $(cat out "$said")" '0: '
run check alone/shelf.nl.yaml alone/dutch.yaml
same "translations of nothing" "$status: $(<out)" \
    "1: alone/shelf.nl.yaml:1:1: error: the deck that this translates is not beside it; put both into one folder
alone/dutch.yaml:1:1: error: a translation is called like its deck and its language, such as azure.nl.yaml; rename it"

# -- JSON -------------------------------------------------------------------------------------------------------------------

run check --json --now 2026-12-21 azure.yaml
same "JSON of nothing" "$status: $(<out)" '0: []'
strange=$(printf 'poor"\\\377.yaml')
cp poor.yaml "$strange"
run check --json --now 2026-12-21 "$strange"
same "status of JSON" "$status" 1
same "JSON" "$(sed 's/"line":[0-9]*,"column":[0-9]*/PLACE/' out)" "[
{\"file\":\"poor\\\"\\\\$(printf '\357\277\275').yaml\",PLACE,\"severity\":\"warning\",\"rule\":\"no-like\",\"text\":\"the model 'saas' has no 'like'; name an example of it\"},
{\"file\":\"poor\\\"\\\\$(printf '\357\277\275').yaml\",PLACE,\"severity\":\"warning\",\"rule\":\"no-short\",\"text\":\"this name has 24 characters and will be cut in narrow places; add a 'short' of at most 20\"}
]"
run check --json nowhere.yaml
same "JSON of a file that cannot be read" "$status: $(<out)" '3: []'

# -- against ----------------------------------------------------------------------------------------------------------------

sed -e 's/^  - id: dc$/  - id: building/' -e 's/      dc: {iaas/      building: {iaas/' \
    -e '/^  - id: hosts/,/^  - id: physnet/s/iaas: provider, paas/iaas: none, paas/' azure.yaml >new.yaml
sed -i -e '/^  - id: hosts/,/^  - id: physnet/{/^    wrong:/,/^      paas:/{/^      paas:/!{/^    wrong:/!d}}}' \
    -e '/^tests:/,$d' -e 's/{onprem: customer, iaas: customer, paas: provider, saas: provider}/{onprem: customer, iaas: customer, paas: provider, saas: none}/' new.yaml
sed -i '/^  - id: os$/,/^    source/{/^    wrong:/,/^    source/{/^    source/!d}}' new.yaml
run check --against azure.yaml new.yaml
same "status of --against" "$status: $(<"$said")" '0: '
same "what becomes of items" "$(grep -v '^stays' out)" "new          azure/building/iaas
new          azure/building/paas
new          azure/building/saas
gone         azure/os/saas
gone         azure/hosts/iaas
gone         azure/dc/iaas
gone         azure/dc/paas
gone         azure/dc/saas
25 stay, 0 start anew because the answer is another, 3 are new, 5 are gone"
same "what stays" "$(grep -c '^stays' out)" 25
sed -e '/^tests:/,$d' -e 's/paas: shared, saas: shared}/paas: shared, saas: customer}/' azure.yaml >new.yaml
sed -i '/^  - id: idinfra/,/^    source/{/^    wrong:/,/^    source/{/^    source/!d}}' new.yaml
run check --against azure.yaml new.yaml
same "an answer that is another" "$status: $(grep -v '^stays' out)" "0: starts anew  azure/idinfra/saas
29 stay, 1 start anew because the answer is another, 0 are new, 0 are gone"
run check --json --against azure.yaml new.yaml
grep -qxF '{"item":"azure/idinfra/saas","change":"anew"},' out || fail "JSON of --against: $(<out)"
run check --against broken.yaml azure.yaml
same "against a deck that does not open" "$status: $(grep -c '^broken.yaml:' out)" '1: 2'
run check --json --against broken.yaml azure.yaml
same "JSON against a deck that does not open" "$status: $(sed -n '1p;$p' out | tr -d '\n') $(grep -c '^{"file":"broken.yaml"' out)" '1: [] 2'
run check --against nowhere.yaml azure.yaml
same "against nothing that can be read" "$status: $(<out)" '3: '
echo "check passed"
