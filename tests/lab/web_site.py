"""The web server in a person's network of the lab, and Chromium in the same network."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright

from lab.plan import namespace
from lab.practice import Lab

PORT = 8025
URL = f"http://127.0.0.1:{PORT}"
CHROMIUM = Path("/usr/bin/chromium")
SHOTS = Path(__file__).parents[2] / "build" / "screenshots"
PATIENCE_MS = 90_000
CLIENT = "client-a"


@contextmanager
def served(_lab: Lab, folder: Path) -> Iterator[Path]:
    """``mailmend serve`` until the block is left; its database is in the folder."""
    log = folder / "log"
    command = [
        *("ip", "netns", "exec", namespace(CLIENT), sys.executable, "-m", "mailmend.apps.cli"),
        *("serve", "--port", str(PORT), "--timeout", "20"),
        *("--per-visitor", "1000", "--per-domain", "1000"),
        *("--database", f"sqlite:///{folder / 'web.db'}"),
        *("--allow-network", "198.51.100.0/24", "--allow-network", "2001:db8::/32"),
    ]
    environment = {**os.environ, "MAILMEND_STATE_DIR": str(folder)}
    with log.open("wb") as file:
        process = subprocess.Popen(command, stdout=file, stderr=file, env=environment)
        try:
            _until_ready(process, log)
            yield folder
        finally:
            process.terminate()
            process.wait(20)


def _until_ready(process: subprocess.Popen[bytes], log: Path) -> None:
    ask = [*("ip", "netns", "exec", namespace(CLIENT)), "curl", "-sf", f"{URL}/readyz"]
    end = time.monotonic() + 60
    while subprocess.run(ask, capture_output=True, check=False).returncode:
        assert process.poll() is None, log.read_text()
        assert time.monotonic() < end, log.read_text()
        time.sleep(0.2)


@contextmanager
def browser(playwright: Playwright, folder: Path) -> Iterator[Browser]:
    """Debian's Chromium, its sockets in the person's network."""
    wrapper = folder / "chromium"
    wrapper.write_text(f'#!/bin/sh\nexec ip netns exec {namespace(CLIENT)} {CHROMIUM} "$@"\n')
    wrapper.chmod(0o755)
    running = playwright.chromium.launch(executable_path=str(wrapper), args=["--no-sandbox"])
    try:
        yield running
    finally:
        running.close()


def new_page(playwright: Playwright, running: Browser, *, phone: bool, **more: Any) -> Page:
    """A page of its own, on an iPhone or on a desk."""
    device = dict(playwright.devices["iPhone 15"]) if phone else {}
    device.pop("default_browser_type", None)
    if not phone:
        device["viewport"] = {"width": 1200, "height": 900}
    page = running.new_context(**device, **more).new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.set_default_navigation_timeout(PATIENCE_MS)
    return page


def keep(page: Page, name: str) -> None:
    """A picture of the whole page in the build folder, for a person to look at."""
    SHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SHOTS / f"{name}.png", full_page=True)


def faults(page: Page) -> list[str]:
    """What axe-core finds wrong, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
