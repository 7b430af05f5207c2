import pytest

from tests.desk import administrator


@pytest.fixture
def desk(client):
    """A browser signed in as an administrator."""
    client.force_login(administrator())
    return client
