#!/usr/bin/env bash
# Runs the fuzzer so many seconds: PROGRAM FOLDER SECONDS. What it finds stays in the folder, in corpus/ what reaches new
# code and beside it (crash-, leak-, timeout-, oom-) what must be mended; a copy of that belongs into tests/data/fuzz.
set -euo pipefail
data=$(cd "$(dirname "$0")/data" && pwd)
mkdir -p "$2/corpus"
"$1" -max_total_time="$3" -max_len=32768 -timeout=10 -rss_limit_mb=1024 -dict="$data/fuzz.dict" -print_final_stats=1 \
    -artifact_prefix="$2/" "$2/corpus" "$data/fuzz" "$data/decks/good" "$data/decks/bad" 2>&1 | tail -n 40
