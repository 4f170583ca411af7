"""Turns the kit's plugin on, which readies the practice Hub before any test is imported."""

pytest_plugins = ["kit.plugin"]
