"""Puts the course's folders into the wheel, as kit/files/; everything else about the package is in pyproject.toml."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).resolve().parent
FILES = ["solutions/*.py", "solutions/*.ipynb", "tests/*.py", "tests/answers/*.py"]
"""What the kit reads of the course. The stubs are derived from the solutions, so a checkout's own answers stay out."""


class WithCourse(build_py):
    def run(self):
        super().run()
        if self.editable_mode:
            return
        target = Path(self.build_lib, "kit", "files")
        shutil.rmtree(target, ignore_errors=True)
        for pattern in FILES:
            for path in HERE.glob(pattern):
                copied = target / path.relative_to(HERE)
                copied.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, copied)


setup(cmdclass={"build_py": WithCourse})
