"""Derived bounds and claims, checked on instances."""
