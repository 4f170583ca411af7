#!/usr/bin/env bash
# Gradescope runs this once, when the autograder's image is built: a Python, the kit, and its tokenizers.
# The base image has to offer Python 3.11, 3.12, 3.13 or 3.14: choose Ubuntu 24.04 or 22.04 in the autograder's settings.
set -euo pipefail
root="${AUTOGRADER_ROOT:-/autograder}"
kit="$root/source/tokenizer-kit"

if [ -z "${KIT_PYTHON:-}" ]; then
    apt-get update
    apt-get install -y python3.12 python3.12-venv || apt-get install -y python3.11 python3.11-venv
    KIT_PYTHON="$(command -v python3.12 || command -v python3.11)"
fi
"$KIT_PYTHON" -m venv "$root/venv"
"$root/venv/bin/python" -m pip install -q -c "$kit/constraints.txt" -e "$kit"

# Builds the tokenizers, so that no learner waits for it, and fails here if the kit cannot grade at all.
cd "$kit"
KIT_CACHE="$root/cache" "$root/venv/bin/python" -m pytest -q -p no:cacheprovider --solutions
