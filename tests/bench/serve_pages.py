#!/usr/bin/env python3
"""A stand-in for the Hub that serves prepared pages over HTTPS as fast as it can.

    serve_pages.py DATA PAGES PORT CERTIFICATE KEY

DATA/hub/page-NNNNNN.json are the pages: page N has a Link to page N + 1, the last has none.
Answers GET /api/models..., and /openrouter.json with that file. It shares the machine with what is
measured: it looks at no header, and sends each answer with one call.
"""
import pathlib
import socketserver
import ssl
import sys
import urllib.parse


class pages(socketserver.StreamRequestHandler):
    disable_nagle_algorithm = True

    def handle(self):
        while request := self.rfile.readline():
            while self.rfile.readline() not in (b"\r\n", b""):
                pass
            self.request.sendall(answer(request.split()[1].decode()))


class server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def answer(target):
    asked = urllib.parse.urlsplit(target)
    number = int(urllib.parse.parse_qs(asked.query).get("page", ["0"])[0])
    is_index = asked.path == "/openrouter.json"
    body = (data / ("openrouter.json" if is_index else f"hub/page-{number:06d}.json")).read_bytes()
    head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    if not is_index and number + 1 < page_count:
        head += f'Link: <https://127.0.0.1:{port}/api/models?page={number + 1}>; rel="next"\r\n'
    return head.encode() + b"\r\n" + body


data, page_count, port = pathlib.Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[4], sys.argv[5])
with server(("127.0.0.1", port), pages) as listening:
    listening.socket = context.wrap_socket(listening.socket, server_side=True)
    listening.serve_forever()
