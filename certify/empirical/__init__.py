"""Derived bounds and claims, checked against runs."""
