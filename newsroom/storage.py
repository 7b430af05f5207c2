"""Where static files get their addresses from."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Hashed, compressed names once `collectstatic` has run; plain names before that.

    So that a fresh checkout (tests, the first `runserver`) needs no build step.
    """

    def stored_name(self, name: str) -> str:
        """Return the name under which `name` is served."""
        return str(super().stored_name(name) if self.hashed_files else self.clean_name(name))
