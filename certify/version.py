"""The version of certify."""

__version__ = "0.1.0"
