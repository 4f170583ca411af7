"""How byte-level vocabularies write bytes: one printable letter each (`bytes_to_unicode` of GPT-2's encoder.py)."""


def byte_letters() -> dict[int, str]:
    """The 256 letters of byte-level vocabularies, by byte; one that is not printable is from U+0100 on."""
    printable = [
        *range(ord("!"), ord("~") + 1),
        *range(ord("¡"), ord("¬") + 1),
        *range(ord("®"), ord("ÿ") + 1),
    ]
    others = (byte for byte in range(256) if byte not in printable)
    letters = {byte: chr(byte) for byte in printable}
    return letters | {byte: chr(256 + number) for number, byte in enumerate(others)}
