import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_every_test_that_the_list_of_threats_names_is_there():
    named = NAMED.findall((ROOT / "docs" / "hardening.md").read_text())
    assert len(named) > 50
    gone = [
        (file, test)
        for file, test in named
        if not (ROOT / file).exists() or f"def {test}(" not in (ROOT / file).read_text()
    ]
    assert gone == []
