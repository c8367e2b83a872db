"""The coverage-guided fuzzer runs, for a moment; for more, see `fuzz_read.py`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = ("mail", "csv", "rss", "akn", "zip", "records")


@pytest.mark.slow
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_moment_of_fuzzing_finds_nothing(sample: str, tmp_path: Path) -> None:
    pytest.importorskip("atheris")
    command = [sys.executable, str(Path(__file__).parent / "fuzz_read.py"), sample, str(tmp_path / "corpus")]
    options = ["-max_total_time=5", "-rss_limit_mb=2048", "-timeout=20", f"-artifact_prefix={tmp_path}/"]
    run = subprocess.run([*command, *options], capture_output=True, text=True, timeout=120, check=False)
    assert run.returncode == 0, run.stderr[-3000:]
