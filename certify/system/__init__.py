"""Processes, signals, files and streams: what certify needs of the machine."""
