"""The citizens' pages. Every row comes from `published()` or `listed()`; nothing else is public."""
