"""The parts of `kit watch` (see kit/watch.py): who grades, who notices saves, who reads keys, who draws."""
