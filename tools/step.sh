#!/bin/sh
# Runs one step of a longer job: a line says what and how long; the step's own output shows only when it fails.
# Usage: tools/step.sh "What it does" command arguments…
title=$1
shift
log=$(mktemp "${TMPDIR:-/tmp}/mimi-step.XXXXXX")
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM
printf '  %-50s' "$title"
begun=$(date +%s)
if "$@" >"$log" 2>&1; then
    printf '✓ %s s\n' "$(($(date +%s) - begun))"
else
    status=$?
    printf '✗\n\n' && cat "$log" >&2
    exit "$status"
fi
