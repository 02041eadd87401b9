"""Answers every GET with a greeting."""
import os
from http.server import BaseHTTPRequestHandler, HTTPServer


class Greeting(BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        self.wfile.write(b"hello\n")


HTTPServer(("", int(os.environ["API_PORT"])), Greeting).serve_forever()
