"""Who is told, on loopback: a mail server that may be dead, and a webhook that may be down or slow."""

from __future__ import annotations

import json
import socketserver
import threading
import time
from email import message_from_bytes, policy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Mailbox:
    """A mail server on loopback: (Message-ID, subject) of each mail, and to whom it was sent; dead until `start`."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []
        self.to: list[list[str]] = []
        self._server: socketserver.ThreadingTCPServer | None = None
        with socketserver.TCPServer(("127.0.0.1", 0), socketserver.BaseRequestHandler) as free:
            self.port = free.server_address[1]

    @property
    def address(self) -> str:
        return f"mailto://127.0.0.1:{self.port}?from=revtrack@jia.example&to=wang@jia.example"

    def start(self) -> None:
        came, to = self.came, self.to

        class Session(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 jia.example\r\n")
                recipients: list[str] = []
                for line in self.rfile:
                    word = line[:4].upper()
                    if word == b"RCPT":
                        recipients.append(line.decode().partition("<")[2].partition(">")[0])
                    if word == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        data = b""
                        while (said := self.rfile.readline()) not in {b".\r\n", b""}:
                            data += said
                        mail = message_from_bytes(data, policy=policy.default)
                        assert len(mail.get_all("Message-ID", [])) == 1
                        to.append(recipients)
                        came.append((str(mail["Message-ID"]).strip(), str(mail["Subject"])))
                    self.wfile.write(b"221 bye\r\n" if word == b"QUIT" else b"250 ok\r\n")
                    if word == b"QUIT":
                        return

        socketserver.ThreadingTCPServer.allow_reuse_address = True
        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", self.port), Session)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()


class Hook:
    """A webhook on loopback: (Idempotency-Key, title) of each call; answers 503 while `down`, late where it is slow."""

    def __init__(self) -> None:
        self.came: list[tuple[str, str]] = []
        self.down, self.slow = False, 0.0
        hook = self

        class Call(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["content-length"])))
                if not hook.down:
                    hook.came.append((self.headers["Idempotency-Key"], said["title"]))
                    assert said["message"].rstrip().endswith(self.headers["Idempotency-Key"])
                time.sleep(hook.slow)
                self.send_response(503 if hook.down else 200)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Call)
        self.address = f"json://127.0.0.1:{self._server.server_port}/"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
