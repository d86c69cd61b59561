"""A lock on an open file, on every system: it is free again as soon as its holder ends, even when it was killed.

Only the standard library, and nothing newer than Python 3.6: the bootstrap uses it before anything is installed.
"""

import os


def take(file):
    """Take the lock of an open file until the file is closed, or say that another process has it."""
    try:
        if os.name == "nt":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
