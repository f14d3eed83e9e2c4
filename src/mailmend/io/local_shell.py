"""Runs commands of this machine: a list of words, no shell, bounded output, bounded time."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Sequence

from mailmend.secret import Secret
from mailmend.world import CommandResult

MAX_OUTPUT = 4 * 1024 * 1024
MAX_ERRORS = 64 * 1024
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


class LocalShell:
    """A ``world.Shell`` on this machine; ``prefix`` are words put before every command."""

    def __init__(self, prefix: Sequence[str] = ()) -> None:
        self._prefix = tuple(prefix)

    async def run(
        self, argv: Sequence[str], timeout_s: float = 15.0, given: str | Secret = ""
    ) -> CommandResult:
        """The result of one command; it is ended with its children where it takes too long."""
        home = os.environ.get("HOME", "/")
        environment = {"PATH": PATH, "LC_ALL": "C", "HOME": home}
        return await run_bounded([*self._prefix, *argv], environment, timeout_s, given)


async def run_bounded(
    argv: Sequence[str],
    environment: dict[str, str],
    timeout_s: float,
    given: str | Secret = "",
) -> CommandResult:
    """Run ``argv`` in an environment of its own, within time and size bounds.

    It reads ``given``, and nothing else, on its standard input.
    """
    try:
        process = await asyncio.create_subprocess_exec(
            *argv,
            stdin=asyncio.subprocess.PIPE if given else asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            env=environment,
            start_new_session=True,
        )
    except FileNotFoundError:
        return CommandResult(127, "", f"{argv[0]}: no such program")
    except (OSError, ValueError) as fault:
        return CommandResult(None, "", str(fault))
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        async with asyncio.timeout(timeout_s):
            (out, more), (said, _), _ = await asyncio.gather(
                _bounded(process.stdout, MAX_OUTPUT),
                _bounded(process.stderr, MAX_ERRORS),
                _give(process.stdin, given),
            )
            status: int | None = await process.wait()
    except TimeoutError:
        return CommandResult(None, "", f"no end within {timeout_s:g} s", cut=True)
    finally:
        await _end(process)
    return CommandResult(status, _text(out), _text(said), more)


async def _give(stream: asyncio.StreamWriter | None, given: str | Secret) -> None:
    """Write the input and end it; a command that does not read it to its end may."""
    if stream is None:
        return
    text = given.reveal() + "\n" if isinstance(given, Secret) else given
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        stream.write(text.encode("utf-8", "surrogateescape"))
        await stream.drain()
    stream.close()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        await stream.wait_closed()


async def _bounded(stream: asyncio.StreamReader, limit: int) -> tuple[bytes, bool]:
    """What the stream says up to ``limit`` bytes, and whether there was more."""
    kept = bytearray()
    while chunk := await stream.read(65536):
        kept += chunk
        if len(kept) > limit:
            break
    cut = len(kept) > limit
    while cut and await stream.read(65536):
        pass
    return bytes(kept[:limit]), cut


async def _end(process: asyncio.subprocess.Process) -> None:
    """End the command and all it started, should it still run."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        await process.wait()


def _text(data: bytes) -> str:
    return data.decode("utf-8", "replace").replace("\0", "\N{REPLACEMENT CHARACTER}")
