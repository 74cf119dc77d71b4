#!/usr/bin/env python3
"""A stand-in for the Hub that serves prepared pages over HTTPS as fast as it can.

    serve_pages.py DATA PAGES PORT CERTIFICATE KEY

DATA/hub/page-NNNNNN.json are the pages: page N has a Link to page N + 1, the last has none.
Answers /api/models..., and /openrouter.json with that file.
"""
import http.server
import ssl
import sys
import urllib.parse


class pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = 1 << 20
    disable_nagle_algorithm = True

    def do_GET(self):
        asked = urllib.parse.urlsplit(self.path)
        number = int(urllib.parse.parse_qs(asked.query).get("page", ["0"])[0])
        is_index = asked.path == "/openrouter.json"
        name = "openrouter.json" if is_index else f"hub/page-{number:06d}.json"
        with open(f"{data}/{name}", "rb") as file:
            body = file.read()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if not is_index and number + 1 < page_count:
            url = f"https://127.0.0.1:{port}/api/models?page={number + 1}"
            self.send_header("Link", f'<{url}>; rel="next"')
        self.end_headers()
        self.wfile.write(body)
        self.wfile.flush()

    def log_message(self, *_):
        pass


data, page_count, port = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
server = http.server.ThreadingHTTPServer(("127.0.0.1", port), pages)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[4], sys.argv[5])
server.socket = context.wrap_socket(server.socket, server_side=True)
server.serve_forever()
