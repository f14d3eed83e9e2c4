# make demo   create the environment and run the main job on embedded servers (no root, no network)
# make test   install what the tests need, real mail servers included, and run them all
# make lab    a practice range of real mail servers to play with (root)
# make lint   style, types and layers only
# make messages   collect the texts that are translated into src/mailmend/data/languages/*.po

PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test lab lint unit env bench messages clean

demo: .venv/.runtime
	$(BIN)/mailmend demo

test: .venv/.dev
	sh tools/test.sh

lint: .venv/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

unit: .venv/.dev
	$(BIN)/python -m pytest -n auto -m "not lab"

lab: .venv/.dev
	$(BIN)/python -m lab play

messages: .venv/.dev
	$(BIN)/python -m tools.messages

bench: .venv/.dev
	$(BIN)/python -m bench.diagnose

env: .venv/.dev

.venv/.runtime: pyproject.toml uv.lock tools/env.sh
	PYTHON=$(PYTHON) sh tools/env.sh --no-dev
	touch $@

.venv/.dev: pyproject.toml uv.lock tools/env.sh
	PYTHON=$(PYTHON) sh tools/env.sh
	touch $@ .venv/.runtime

clean:
	rm -rf .venv build dist
