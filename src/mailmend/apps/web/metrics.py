"""What is counted; the labels hold no address, host or person."""

from __future__ import annotations

from importlib.metadata import version

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

_BUCKETS = (0.5, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 30.0, 45.0, 60.0)


class Metrics:
    """The metrics of one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.runs = Counter("mailmend_runs", "Runs that are over.", ["state"], registry=registry)
        self.running = Gauge("mailmend_runs_running", "Runs under way.", registry=registry)
        self.seconds = Histogram(
            "mailmend_run_seconds", "Time of a run.", buckets=_BUCKETS, registry=registry
        )
        self.cached = Counter(
            "mailmend_runs_cached", "Answers that were given again.", registry=registry
        )
        self.turned_away = Counter(
            "mailmend_runs_turned_away", "Runs refused for overload.", registry=registry
        )
        self.limited = Counter(
            "mailmend_requests_limited", "Requests over a limit.", ["what"], registry=registry
        )
        self.passwords = Counter(
            "mailmend_passwords", "Passwords tried.", ["result"], registry=registry
        )
        Info("mailmend_build", "This version.", registry=registry).info(
            {"version": version("mailmend")}
        )

    def text(self) -> bytes:
        """The exposition format of Prometheus."""
        return generate_latest(self.registry)
