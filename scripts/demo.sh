#!/bin/sh
# The main job on invented people, then on a small folder in the format of the public court data.
set -eu
DEMO=$1 EDITION=$2 DAY=$3
PATH="$BIN:$PATH"
mkdir -p "$DEMO"

say() { printf '\n== %s\n' "$*"; }

say "A docket of invented people, shaped like the two pilot offices"
evenhand docket synthetic --out "$DEMO/pilot.parquet"

say "Screened under $EDITION as of $DAY"
evenhand screen "$DEMO/pilot.parquet" --edition "$EDITION" --as-of "$DAY" --out "$DEMO/pilot-outcomes" --replace

say "Some people who came as children, who would be recommended if their checks came back clear"
evenhand outcomes "$DEMO/pilot-outcomes" --if-clear recommend --reason arrived_under_16 --limit 5

CASE=$(evenhand outcomes "$DEMO/pilot-outcomes" --if-clear recommend --reason arrived_under_16 --limit 1 --csv | tail -n 1 | cut -d, -f1)
say "Why: case $CASE"
evenhand explain "$DEMO/pilot.parquet" "$CASE" --edition "$EDITION" --as-of "$DAY"

say "A small folder in the format of the public court data"
evenhand docket eoir "examples/public-format/EOIR Case Data 2012-0113" --out "$DEMO/court.parquet"
evenhand screen "$DEMO/court.parquet" --edition "$EDITION" --as-of "$DAY" --out "$DEMO/court-outcomes" --replace

say "Where everything lies"
printf '%s\n' \
  "$DEMO/pilot.parquet            the invented docket" \
  "$DEMO/pilot-outcomes/          its outcomes: outcomes.parquet, manifest.json, the edition and dictionary used" \
  "$DEMO/court.parquet            the docket read from the public format" \
  "$DEMO/court.parquet.quarantine.csv   the rows that could not be taken, and why" \
  "$DEMO/court-outcomes/          its outcomes"
