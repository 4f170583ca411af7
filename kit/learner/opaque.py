"""A learner's value that is no plain data and stayed in the process that made it."""


class Opaque:
    """Stands for a value that does not cross. Its class is made for it and has the name of the value's own type."""

    keys: frozenset[str] = frozenset()

    def __contains__(self, key: object) -> bool:
        return key in self.keys
