"""``mailmend causes``: the catalogue, or the page of one cause."""

from __future__ import annotations

import click

from mailmend.case import InputError, printable


@click.command("causes", short_help="The catalogue of causes, or the page of one.")
@click.argument("cause_id", metavar="[ID]", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document: id, group, title, where.")
def command(cause_id: str | None, as_json: bool) -> int:
    """List the causes that Mailmend can tell apart, or show the page of one."""
    from mailmend.discover import causes

    found = causes()
    if cause_id is not None:
        found = tuple(each for each in found if each.id == cause_id)
        if not found:
            raise InputError(_unknown(cause_id))
    if as_json:
        _print_json(
            [
                {"id": each.id, "group": each.group, "title": each.title, "where": each.where}
                | ({"page": each.page} if cause_id else {})
                for each in found
            ]
        )
    elif cause_id:
        click.echo(f"{found[0].id} ({found[0].group}, {found[0].where})\n\n{found[0].page}")
    else:
        for each in found:
            click.echo(f"{each.id:<42} {each.where:<9} {each.title}")
    return 0


def _print_json(causes: list[dict[str, str]]) -> None:
    import json

    click.echo(json.dumps({"schema": "mailmend.causes/1", "causes": causes}, indent=2))


def _unknown(cause_id: str) -> str:
    from difflib import get_close_matches

    from mailmend.discover import modules

    names = [name.replace("_", "-") for name in modules("mailmend.causes")]
    near = get_close_matches(cause_id, names, 1)
    hint = f"; did you mean {near[0]}?" if near else "; mailmend causes lists them"
    return f"there is no cause {printable(cause_id)[:60]}{hint}"
