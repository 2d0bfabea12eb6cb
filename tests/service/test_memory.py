from __future__ import annotations

import subprocess
import sys

import pytest

from tests.service.support import ROOT

_PROGRAM = """
from pathlib import Path
from service.memory import few_arenas, trim

def resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

few_arenas()
blocks = [bytes(2000) for _ in range(50_000)]
full = resident()
del blocks[:-1]  # the last one holds the top of the heap in its place
trim()
print(full - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="glibc's heap")
def test_memory_that_is_free_goes_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", _PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(told.stdout) > 50_000_000
