#!/usr/bin/env bash
# Sets up what a target needs, once: system libraries, a virtual environment, locked packages. The second time it takes no time.
#   tools/setup.sh run     what the application needs
#   tools/setup.sh test    that, and what the tests and checks need
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

find_python() {
  for candidate in python3.13 python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null && "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  echo "Python 3.11, 3.12 of 3.13 is nodig." >&2
  exit 1
}

missing_libraries() {
  command -v dpkg-query >/dev/null || return 0
  for library in $libraries; do
    dpkg-query -W -f='${Status}' "$library" 2>/dev/null | grep -q 'install ok installed' || echo "$library"
  done
}

python=$(find_python)
missing=$(missing_libraries)
"$python" -c 'import ensurepip, venv' 2>/dev/null || missing="$missing $(basename "$python")-venv"
missing=$(echo $missing)
if [ -n "$missing" ]; then
  as_root=""
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && sudo -n true 2>/dev/null; then as_root="sudo -n"; else
      echo "Installeer eerst: apt-get install $missing" >&2
      exit 1
    fi
  fi
  install="$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing"
  $install >/dev/null 2>&1 || { $as_root apt-get update -qq && $install >/dev/null; }
fi

stamp=".venv/.${what}-$(cat "$lock" tools/setup.sh | sha256sum | cut -c1-16)"
[ ! -e "$stamp" ] || exit 0
[ -x .venv/bin/python ] || "$python" -m venv .venv
.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock"
rm -f .venv/."$what"-*
touch "$stamp"
