"""The invented corpus: what the house styles draw from."""
