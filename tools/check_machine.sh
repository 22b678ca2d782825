#!/bin/sh
# Says in one sentence what a machine lacks to run the site, before anything is begun.
# Usage: tools/check_machine.sh <python>
python=$1
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    found=$("$python" --version 2>&1 || true)
    echo "Python 3.11 or newer is needed, but '$python' is: ${found:-not there}. Name another one: make PYTHON=python3.12" >&2
    exit 1
fi
if ! "$python" -c 'import venv, ensurepip' 2>/dev/null; then
    echo "'$python' can't make virtual environments: install its venv package (on Debian: apt-get install python3-venv)." >&2
    exit 1
fi
major=$(node --version 2>/dev/null | sed 's/^v\([0-9]*\).*/\1/')
if [ "${major:-0}" -lt 20 ] || ! command -v npm >/dev/null; then
    echo "Node.js 20 or newer with npm is needed, but node is: ${major:+version $major}${major:-not there}." >&2
    exit 1
fi
