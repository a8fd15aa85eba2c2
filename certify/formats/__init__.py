"""Instances and witnesses in files: JSON, DIMACS and graph6, all from the instance's type."""
