"""The real tokenizers: built from vendors' packages, loaded, looked at piece by piece, and texts to try them on."""
