"""The rules of bookkeeping: pure functions from values to values or problems."""
