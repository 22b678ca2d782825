#!/bin/sh
# Serves the site as for visitors: granian, several workers, each with several threads; and beside it the worker for what
# is done in the background. With DEV=1, Django's reloading server. HOST, PORT, WORKERS and THREADS change where and how.
set -u
cd "$(dirname "$0")/.." || exit 1
cores=$(nproc 2>/dev/null || echo 2)
export PYTHONPATH="site:.${PYTHONPATH:+:$PYTHONPATH}"
host=${HOST:-127.0.0.1}
port=${PORT:-8000}
.venv/bin/python -m tools.check_port "$host" "$port" || exit 1
if [ "${DEV:-0}" = 1 ]; then
    export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-mimi.settings.development}"
    set -- .venv/bin/python manage.py runserver "$host:$port"
else
    export DJANGO_SETTINGS_MODULE="${DJANGO_SETTINGS_MODULE:-mimi.settings.production}"
    set -- .venv/bin/granian mimi.wsgi:application --interface wsgi --host "$host" --port "$port" \
        --workers "${WORKERS:-$((cores < 4 ? cores : 4))}" --blocking-threads "${THREADS:-4}" \
        --blocking-threads-idle-timeout 600 --no-ws --respawn-failed-workers --workers-kill-timeout 15 --log-level warning
fi
if ! command -v setsid >/dev/null; then
    tools/work.sh $$ &
    exec "$@"
fi

# Ctrl-C reaches every process of a terminal, and a worker that is told twice to stop hangs, or drops what it has in
# hand. So server and worker get a session of their own, and are told once.
setsid "$@" &
server=$!
setsid tools/work.sh "$server" &
worker=$!
trap 'kill -TERM "$server" "$worker" 2>/dev/null' INT TERM HUP
wait "$server"
status=$?
while kill -0 "$server" 2>/dev/null; do
    wait "$server"
    status=0
done
kill -TERM "$worker" 2>/dev/null
while kill -0 "$worker" 2>/dev/null; do
    wait "$worker"
done
exit "$status"
