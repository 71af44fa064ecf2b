"""Refuse in one line when the port is no port or is taken: `port_is_free.py PORT [TARGET]`."""

import socket
import sys

LARGEST = 65535
given, target = [*sys.argv[1:], "run"][:2]
if not (given.isascii() and given.isdigit() and 0 < int(given) <= LARGEST):
    sys.exit(f"PORT={given} is geen poort. Kies een getal van 1 tot en met {LARGEST}: PORT=8001 make {target}")
port = int(given)
with socket.socket() as probe:
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        probe.bind(("127.0.0.1", port))
    except PermissionError:
        sys.exit(f"Poort {port} is voorbehouden aan root. Kies een poort boven 1024: PORT=8001 make {target}")
    except OSError:
        other = port + 1 if port < LARGEST else port - 1
        sys.exit(f"Poort {port} is al in gebruik. Kies een andere: PORT={other} make {target}")
