"""The real tokenizers: built from vendors' packages, loaded, looked at piece by piece, and texts to try them on."""

__all__ = [
    "byte_letters",
    "costs",
    "loaded",
    "model_ids",
    "parallel",
    "pieces",
    "ranks",
    "small",
    "texts",
    "vendors",
    "vocabulary",
]
