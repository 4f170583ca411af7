"""What a sandbox needs and this system lacks, as far as it is known before one is started."""

from kit.sandbox.layers import landlock, seccomp


def lacking() -> list[str]:
    """The layers that are missing for good, each a sentence with its remedy; a millisecond, and nothing is loaded."""
    lacks = []
    if not landlock.version():
        lacks.append(
            "files: this kernel has no Landlock (Linux 5.13 or newer, with `landlock` in its list of security modules)"
        )
    if no_seccomp := seccomp.missing():
        lacks.append(f"processes: {no_seccomp}")
    return lacks
