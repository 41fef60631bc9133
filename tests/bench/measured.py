"""measured.py [-n REPETITIONS] COMMAND…: runs a command, its output thrown away, and prints the medians of
wall seconds and processor seconds, and its peak memory in MiB, separated by tabs. "{nth}" in an argument
becomes the repetition's number, for commands that want a new folder each time.
"""
import os
import subprocess
import sys
import time


def once(command):
    start = time.monotonic()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    wall = time.monotonic() - start
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode != 0:
        sys.exit(f"measured.py: exit code {child.returncode}: {' '.join(command)}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    command = sys.argv[1:]
    repetitions = 1
    if command[:1] == ["-n"]:
        repetitions = int(command[1])
        command = command[2:]
    runs = [once([word.replace("{nth}", str(nth)) for word in command]) for nth in range(repetitions)]
    wall, processor, peak = (sorted(column)[repetitions // 2] for column in zip(*runs))
    print(f"{wall:.3f}\t{processor:.3f}\t{peak:.0f}")


if __name__ == "__main__":
    main()
