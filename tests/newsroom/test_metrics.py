"""Figures for Prometheus, from a server of two processes."""

from http.client import HTTPConnection

from prometheus_client.parser import text_string_to_metric_families

from tests.e2e.newsroom import running


def get(newsroom, path):
    connection = HTTPConnection(newsroom.url.removeprefix("http://"), timeout=60)
    connection.request("GET", path)
    body = connection.getresponse().read().decode()
    connection.close()
    return body


def figures(newsroom):
    families = text_string_to_metric_families(get(newsroom, "/metrics"))
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in families
        for sample in family.samples
    }


def test_requests_are_counted_by_all_processes_and_what_waits_is_told(tmp_path):
    with running(tmp_path, workers=2, METRICS="on", PAGE_CACHE_MB="8") as newsroom:
        for _ in range(20):
            get(newsroom, "/")
        get(newsroom, "/admin/login/")
        found = figures(newsroom)
    assert found["newsroom_requests_total", "answered", "page", "200"] >= 20
    assert 1 <= found["newsroom_requests_total", "made", "page", "200"] < 20
    assert found["newsroom_requests_total", "answered", "desk", "200"] == 1
    for name in ("tasks_waiting", "imports_busy", "index_waiting", "generation"):
        assert found[f"newsroom_{name}",] >= 0
