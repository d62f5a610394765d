"""Tests of the rules: worked examples, tables, and properties against independent calculations."""
