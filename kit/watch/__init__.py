"""`kit watch`: who grades, who notices saves, who reads keys, who draws."""

__all__ = ["saves", "watch"]
