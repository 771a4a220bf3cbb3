"""How this process fares, as Prometheus reads it: its requests, its memory, its time."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.gc_collector import GCCollector
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from starlette.types import Scope

_SECONDS = (0.01, 0.05, 0.1, 0.3, 1, 3, 10, 30)
_METHODS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"))


class Metrics:
    """The figures of one process. Where several serve, each tells its own."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self._registry)
        names = ("method", "route", "status")
        self._requests = Counter("revtrack_requests", "Requests answered", names, registry=self._registry)
        self._seconds = Histogram(
            "revtrack_request_seconds", "How long answers took", buckets=_SECONDS, registry=self._registry
        )
        self._under_way = Gauge("revtrack_requests_under_way", "Requests being answered", registry=self._registry)

    @contextmanager
    def under_way(self) -> Generator[None]:
        """A request is being answered."""
        self._under_way.inc()
        try:
            yield
        finally:
            self._under_way.dec()

    def count(self, scope: Scope, method: str, status: int, seconds: float) -> None:
        """A request was answered; a route is named as it stands in the program, so that there are few of them."""
        route = str(getattr(scope.get("route"), "path", "")) or "-"
        self._requests.labels(method if method in _METHODS else "-", route, str(status)).inc()
        self._seconds.observe(seconds)

    def text(self) -> str:
        """All figures."""
        return generate_latest(self._registry).decode("utf-8")
