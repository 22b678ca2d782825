#!/bin/sh
# Makes sure that programs from Debian's packages are there. As root it installs what is missing; anyone else is
# told what to install.
# Usage: tools/ensure_debian.sh gettext|postgresql|chromium|wrk|hunspell|hunspell-en-gb…
set -eu

has_dictionary() {
    [ -e "/usr/share/hunspell/$1.dic" ]
}

has_library() {
    ldconfig -p 2>/dev/null | grep -q "$1" || ls /usr/lib/*/"$1" >/dev/null 2>&1
}

is_there() {
    case $1 in
        gettext) command -v xgettext >/dev/null && command -v msgmerge >/dev/null ;;
        postgresql) ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null ;;
        default-jre-headless) command -v java >/dev/null ;;
        chromium) command -v chromium >/dev/null ;;
        libpangoft2-1.0-0) has_library libpango-1.0.so.0 && has_library libpangoft2-1.0.so.0 ;;
        hunspell-en-gb) has_dictionary en_GB ;;
        hunspell-no) has_dictionary nb_NO ;;
        hunspell-de-at) has_dictionary de_AT ;;
        hunspell-el) has_dictionary el_GR ;;
        *) command -v "$1" >/dev/null ;;
    esac
}

missing=
for package in "$@"; do
    is_there "$package" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
case $missing in *chromium*) missing="$missing fonts-dejavu-core" ;; esac

if ! command -v apt-get >/dev/null; then
    echo "These programs are missing; install them with your system's package manager:$missing" >&2
    exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
    echo "These Debian packages are missing; install them with: sudo apt-get install --no-install-recommends$missing" >&2
    exit 1
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
# shellcheck disable=SC2086 (one word a package)
apt-get install -q -y --no-install-recommends $missing
