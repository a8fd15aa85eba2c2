"""Processes, signals, files and streams: the operating system's services that certify uses."""
