"""Accounts of the desk: guesses locked out, passwords by age and kind, codes as a second step."""
