"""The kit's command line: list the behaviours, or serve them all until stopped.

python -m lab.hostile --list [--json]
python -m lab.hostile --folder DIR [--canary WORD]         high ports on loopback
python -m lab.hostile --folder DIR --real-ports [...]      inside a network of its own
"""

from __future__ import annotations

import argparse
import asyncio
import json
from pathlib import Path

from lab.hostile.catalogue import behaviours
from lab.hostile.namespace import NAME_SERVER, places
from lab.hostile.oracle import Oracle
from lab.hostile.papers import Papers
from lab.hostile.serve import Kit

FIRST_PORT = 20_000
_LOOPBACK = "127.0.0.1"


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(prog="python -m lab.hostile", description=__doc__)
    parser.add_argument("--list", action="store_true", help="name, protocol, port, what it does")
    parser.add_argument("--json", action="store_true", help="the list as JSON")
    parser.add_argument("--folder", type=Path, help="where CA, certificates and journal go")
    parser.add_argument("--canary", default="canary-password", help="what must not arrive")
    parser.add_argument("--real-ports", action="store_true", help="needs the kit's own network")
    chosen = parser.parse_args()
    if chosen.list:
        _list(as_json=chosen.json)
    elif chosen.folder is None:
        parser.error("--list or --folder is needed")
    else:
        chosen.folder.mkdir(parents=True, exist_ok=True)
        asyncio.run(_serve(chosen.folder, chosen.canary, real=chosen.real_ports))


def _list(*, as_json: bool) -> None:
    rows = [each.row() for each in behaviours().values()]
    if as_json:
        print(json.dumps(rows, indent=1))
        return
    for row in rows:
        print(f"{row['name']:32} {row['port']:>4}  {row['does']}")


async def _serve(folder: Path, canary: str, *, real: bool) -> None:
    oracle = Oracle(folder / "journal.jsonl", canary)
    where = places() if real else dict.fromkeys(behaviours(), _LOOPBACK)
    kit = Kit(Papers(folder), oracle, where)
    ports = await kit.listen(None if real else FIRST_PORT)
    if real:
        await kit.listen_inside()
    name_server = (NAME_SERVER, 53) if real else (_LOOPBACK, FIRST_PORT - 1)
    await kit.listen_for_names(*name_server)
    ready = {"ca": str(kit.papers.authority.root_pem), "names": name_server, "ports": ports}
    print(json.dumps(ready), flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    main()
