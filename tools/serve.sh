#!/usr/bin/env bash
# The server in a session of its own: tools/serve.sh PYTHON PORT WORKERS PATIENCE
# Ctrl-C in a terminal reaches a whole process group at once, and a worker of granian 2.8 that is told twice to stop (by the terminal and by
# its own parent) waits for ever. So the terminal tells us, and we tell the server once; it stops its workers after their last answer.
# A worker that was still starting does not hear it either: after PATIENCE seconds it is ended.
set -uo pipefail
setsid "$1" -m granian --interface wsgi --host 127.0.0.1 --port "$2" --workers "$3" --blocking-threads 1 \
  --workers-kill-timeout "$4" --respawn-failed-workers --no-ws --log-level warning wsgi:app &
server=$!
trap 'kill -INT "$server" 2>/dev/null' INT TERM HUP
wait "$server"
code=$?
while kill -0 "$server" 2>/dev/null; do # `wait` ends at the first signal, before the server does
  wait "$server"
  code=$?
done
exit "$code"
