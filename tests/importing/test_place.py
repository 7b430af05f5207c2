import datetime

import pytest

from articles.importing.place import Place, from_name


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("2024-11-01_02.txt", (datetime.date(2024, 11, 1), 2)),
        ("20190203-02.txt", (datetime.date(2019, 2, 3), 2)),
        ("2024-11-01/02.txt", (datetime.date(2024, 11, 1), 2)),
        ("archive/20241101/第3版.txt", (datetime.date(2024, 11, 1), 3)),
        ("2024年11月01日 4版.md", (datetime.date(2024, 11, 1), 4)),
        ("2024.11.01.txt", (datetime.date(2024, 11, 1), None)),
        ("2024-11-01_final.txt", (datetime.date(2024, 11, 1), None)),
        ("2023-01-01/2024-11-01_02.txt", (datetime.date(2024, 11, 1), 2)),
        ("000_bc6b60b01211006d.txt", (None, None)),
        ("a20240101b.txt", (None, None)),
        ("2024-13-45_02.txt", (None, None)),
        ("02.txt", (None, None)),
        ("", (None, None)),
    ],
)
def test_a_name_tells_date_and_page_or_nothing(name, expected):
    assert from_name(name) == Place(*expected)
