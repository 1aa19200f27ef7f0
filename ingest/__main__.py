"""`python -m ingest [PATH…]`: the same command as `ask97112 ingest`."""

import sys

from cli import main

if __name__ == "__main__":
    main(["ingest", *sys.argv[1:]])
