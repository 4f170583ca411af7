"""The machinery of the tokenizer exercise kit; the course itself is in exercises/, solutions/ and tests/."""
