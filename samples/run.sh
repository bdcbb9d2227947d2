#!/usr/bin/env bash
# run.sh BINARY SAMPLE OUT: a copy of the sample production lives through its weeks, as cron would have it:
# each week's drop arrives in the inbox, and `costreport run` reports that week.
set -euo pipefail
binary=$1 sample=$2 out=$3
rm -rf "$out"
mkdir -p "$out/inbox"
for part in production.yaml forecast.csv budget schedule profiles; do
  [ -e "$sample/$part" ] && cp -r "$sample/$part" "$out/"
done
for drop in "$sample"/drops/*/; do
  week=$(basename "$drop")
  cp "$drop"* "$out/inbox/"
  echo "== week ending $week"
  status=0
  "$binary" run "$out" --as-of "$week" || status=$?
  # 1 says that something in the data needs attention, and the report is written; more is a failure of ours.
  [ "$status" -le 1 ] || exit "$status"
done
echo
echo "Workbooks:"
find "$out/reports" -name '*.xlsx' | sort
