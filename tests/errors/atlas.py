"""The tables beside the tests: one example a line, fields separated by ` | `."""

from pathlib import Path


def rows(name: str, fields: int) -> list[list[str]]:
    """The examples of `atlas_NAME.txt`; the last field may hold the separator."""
    text = (Path(__file__).parent / f"atlas_{name}.txt").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return [line.split(" | ", fields - 1) for line in lines]
