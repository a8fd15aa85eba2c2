"""Homework: tasks, submissions, and the grades that they get."""
