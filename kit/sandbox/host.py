"""The freshly executed process from which sandboxed children are forked: libraries and tokenizers, and nothing to steal.

    python -m kit.sandbox.host DESCRIPTOR

It is started by remote.py, with a clean environment, and has loaded no suite, no solution and no expected value. It
puts itself into namespaces of its own before anything else, opens there the port of the practice Hub and hands that
to the grader, which serves it: children reach the Hub and nothing else. One child at a time.
"""

import os
import select
import signal
import socket
import sys
from pathlib import Path

import certifi

from kit.sandbox import wire
from kit.sandbox.layers import files, landlock, limits, namespaces, scratch, seccomp
from kit.sandbox.layers.lacking import lacking
from kit.sandbox.settle import settle

KINDS = ("full", "bare", "alone")
"""What a child holds and may read: `full` has the course's tokenizers, `bare` has none and no vendor's file,
`alone` cannot read the tokenizer libraries either."""

LIBRARIES = frozenset({"transformers", "tokenizers", "tiktoken", "sentencepiece"})


LOCKS = Path("/dev/shm")

WATCH_SECONDS = 0.1
"""How often a child's threads, shared memory and files are looked at."""

PACKAGE = Path(__file__).resolve().parents[1]
"""The kit's own folder, which no child may read."""


class Host:
    """Forks children and ends them, as the grader asks."""

    def __init__(self, control: wire.Channel) -> None:
        self.control = control
        asked = wire.unpack(control.receive())
        self.scratch = Path(asked["scratch"])
        self.root = Path(asked["root"])
        self.bare: bool = asked["bare"]
        self.many: bool = asked["many"]
        self.child = 0
        self.own = namespaces.enter()
        self.mounted = self.own and namespaces.mount_scratch(self.scratch, limits.SCRATCH_SIZE, limits.SCRATCH_FILES)
        # Python's locks between processes are files there; a private one holds nobody else's.
        self.locks = LOCKS if self.own and namespaces.mount_scratch(LOCKS, 1 << 20, 64) else None
        self.listening = self._port_of_the_hub()
        self.port = self.listening.getsockname()[1]
        self.control.send(wire.pack({"port": self.port}))
        socket.send_fds(self.control.socket, [b"."], [self.listening.fileno()])
        self.listening.close()
        self.held = self._load(asked["models"], asked["folders"])
        self.rules = self._rulesets()
        self.user = self._other_user()
        self.no_seccomp = seccomp.missing()
        self.filtering = b"" if self.no_seccomp else seccomp.program()
        first = Path(certifi.where()).read_text(encoding="utf-8").partition("-----END CERTIFICATE-----\n")[:2]
        self.one_root = "".join(first)

    def _port_of_the_hub(self) -> socket.socket:
        """A socket at a port of our own. `bare` children have no Hub: who asks there is refused at once, and waits for nobody."""
        if not self.bare:
            return socket.create_server(("127.0.0.1", 0), backlog=128)
        taken = socket.socket()
        taken.bind(("127.0.0.1", 0))
        return taken

    def _load(self, models: list[str], folders: list[str]) -> dict:
        """Import what learners use, and read what children shall hold, by the name under which the grader knows it."""
        from kit.hub import environment

        environment.isolate(self.url, self.scratch / "home")
        import kit.sandbox.cell  # noqa: F401  # what every child runs
        import kit.tokenizers.small  # noqa: F401
        from kit import course
        from kit.course import graded

        for slug in course.load().slugs:  # the names of the functions, which a child cannot read for itself
            graded.asked_for(slug)

        if self.bare:
            import regex  # noqa: F401

            from kit.tokenizers import ranks

            return {"ranks": ranks.ranks()}
        import _strptime  # noqa: F401  # what the Hub's client loads at its first login and its first error
        import encodings.idna  # noqa: F401
        import getpass  # noqa: F401
        import html  # noqa: F401

        import huggingface_hub._login  # noqa: F401
        import huggingface_hub.hf_api  # noqa: F401
        import transformers.models.auto.tokenization_auto  # noqa: F401

        from kit.tokenizers import loaded as tokenizers

        loaded = [tokenizers.load(model) for model in models]
        loaded += [tokenizers.load_files(Path(folder)) for folder in folders]
        return {str(tokenizer.name_or_path): tokenizer for tokenizer in loaded}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _rulesets(self) -> dict[str, landlock.Ruleset]:
        if not landlock.version():
            return {}
        kinds = {"bare": files.VENDORS, "alone": files.VENDORS | LIBRARIES} if self.bare else {"full": frozenset()}
        return {
            kind: files.ruleset(self.scratch, self.port, PACKAGE, locks=self.locks, without=without)
            for kind, without in kinds.items()
        }

    def _other_user(self) -> int | None:
        """Whom children run as where that is not the grader: the owner of a file can do more to it than read it."""
        loaded = (getattr(module, "__file__", None) for module in list(sys.modules.values()))
        user = limits.other_user([Path(path) for path in loaded if path and not path.endswith(".pyc")], self.scratch)
        if user is not None and self.locks:
            os.chown(self.locks, user, user)
        return user

    def layers(self) -> tuple[list[str], list[str]]:
        """What holds, and what is missing that a sandbox needs: each a sentence."""
        abi = landlock.version()
        whose = "of a user of its own" if self.user is not None else "of the grader's user"
        holds = [
            f"privileges: a process {whose}, no capability and no way to gain one",
            "limits: processor time, memory, file size, open files",
        ]
        lacks = lacking()
        if abi:
            holds.append(f"files: Landlock (ABI {abi}), its scratch folder and the installed packages only")
        if not self.no_seccomp:
            holds.append("processes: seccomp, no programs, no processes, no signals to others")
        if self.own:
            holds.append("network: a network namespace with the practice Hub alone")
        elif abi >= 4 and not self.no_seccomp:
            holds.append("network: Landlock and seccomp, TCP to the practice Hub's port alone")
        else:
            lacks.append(
                "network: neither namespaces (root, or user namespaces switched on) nor Landlock's TCP rules (Linux 6.7 or newer)"
            )
        size = f"{limits.SCRATCH_SIZE >> 20} MB" if self.mounted else f"{limits.FILE_SIZE >> 20} MB a file"
        holds.append(f"scratch: {'a file system in memory' if self.mounted else 'a folder'} of {size}")
        return sorted(holds), lacks

    def serve(self) -> None:
        """Do as the grader asks until it closes the line."""
        holds, lacks = self.layers()
        self.control.send(wire.pack({"holds": holds, "lacks": lacks, **self._holding()}))
        self._close_imports()
        if self.many:
            settle()
        try:
            while True:
                while self.child and not select.select([self.control.socket], [], [], WATCH_SECONDS)[0]:
                    self._watch()
                asked = wire.unpack(self.control.receive())
                if asked["op"] == "saved":
                    self.control.send(
                        wire.pack({"saved": scratch.read(self.scratch / "home" / "token"), "number": asked["number"]})
                    )
                    continue
                ended = self._end()
                if asked["op"] == "hold":
                    self._hold(asked["folders"])
                    self.control.send(wire.pack({**self._holding(), "number": asked["number"]}))
                    continue
                if asked["op"] == "fork":
                    _, (descriptor,), _, _ = socket.recv_fds(self.control.socket, 1, 1)
                    self._fork(asked["kind"], descriptor)
                    os.close(descriptor)
                self.control.send(wire.pack({"ended": ended, "child": self.child, "number": asked["number"]}))
        except wire.Gone:
            self._end()
            scratch.empty(self.scratch)

    def _holding(self) -> dict:
        """What a child holds, by name, and the chat templates of its tokenizers."""
        templates = {
            name: str(held.chat_template) for name, held in self.held.items() if hasattr(held, "chat_template")
        }
        return {"templates": templates, "named": list(self.held)}

    def _hold(self, folders: list[str]) -> None:
        from kit.tokenizers import loaded  # there already, for a host whose children hold tokenizers

        missing = [folder for folder in folders if folder not in self.held]
        for folder in missing:
            self.held[folder] = loaded.load_files(Path(folder))
        if missing and self.many:
            settle()

    def _close_imports(self) -> None:
        """Forget where the kit is: what is needed of it is loaded, and what is not must not be found by a child."""
        sys.path[:] = [entry for entry in sys.path if entry and Path(entry).resolve() != self.root]
        for name in ("KIT_CACHE", "PYTHONPATH"):
            os.environ.pop(name, None)

    def _watch(self) -> None:
        """End a child that has too much of what no limit of the kernel's bounds for it alone."""
        used = limits.used(self.child)
        kept = 0 if self.mounted else scratch.size(self.scratch)
        if used.threads > limits.THREADS or used.shared > limits.SHARED or kept > limits.SCRATCH_SIZE:
            os.kill(self.child, signal.SIGKILL)

    def _end(self) -> int | None:
        """End the child, if there is one; its exit status, negative for a signal."""
        if not self.child:
            return None
        found, raw = os.waitpid(self.child, os.WNOHANG)
        if not found:
            os.kill(self.child, signal.SIGKILL)
            _, raw = os.waitpid(self.child, 0)
        self.child = 0
        return os.waitstatus_to_exitcode(raw)

    def _fork(self, kind: str, descriptor: int) -> None:
        for folder in (self.scratch, self.locks) if self.locks else (self.scratch,):
            scratch.empty(folder)
        parent = os.getpid()
        self.child = os.fork()
        if self.child == 0:
            try:
                self._become_child(kind, descriptor, parent)
            finally:
                os._exit(70)

    def _become_child(self, kind: str, descriptor: int, parent: int) -> None:
        from kit.hub import environment
        from kit.sandbox import cell

        os.setsid()
        limits.set_limits()
        limits.drop_privileges(self.user)
        limits.end_with_parent(parent)  # whoever becomes another user has to say so anew
        for number in range(1, signal.NSIG):
            if signal.getsignal(number) not in (signal.SIG_DFL, signal.SIG_IGN, None, signal.default_int_handler):
                signal.signal(number, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
        environment.change(environment.variables(self.url, self.scratch / "home"))
        if self.bare:
            os.environ["HF_HUB_OFFLINE"] = "1"  # its client would try for a minute to reach a Hub
        # The Hub's client reads every root certificate there is before it asks anything; http needs none of them.
        roots = self.scratch / "roots.pem"
        roots.write_text(self.one_root)
        os.environ.update(HOME=str(self.scratch), TMPDIR=str(self.scratch), SSL_CERT_FILE=str(roots))
        os.chdir(self.scratch)
        if self.rules:
            self.rules[kind].restrict()
        limits.keep_only(descriptor)
        if not self.no_seccomp:
            seccomp.load(self.filtering)
        connected = wire.Channel(socket.socket(fileno=descriptor), ahead=True)
        cell.Cell(connected, dict(self.held), self.scratch).serve()
        os._exit(0)


def main(descriptor: str) -> None:
    """Serve the grader at the other end of an inherited socket."""
    control = wire.Channel(socket.socket(fileno=int(descriptor)))
    try:
        Host(control).serve()
    except wire.Gone:
        pass
    except Exception:
        if not control.gone:  # the files that it loads go with the grader
            raise


if __name__ == "__main__":
    main(sys.argv[1])
