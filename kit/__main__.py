"""The kit's commands so far: `python -m kit show costs`, and for authors `stubs` and `check-course`."""

import argparse
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one command; the exit status is 0, 1 for problems found, 2 for a wrong command line."""
    parser = argparse.ArgumentParser(prog="python -m kit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    shown = commands.add_parser("show", help="show something about tokenizers")
    shown.add_argument("what", choices=["costs"], help="costs: what the same ten sentences cost in many languages")
    shown.add_argument("--out", type=Path, metavar="FILE", help="also draw a bar chart: FILE ends in .svg or .png")
    commands.add_parser("stubs", help="derive exercises/ from solutions/; files with work in them are left alone")
    commands.add_parser("check-course", help="say what is missing or wrong in the course's files")
    options = parser.parse_args(arguments)
    return {"show": _show, "stubs": _stubs, "check-course": _check_course}[options.command](options)


def _show(options: argparse.Namespace) -> int:
    from kit import costs

    if options.out is not None and options.out.suffix not in (".svg", ".png"):
        print(f"{options.out}: the chart is an .svg or a .png file", file=sys.stderr)
        return 2
    found = costs.costs()
    print(costs.as_table(found))
    if options.out is not None:
        try:
            costs.draw(found, options.out)
        except ModuleNotFoundError:
            print("The chart needs matplotlib: python -m pip install -e '.[plot]'", file=sys.stderr)
            return 1
        print(f"wrote {options.out}")
    return 0


def _stubs(options: argparse.Namespace) -> int:
    from kit import stubs

    for path in stubs.write_all():
        print(f"wrote {path.relative_to(stubs.ROOT)}")
    return 0


def _check_course(options: argparse.Namespace) -> int:
    from kit import check_course

    problems = check_course.problems()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "the course is complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
