"""Exit 0 when a TCP port of 127.0.0.1 can be listened on, 1 otherwise. Usage: port_libre.py PORT."""

import socket
import sys


def port_libre(port: int) -> bool:
    """Tell whether `port` can be listened on now, as gunicorn will do it (address reuse allowed)."""
    with socket.socket() as prise:
        prise.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prise.bind(("127.0.0.1", port))
        except (OSError, OverflowError):
            return False
    return True


if __name__ == "__main__":
    sys.exit(not port_libre(int(sys.argv[1])))
