#!/bin/sh
# Create .venv with the locked versions; arguments go to "uv sync".
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}

make_venv() {
    "$python" -m venv .venv 2>/dev/null && .venv/bin/python -m pip --version >/dev/null 2>&1
}

if ! [ -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if ! make_venv; then
        rm -rf .venv
        if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
            echo "python3-venv is missing; installing it"
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv
            make_venv
        else
            echo "python3-venv is missing; install it (apt install python3-venv) and run make again" >&2
            exit 1
        fi
    fi
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check "uv>=0.9"
.venv/bin/uv sync --quiet --frozen --inexact --extra web --extra mcp --compile-bytecode "$@"
.venv/bin/python -m compileall -q src/mailmend
