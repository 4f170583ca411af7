"""The front door: turns the kit's plugin on, which readies the Hub's environment before any test is imported."""

pytest_plugins = ["kit.quick", "kit.plugin"]
