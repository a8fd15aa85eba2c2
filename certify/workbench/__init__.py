"""The workbench: texts written, read, run and drawn in a browser, for `certify serve`."""
