"""The hosts of a run: the processes that its sandboxed children are forked from, each started when it is first needed."""

import socket
from collections.abc import Iterable
from pathlib import Path

from kit.course import Course
from kit.learner.errors import CannotGrade
from kit.sandbox.children import Host


class Hosts:
    """The hosts of a run, each started when it is first needed.

    `folders` have tokenizers of the suites' own, which children then hold beside those of the exercises `slugs`; those
    of other exercises are loaded when one of these begins. `many` says that it is for many submissions.
    """

    def __init__(
        self, course: Course, folders: Iterable[Path] = (), slugs: Iterable[str] = (), *, many: bool = False
    ) -> None:
        self._course = course
        self._folders = [str(folder) for folder in folders]
        self._many = many
        self._models = sorted({model for slug in slugs for model in self._models_of(slug)})
        self._held = set(self._models)
        self._started: dict[bool, Host] = {}

    def _models_of(self, slug: str) -> tuple[str, ...]:
        exercise = self._course.exercise(slug)
        return () if "models" in exercise.withheld else exercise.models

    def of(self, kind: str) -> Host:
        """The host whose children are of this kind (host.KINDS)."""
        bare = kind != "full"
        if bare not in self._started:
            self._started[bare] = Host(self._models, self._folders, bare=bare, many=self._many)
        return self._started[bare]

    def need(self, slug: str) -> None:
        """Have coming children hold the tokenizers of an exercise. Raises CannotGrade when one is not to be had."""
        if folders := self._missing([slug]):
            self.of("full").hold(folders)

    def expect(self, slugs: Iterable[str]) -> None:
        """The same for several exercises, without waiting for it. Raises CannotGrade."""
        if folders := self._missing(slugs):
            self.of("full").hold_soon(folders)

    def _missing(self, slugs: Iterable[str]) -> list[str]:
        """The folders of these exercises' tokenizers that children do not hold, and will from now on."""
        from kit.tokenizers import vendors  # only for those who grade

        models = dict.fromkeys(model for slug in slugs for model in self._models_of(slug))
        missing = [model for model in models if model not in self._held]
        try:
            folders = [str(vendors.folder(model)) for model in missing]
        except vendors.VendorError as error:
            raise CannotGrade(str(error)) from None
        self._held.update(missing)
        return folders

    def hold(self, folders: Iterable[Path | str]) -> None:
        """Have coming children hold the tokenizers in these folders too: nothing need be sent and read for each then."""
        self.of("full").hold(map(str, folders))

    @property
    def listening(self) -> socket.socket:
        """The socket on which children find the practice Hub."""
        return self.of("full").listening

    def layers(self) -> list[str]:
        """The layers of the sandbox that hold, and those that are missing, a sentence each."""
        host = self.of("full").ready()
        return [*host.holds, *(f"MISSING {layer}" for layer in host.lacks)]

    @property
    def alive(self) -> bool:
        """Whether all that were started still run; for the process that started them."""
        return all(host.alive for host in self._started.values())

    def end(self) -> None:
        """End all children, also those that a process before this one left, and what they still had to say to the Hub."""
        for host in self._started.values():
            host.ready().end()
            host.forget_connections()

    def close(self) -> None:
        for host in self._started.values():
            host.close()
        self._started.clear()
