#!/bin/sh
# Runs the worker for what is done in the background, as long as the process lives whose number it is given. A worker
# that dies is started again; told to stop, it finishes the task in hand.
set -u
cd "$(dirname "$0")/.." || exit 1
pause=${WORKER_PAUSE:-5}
worker=
stopping=
stop() {
    # Told twice, the worker would drop what it has in hand.
    [ -z "$stopping" ] || return
    stopping=1
    [ -z "$worker" ] || kill -TERM "$worker" 2>/dev/null
}
trap stop INT TERM HUP
while [ -z "$stopping" ]; do
    .venv/bin/python manage.py work --while "$1" --name "${PORT:-8000}" &
    worker=$!
    wait "$worker"
    status=$?
    # A signal ends the waiting at once, not the worker.
    while kill -0 "$worker" 2>/dev/null; do
        wait "$worker"
        status=$?
    done
    worker=
    [ "$status" -ne 0 ] || break
    [ -n "$stopping" ] || sleep "$pause"
done
