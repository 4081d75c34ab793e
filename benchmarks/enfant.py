"""python -m benchmarks.enfant COMMAND [ARG...]: run a manage.py command, then print this process's peak kilobytes.

The process says it itself: what its parent is told (ru_maxrss) starts at the parent's own size.
"""

import sys
from pathlib import Path

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    execute_from_command_line(sys.argv)
    [pic] = [ligne.split()[1] for ligne in Path("/proc/self/status").read_text().splitlines() if "VmHWM" in ligne]
    print(pic)
