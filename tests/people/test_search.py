import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.names import pinyin, syllables

NAMES = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1, max_size=5)


@given(NAMES, st.data())
def test_any_beginnings_of_the_syllables_find_a_name(name, data):
    spelt = pinyin(name)
    if not re.fullmatch("[a-z ]+", spelt):
        return
    parts = [part[: data.draw(st.integers(1, len(part)))] for part in spelt.split()]
    assert re.search(syllables("".join(parts)), spelt)


@pytest.mark.parametrize("typed", ["", "万", "w1", "w*", "a" * 31])
def test_what_is_no_pinyin_has_no_pattern(typed):
    assert syllables(typed) == ""
