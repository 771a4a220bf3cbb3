"""Texts of our own, a home to add them to, and a webhook that checks who calls it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Self

from revtrack.service import Tracker
from revtrack.settings import load_settings
from revtrack.subscriptions.held import Held
from revtrack.watch.state import SubscriptionKind

FIRST = """杭州市停车管理办法
第一条　停车场应当在三十日内备案。
第二条　市交通局应当每季度巡查停车场。
杭州市人民政府
2030年1月5日
"""
SECOND = """杭州市停车管理办法
第一条　停车场应当在十五日内备案。
第二条　市交通局应当每月巡查停车场。
杭州市人民政府
2031年2月6日
"""
#: The same provisions in another rendering of the second: nothing that anybody asks about is other.
THIRD = SECOND.replace("2031年2月6日", "2031年8月9日").replace("停车管理办法", "停车管理办法（2031年修订）")
PARK = """杭州市公园管理办法
第一条　公园应当每日清扫。
第二条　公园停车场应当公示收费标准。
杭州市人民政府
2031年3月7日
"""
PLAN = """杭州市养老服务规划

一、主要目标
（一）设施。到2031年，老年餐桌达到300个。
（二）人员。到2031年，培训率达到80%。
杭州市人民政府
2029年3月7日
"""
MORE = PLAN.replace("300个", "500个").replace("2029年3月7日", "2030年3月8日")
WORDED = PLAN.replace("300个", "500个").replace("（二）人员。到2031年，培训率达到80%。\n", "").replace("2029", "2032")


def text(number: int) -> str:
    """One of many texts that speak of parking."""
    return f"杭州市第{number}号停车通知\n第一条　第{number}号停车场应当在每年{number}月底前公示收费标准。\n"


class House:
    """A home with a corpus; `port` of loopback may be called."""

    def __init__(self, home: Path, port: int, allowed: str = "127.0.0.0/8, ") -> None:
        settings = replace(load_settings(), watch_allow=f"{allowed}:{port}", language="zh")
        self.home, self.port = home, port
        self.tracker = Tracker(settings, home)
        if not self.tracker.has_corpus():
            self.tracker.init()
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.tracker.close()

    def add(self, words: str, to: str = "") -> tuple[str, str]:
        """Add a text; the ids of its document and version."""
        self._count += 1
        path = self.home.parent / f"{self._count}.txt"
        path.write_text(words, "utf-8")
        (added,) = self.tracker.add([path], document=to)
        assert added.version, added
        return added.document, added.version

    def subscribe(self, kind: SubscriptionKind, wanted: Mapping[str, str], to: str = "") -> Held:
        return self.tracker.subscribing.subscribe(kind, wanted, to)

    def look(self) -> None:
        """What came in becomes matches and messages; nothing is sent."""
        with self.tracker.watching.state() as state:
            self.tracker.watching.telling.gather(state, [], datetime.now(UTC))

    def tell(self) -> int:
        """Gather and send, as the loop of a server does."""
        with self.tracker.watching.state() as state:
            return self.tracker.watching.telling.now(state, [], datetime.now(UTC))

    def found(self, held: Held) -> list[str]:
        """The versions that were found for a subscription, the oldest first."""
        return [one.version for one in reversed(self.tracker.subscribing.matches(held.subscription.token))]


@dataclass
class Call:
    """A call as it came: its id, the moment it names, its body, and whether the signature is that of the secret."""

    id: str
    moment: int
    body: dict[str, Any]
    key: str
    signature: str
    raw: bytes

    def signed_by(self, secret: str) -> bool:
        """Checked by hand, as a receiver in another language would."""
        key = base64.b64decode(secret.removeprefix("whsec_"))
        made = hmac.new(key, f"{self.id}.{self.moment}.".encode() + self.raw, hashlib.sha256).digest()
        return self.signature == f"v1,{base64.b64encode(made).decode()}"


class Receiver:
    """A webhook on loopback that may be down, slow, or lead elsewhere."""

    def __init__(self) -> None:
        self.came: list[Call] = []
        self.status, self.slow, self.elsewhere, self.tries = 204, 0.0, "", 0
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                raw = self.rfile.read(int(self.headers["content-length"]))
                receiver.tries += 1
                if receiver.status < 300:
                    given = (self.headers[name] for name in ("webhook-id", "webhook-timestamp", "webhook-signature"))
                    name, moment, signature = (str(one) for one in given)
                    key = str(self.headers["idempotency-key"])
                    receiver.came.append(Call(name, int(moment), json.loads(raw), key, signature, raw))
                time.sleep(receiver.slow)
                self.send_response(receiver.status)
                if receiver.elsewhere:
                    self.send_header("location", receiver.elsewhere)
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self._server.server_port
        self.address = f"http://127.0.0.1:{self.port}/hook"
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()
