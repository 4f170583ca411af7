"""`kit doctor`: what a person needs to know when something does not work."""

import json
import os

import click

from kit.commands import JSON

SIGNS = {"ok": ("+", "green"), "note": ("~", "yellow"), "wrong": ("x", "red")}


@click.command("doctor")
@click.option("--live", is_flag=True, help="Also ask the real Hub, with your own token; the token is never shown.")
@JSON
def command(live: bool, as_json: bool) -> None:
    """Look for what is wrong, and say what to do about it. Exit status 1 when something is."""
    from kit.commands.doctor import WRONG, Finding
    from kit.commands.doctor import live as live_hub
    from kit.commands.doctor.machine import CHECKS

    found = []

    def tell(finding: Finding) -> None:
        found.append(finding)
        if not as_json:
            sign, colour = SIGNS[finding.status]
            click.secho(f"{sign} {finding.name:<13} {finding.text}", fg=colour)
            if finding.next_step and finding.status != "ok":
                click.echo(f"{'':<16}{finding.next_step}")

    for check in CHECKS:
        tell(check())
    if live or os.environ.get("KIT_HUB") == "live":
        for finding in live_hub.findings():
            tell(finding)
    else:
        tell(live_hub.not_asked())
    wrong = [finding for finding in found if finding.status == WRONG]
    if as_json:
        checks = [
            {"name": each.name, "status": each.status, "text": each.text, "next": each.next_step} for each in found
        ]
        click.echo(json.dumps({"ok": not wrong, "checks": checks}))
    raise SystemExit(1 if wrong else 0)
