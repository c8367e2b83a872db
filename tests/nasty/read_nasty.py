"""Read the files that are named, with little memory and time, and print what came of each: one JSON object a line."""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

MEMORY = 1024 * 1024 * 1024
SECONDS = 240


def main() -> None:
    """Read each file."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    from travaux.read import read_all

    for path in map(Path, sys.argv[1:]):
        begun = time.process_time()
        failures: list[str] = []
        documents = read_all(path, failed=lambda error, to=failures: to.append(str(error)))
        texts = [document.text for document in documents]
        seconds = time.process_time() - begun
        found = {"file": path.name, "texts": texts, "failures": failures, "seconds": seconds}
        sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
