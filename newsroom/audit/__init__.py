"""Who did what at the desk, when, from where, with what result: kept for half a year, changed by nobody."""
