"""Where the command begins: before the imports, which take long enough to be interrupted."""

import os
import signal
import sys


def main() -> None:
    """Run the command relationship-engine."""
    # until click is there, Ctrl-C ends the process as it does any other program, without a trace of Python
    handler = signal.signal(signal.SIGINT, signal.SIG_DFL)
    _open_standard_streams()
    from relationship_engine.cli import main as run  # noqa: PLC0415

    signal.signal(signal.SIGINT, handler)
    run()


def _open_standard_streams() -> None:
    """Open what the caller has closed (>&-), or the first connection would be taken for standard output."""
    while (descriptor := os.open(os.devnull, os.O_RDWR)) <= 2:  # noqa: PLR2004 - standard error is the last of them
        pass
    os.close(descriptor)
    sys.stdout = sys.stdout or open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115 - as long as the process
    sys.stderr = sys.stderr or open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
