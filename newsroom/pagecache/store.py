"""Pages in memory, up to so many bytes: what was asked for longest ago goes first."""

from collections import OrderedDict
from threading import Lock

from newsroom.pagecache.asking import Key
from newsroom.pagecache.pages import Page


class Store:
    """A dictionary of pages that take at most `limit` bytes together. Safe to use from several threads."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[Key, tuple[Page, int]] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Key) -> Page | None:
        """Return the page, which counts as asked for now."""
        try:
            page, _ = self._pages[key]
            self._pages.move_to_end(key)
        except KeyError:  # Not there, or gone between the two.
            return None
        return page

    def put(self, key: Key, page: Page) -> None:
        """Keep a page in the place of an earlier one; one that is too large for the store is not kept."""
        with self._lock:
            self._put(key, page)

    def measure(self, key: Key, page: Page) -> None:
        """Count a page anew that has got another form, if it is still the one that is kept."""
        with self._lock:
            if self._pages.get(key, (None, 0))[0] is page:
                self._put(key, page)

    def drop(self, key: Key) -> None:
        """Keep nothing for `key`."""
        with self._lock:
            self._drop(key)

    def _put(self, key: Key, page: Page) -> None:
        self._drop(key)
        size = page.size
        if size > self.limit // 4:
            return
        self._pages[key] = page, size
        self.size += size
        while self.size > self.limit:
            _, (_, gone) = self._pages.popitem(last=False)
            self.size -= gone

    def _drop(self, key: Key) -> None:
        _, size = self._pages.pop(key, (None, 0))
        self.size -= size

    def __len__(self) -> int:
        return len(self._pages)
