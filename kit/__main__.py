"""The kit's commands for those who write exercises: `python -m kit stubs`, `python -m kit check-course`."""

import argparse
import sys

from kit import check_course, stubs


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m kit", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("stubs", help="derive exercises/ from solutions/; files with work in them are left alone")
    commands.add_parser("check-course", help="say what is missing or wrong in the course's files")
    command = parser.parse_args(arguments).command
    if command == "stubs":
        for path in stubs.write_all():
            print(f"wrote {path.relative_to(stubs.ROOT)}")
        return 0
    problems = check_course.problems()
    for problem in problems:
        print(problem)
    print(f"{len(problems)} problems" if problems else "the course is complete")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
