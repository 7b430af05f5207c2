import stat

from newsroom.secret_key import load_or_make


def test_a_key_is_made_once_for_its_owner_alone(tmp_path):
    path = tmp_path / "secret_key"
    key = load_or_make(path)
    assert len(key) >= 50
    assert load_or_make(path) == key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
