"""Fuzz one reader, guided by coverage: python tests/fuzz/fuzz_read.py SAMPLE FOLDER [options of libFuzzer].

SAMPLE is a key of SAMPLES; FOLDER keeps what was found to reach new code. Needs atheris, which is no dependency.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "read"))
with atheris.instrument_imports(include=["travaux.read"]):
    from read_samples import SAMPLES
    from read_sound import documents


def one(data: bytes) -> None:
    """Read what the fuzzer made up: whatever is raised but a refusal is a finding."""
    documents(data, "file")


def main() -> None:
    """Fuzz from a sample on."""
    name, folder, *options = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    (Path(folder) / "sample").write_bytes(SAMPLES[name])
    atheris.Setup([sys.argv[0], folder, *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
