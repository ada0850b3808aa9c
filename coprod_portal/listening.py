"""Where the portal may listen, looked at before the long part of a start. Needs nothing but Python,
since ``bin/setup`` asks before anything is installed."""

import errno
import socket


def problem(host: str, port: str, *, name: str, command: str) -> str:
    """Why nothing can listen there and what to change, in a sentence; empty if all is well.

    ``name`` is the variable that held the port, ``command`` what to start again.
    """
    if not (port.isascii() and port.isdigit() and 1 <= int(port[:9]) <= 65535):
        return f"{name} is {port!r}. Set it to a number from 1 to 65535: {name}=8001 {command}"
    not_here = (
        f"SERVE_HOST is {host!r}, which is no address of this machine. Set it to 127.0.0.1, to be "
        "reached from this machine alone, or to 0.0.0.0."
    )
    try:
        family, kind, *_, place = socket.getaddrinfo(host, int(port), type=socket.SOCK_STREAM)[0]
    except (OSError, UnicodeError):
        return not_here
    with socket.socket(family, kind) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(place)
        except OSError as error:
            if error.errno == errno.EADDRNOTAVAIL:
                return not_here
            other = int(port) + 1 if 1023 < int(port) < 65535 else 8001
            return (
                f"Port {port} can't be used ({error.strerror}): perhaps another program, or the "
                f"portal itself, serves there. Choose another: {name}={other} {command}"
            )
    return ""
