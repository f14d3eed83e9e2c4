"""The command ``mailmend``: finds its subcommands late, and turns every fault into one line.

Exit status: 2 for input that cannot be used, 4 where Mailmend itself failed, 130 after Ctrl-C, 141
where the reader of the output went away before there was a result; each command has its own for
its results.
"""

from __future__ import annotations

import importlib
import signal
import sys
from typing import NoReturn

import click

from mailmend.apps.pipe import close_stdout, flush_or_close
from mailmend.case import InputError, printable

COMMANDS = (
    "diagnose",
    "settings",
    "profile",
    "verify",
    "explain",
    "server",
    "serve",
    "user",
    "tenant",
    "publish",
    "token",
    "mcp",
    "causes",
    "demo",
)
MAX_LINE = 500


class Unread(Exception):
    """Nobody reads standard output any more, as with ``| head``."""


class Lazy(click.Group):
    """Imports a subcommand's module when it is asked for, and no other's."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; click would end the program itself where nobody reads its output."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as fault:
            raise Unread from fault

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands, the main job first."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"mailmend.apps.{cmd_name}").command
        assert isinstance(found, click.Command)
        return found


def _version(ctx: click.Context, _param: click.Parameter, wanted: bool) -> None:
    if not wanted or ctx.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"mailmend {version('mailmend')}")
    ctx.exit(0)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Show the version and leave.",
)
def cli() -> None:
    """Prove why a mailbox can receive but not send, and what makes it send.

    Start with: mailmend diagnose name@example.org
    """


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(run(given))


def run(given: list[str]) -> int:
    """Run one command line; every fault becomes one line on standard error and a status."""
    try:
        _refuse_password(given)
        result = cli.main(given, prog_name="mailmend", standalone_mode=False)
        flush_or_close()
    except click.exceptions.NoArgsIsHelpError as fault:
        click.echo(fault.format_message(), err=True)
        return 2
    except (InputError, click.ClickException) as fault:
        return _bad_input(fault)
    except (KeyboardInterrupt, click.Abort):
        return 130
    except Unread:
        close_stdout()
        return 128 + signal.SIGPIPE
    except Exception as fault:  # noqa: BLE001 (the last line of defence: a person never sees a traceback)
        return _own_fault(fault, given)
    return result if isinstance(result, int) else 0


def _refuse_password(given: list[str]) -> None:
    for word in given:
        name = word.partition("=")[0]
        if name in {"--password", "--pass", "--passwd", "--pw"}:
            raise InputError(
                "a password is never taken from the command line, where others can read it; "
                "use --ask-password or --password-file FILE"
            )


def _bad_input(fault: Exception) -> int:
    _say(_input_words(fault))
    return 2


def _input_words(fault: Exception) -> str:
    match fault:
        case click.exceptions.NoSuchOption():
            hint = f" (did you mean {fault.possibilities[0]}?)" if fault.possibilities else ""
            return f"there is no option {fault.option_name}{hint}; see mailmend --help"
        case click.MissingParameter():
            return _missing(fault)
        case click.UsageError() if "unexpected extra argument" in fault.message:
            return (
                "there is a word too many on the command line; put texts with blanks in quotes, "
                "and give a password by --ask-password or --password-file FILE"
            )
        case click.UsageError() if fault.message.startswith("No such command"):
            return f"there is no such command; mailmend --help lists them ({_plain(fault.message)})"
        case click.ClickException():
            return _plain(fault.format_message())
    return str(fault)


def _missing(fault: click.MissingParameter) -> str:
    name = fault.param.human_readable_name if fault.param else "a value"
    return f"{name} is missing; see mailmend {_command(fault)} --help"


def _command(fault: click.UsageError) -> str:
    return (fault.ctx.info_name or "") if fault.ctx else ""


def _plain(message: str) -> str:
    return message.replace("\n", " ").rstrip(".")


def _own_fault(fault: Exception, given: list[str]) -> int:
    from mailmend.apps.trouble import fault_words, traceback_text, unwritable

    if "--verbose" in given or "-v" in given:
        sys.stderr.write(traceback_text(fault))
    if unwritable(fault):
        _say(
            f"the disk cannot be written ({fault_words(fault)}), so the output is not complete; "
            "see whether it is full, and run the command again"
        )
        return 4
    _say(
        f"Mailmend itself failed ({fault_words(fault)}); please report it with the output of the "
        "same command and --verbose"
    )
    return 4


def _say(message: str) -> None:
    line = printable(message)
    sys.stderr.write(f"mailmend: {line[:MAX_LINE]}{'…' if len(line) > MAX_LINE else ''}\n")


if __name__ == "__main__":
    main()
