#!/usr/bin/env bash
# Sets up what a target needs, once: system libraries, a virtual environment, locked packages. The second time it takes no time.
#   tools/setup.sh run     what the application needs
#   tools/setup.sh test    that, and what the tests and checks need
# Broken off halfway, or after a change of Python or of the lock, the next call mends what it finds.
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-run}

libraries="libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
lock=requirements.lock
if [ "$what" = test ]; then
  libraries="$libraries zbar-tools poppler-utils"
  [ -n "${CHROMIUM:-}" ] || libraries="$libraries chromium"
  lock=requirements-dev.lock
fi

stop() {
  echo "$*" >&2
  exit 1
}

fits() { "$@" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; }

find_python() {
  for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null && fits "$candidate"; then
      echo "$candidate"
      return
    fi
  done
}

whole() { .venv/bin/python -c 'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, ("flask", "granian", "sqlalchemy"))))' 2>/dev/null; }

missing_libraries() {
  command -v dpkg-query >/dev/null || return 0
  there=$(dpkg-query -W -f='${Package} ${Status}\n' 2>/dev/null)
  for library in $libraries; do # Ubuntu 24.04 and Debian 13 renamed some libraries: libpango-1.0-0t64
    [[ $'\n'$there =~ $'\n'"$library"(t64)?" install ok installed" ]] || echo "$library"
  done
}

missing_packages() {
  missing_libraries
  "$python" -c 'import ensurepip, venv' 2>/dev/null || echo "$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')-venv"
}

install_packages() {
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    as_root="sudo -n"
    { command -v sudo >/dev/null && sudo -n true 2>/dev/null; } || stop "Installeer eerst: apt-get install $*"
  fi
  command -v apt-get >/dev/null || stop "Installeer eerst: $*"
  echo "Eenmalig: systeempakketten installeren ($*)" >&2
  log=$(mktemp)
  apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -qq --no-install-recommends install $*"
  { $apt || { $as_root apt-get update -qq && $apt; }; } >"$log" 2>&1 || { tail -n 5 "$log" >&2; stop "Dit lukte niet: apt-get install $*"; }
  rm -f "$log"
}

# What was set up before and is still whole needs no more than a look.
stamp=".venv/.${what}-$(cat "$lock" tools/setup.sh | sha256sum | cut -c1-16)"
if [ -e "$stamp" ] && [ -z "$(missing_libraries)" ] && fits .venv/bin/python && whole; then exit 0; fi

python=$(find_python)
[ -n "$python" ] || stop "Installeer eerst Python 3.11, 3.12 of 3.13: apt-get install python3 python3-venv"
missing=$(missing_packages)
# shellcheck disable=SC2086 # one word a package
[ -z "$missing" ] || install_packages $missing

if [ -e "$stamp" ] && fits .venv/bin/python && whole; then exit 0; fi
if ! fits .venv/bin/python || ! .venv/bin/python -m pip --version >/dev/null 2>&1 || { [ -e "$stamp" ] && ! whole; }; then
  echo "Eenmalig: een virtuele omgeving maken (.venv, $("$python" --version))" >&2
  [ -L .venv ] || rm -rf .venv
  "$python" -m venv .venv
fi
echo "Eenmalig: de vastgelegde pakketten installeren; dit duurt ongeveer een minuut" >&2
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
  stop "De pakketten uit $lock konden niet worden geïnstalleerd. Is er verbinding met een pakketbron? Probeer het daarna opnieuw."
rm -f .venv/."$what"-*
touch "$stamp"
