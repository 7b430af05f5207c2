"""Processes killed at a few points; `python -m tests.faults.killed` kills many more."""

import pytest

from tests.faults import archive, killed, works


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    return archive.write(tmp_path_factory.mktemp("archive"), 40)


@pytest.mark.parametrize("way", works.WAYS)
def test_a_killed_import_leaves_no_half_of_a_dump_and_is_gone_on_with(dumps, way):
    undisturbed = killed.run_undisturbed(works.WAYS[way], dumps)
    report = killed.kill(works.WAYS[way], dumps, undisturbed, points=4, seed=1)
    assert report.wrong == []
