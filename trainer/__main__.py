"""`python3 -m trainer …` in a fresh clone: make `.venv`, install what is locked, then hand over to the real command.

Only the standard library here, and nothing newer than Python 3.6 understands: an old Python must get a sentence.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time

from trainer.one_at_a_time import take

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")


def main():
    """Install when needed and run the command line inside `.venv`; in an installed copy just run it."""
    if sys.version_info < OLDEST:
        stop("The trainer needs Python 3.11 or newer; this is %d.%d. Run the same command with python3.11." % sys.version_info[:2])
    in_clone = os.path.exists(os.path.join(ROOT, "requirements.txt"))
    if in_clone and os.path.abspath(sys.prefix) != VENV and not os.environ.get("TRAINER_NO_VENV"):
        python = prepare(with_tests="test" in sys.argv[1:2])
        os.environ["PYTHONPATH"] = ROOT + os.pathsep * bool(os.environ.get("PYTHONPATH")) + os.environ.get("PYTHONPATH", "")
        sys.stdout.flush()
        if os.name == "nt":
            sys.exit(subprocess.call([python, "-m", "trainer"] + sys.argv[1:]))
        os.execv(python, [python, "-m", "trainer"] + sys.argv[1:])
    from trainer.cli import main as command_line

    command_line()


def prepare(with_tests):
    """Make `.venv` and install the locked requirements once; return its Python."""
    python = os.path.join(VENV, "Scripts" if os.name == "nt" else "bin", "python")
    lists = ["requirements.txt"] + ["requirements-test.txt"] * with_tests
    if is_installed(python, lists):
        return python
    if not os.access(ROOT, os.W_OK):
        stop("The folder %s cannot be written. Clone the project into a folder of yours." % ROOT)
    with own_turn():
        # Another start may have done it while this one waited.
        if not is_installed(python, lists):
            print("Setting up in .venv (once, about half a minute) …", flush=True)
            install(python, lists)
    return python


def is_installed(python, lists):
    """Whether `.venv` holds just what these lists ask for."""
    return os.path.exists(python) and all(read(stamp_file(name)) == stamp_of(name) for name in lists)


@contextlib.contextmanager
def own_turn():
    """Let one start at a time set up. The system frees the lock of a start that was killed."""
    with open(VENV + ".lock", "a+") as file:
        told = False
        while not take(file):
            if not told:
                print("Another start is setting up in .venv; waiting for it …", flush=True)
                told = True
            time.sleep(0.2)
        yield


def install(python, lists):
    """Fill `.venv` by uv where there is one, else by pip, and note what was installed."""
    uv = shutil.which("uv")
    # A start that was killed leaves a Python without pip behind: begin anew.
    if not os.path.exists(python) or not (uv or has_pip(python)):
        make_venv(uv)
    command = [uv, "pip", "install", "--quiet", "--python", python] if uv else [python, "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    for name in lists:
        command += ["-r", os.path.join(ROOT, name)]
    if subprocess.call(command) != 0:
        stop("The libraries could not be installed. Is there a network? Their list is requirements.txt; run the command again.")
    for name in lists:
        with open(stamp_file(name), "w") as file:
            file.write(stamp_of(name))


def has_pip(python):
    """Whether this Python can install."""
    with open(os.devnull, "w") as nowhere:
        return subprocess.call([python, "-m", "pip", "--version"], stdout=nowhere, stderr=nowhere) == 0


def make_venv(uv):
    """Make the virtual environment, with a clear sentence where Python's own module for it is missing."""
    if uv:
        code = subprocess.call([uv, "venv", "--quiet", "--clear", "--python", sys.executable, VENV])
    else:
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            stop("Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv. Then run the command again.")
        code = subprocess.call([sys.executable, "-m", "venv", "--clear", VENV])
    if code != 0:
        stop("The folder .venv could not be made. Is the disk full, or is an old .venv in the way? Remove it and try again.")


def stamp_file(name):
    """Where it is noted that a list was installed."""
    return os.path.join(VENV, ".installed-" + name)


def stamp_of(name):
    """What must be the same for an installation to count as done: the list and the Python version."""
    with open(os.path.join(ROOT, name), "rb") as file:
        return hashlib.sha256(file.read()).hexdigest() + " %d.%d" % sys.version_info[:2]


def read(path):
    """The text of a file, or nothing."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def stop(sentence):
    """Say one clear sentence and end."""
    sys.stderr.write(sentence + "\n")
    sys.exit(2)


if __name__ == "__main__":
    main()
