"""`python -m kit` is the `kit` command."""

from kit.commands.cli import main

if __name__ == "__main__":
    main()
