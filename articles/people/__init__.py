"""People and what they have written and photographed: their works, namesakes, merges, splits, pay."""
