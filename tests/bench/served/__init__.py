"""What sends a page fastest: Newsroom behind its cache, a file by nginx, Django's own ways, and Wagtail."""
