"""Exits with 0 when the service answers."""
import os
import urllib.request

urllib.request.urlopen(f"http://127.0.0.1:{os.environ['API_PORT']}/", timeout=3)
