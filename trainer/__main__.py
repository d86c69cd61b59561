"""`python3 -m trainer …` in a fresh clone: make `.venv`, install what is locked, then hand over to the real command.

Only the standard library here, and nothing newer than Python 3.7 understands: an old Python must get a sentence.
"""

import hashlib
import os
import shutil
import subprocess
import sys

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
    locks = ["requirements.txt"] + ["requirements-test.txt"] * with_tests
    stamps = [os.path.join(VENV, ".installed-" + name) for name in locks]
    wanted = [stamp_of(os.path.join(ROOT, name)) for name in locks]
    if os.path.exists(python) and all(read(stamp) == text for stamp, text in zip(stamps, wanted)):
        return python
    print("Setting up in .venv (once, about half a minute) …", flush=True)
    uv = shutil.which("uv")
    if not os.path.exists(python):
        make_venv(uv)
    install = [uv, "pip", "install", "--quiet", "--python", python] if uv else [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    for name in locks:
        install += ["-r", os.path.join(ROOT, name)]
    if subprocess.call(install) != 0:
        stop("The libraries could not be installed. Is there a network? Their list is requirements.txt; run the command again.")
    for stamp, text in zip(stamps, wanted):
        with open(stamp, "w") as file:
            file.write(text)
    return python


def make_venv(uv):
    """Make the virtual environment, with a clear sentence where Python's own module is missing or the folder is not ours."""
    if not os.access(ROOT, os.W_OK):
        stop("The folder %s cannot be written. Clone the project into a folder of yours." % ROOT)
    if uv:
        code = subprocess.call([uv, "venv", "--quiet", "--python", sys.executable, VENV])
    else:
        try:
            import ensurepip  # noqa: F401
            import venv  # noqa: F401
        except ImportError:
            stop("Python's venv module is missing. On Debian or Ubuntu: sudo apt install python3-venv. Then run the command again.")
        code = subprocess.call([sys.executable, "-m", "venv", VENV])
    if code != 0:
        stop("The folder .venv could not be made. Is the disk full, or is an old .venv in the way? Remove it and try again.")


def stamp_of(path):
    """What must be the same for an installation to count as done: the lock and the Python version."""
    with open(path, "rb") as file:
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
