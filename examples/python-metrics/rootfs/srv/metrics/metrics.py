"""Tells metrics of this container in Prometheus' text format."""

import argparse
import http.server
import os
import time
import urllib.request

STARTED = time.time()


def metrics() -> str:
    """All of them, one a line."""
    one_minute, _, _ = os.getloadavg()
    return f"process_start_time_seconds {STARTED:.0f}\nnode_load1 {one_minute}\n"


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers every path with the metrics."""

    def do_GET(self) -> None:
        body = metrics().encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Health checks would fill the log."""


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--port", type=int, default=9100)
    options.add_argument("--once", action="store_true")
    options.add_argument("--check", action="store_true")
    given = options.parse_args()
    if given.once:
        print(metrics(), end="")
    elif given.check:
        urllib.request.urlopen(f"http://127.0.0.1:{given.port}/", timeout=3).read()
    else:
        http.server.ThreadingHTTPServer(("", given.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
