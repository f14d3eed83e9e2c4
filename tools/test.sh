#!/bin/sh
# Every check of the project. Real servers run in a lab that needs root; without root the rest runs
# and what was left out is said at the end.
set -eu
cd "$(dirname "$0")/.."
bin=.venv/bin

"$bin"/ruff check .
"$bin"/ruff format --check .
"$bin"/mypy
"$bin"/lint-imports

left_out=
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    "$bin"/python -m lab tools
else
    left_out="the lab of real mail servers (it needs root on Debian 12); run: sudo make test"
fi

"$bin"/python -m pytest -n auto -m "not lab and not live"
if [ -z "$left_out" ]; then
    "$bin"/python -m pytest -n 2 --dist worksteal -m lab
else
    echo "LEFT OUT: $left_out"
fi
