#!/usr/bin/python3
"""How long a payment waits for its answer on loopback, beside a bare ROUTER that echoes the same frames.

    tests/bench/bench_live.py build/release/rmbsim [COUNT]

Prints name<TAB>number lines: percentiles in ms of submit to answer, one payment on the way at a time and
200 of them, and payments a second; then the same of the echo. The answer comes after the payment has been
written to the input log, committed and settled.
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import time

import zmq

SCENARIO = (pathlib.Path(__file__).parents[1] / "e2e" / "live_test.py").read_text(
    encoding="utf-8").split('SCENARIO = """')[1].split('"""')[0]
OPENING = "2026-11-23T09:00:00+08:00"


def frame(n: int) -> bytes:
    return json.dumps({"v": 1, "command": "submit", "id": n, "payment": {
        "sender": "bench", "reference": f"B-{n}", "rail": "rtgs", "payer": "ab"[n % 2],
        "payee": "ba"[n % 2], "currency": "CNY", "amount": "1.00"}}).encode()


def measure(socket: zmq.Socket, first: int, count: int, window: int) -> tuple[list[float], float]:
    """Waiting times in ms, and answers a second."""
    frames = [frame(first + n) for n in range(count)]
    sent: list[float] = []
    waited: list[float] = []
    begin = time.perf_counter()
    while len(waited) < count:
        while len(sent) < count and len(sent) - len(waited) < window:
            socket.send(frames[len(sent)], copy=True)
            sent.append(time.perf_counter())
        socket.recv_multipart()
        waited.append(1000 * (time.perf_counter() - sent[len(waited)]))
    return sorted(waited), count / (time.perf_counter() - begin)


def dealer(endpoint: str) -> zmq.Socket:
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RCVTIMEO, 60_000)
    socket.connect(endpoint)
    return socket


def tell(name: str, socket: zmq.Socket, count: int) -> None:
    measure(socket, 0, 200, 1)  # warm
    for window, suffix in ((1, ""), (200, "_200")):
        waited, rate = measure(socket, 1000 + 1_000_000 * window, count, window)
        for percent in (50, 99):
            at = min(len(waited) - 1, len(waited) * percent // 100)
            print(f"{name}{suffix}_p{percent}_ms\t{waited[at]:.3f}")
        print(f"{name}{suffix}_per_s\t{rate:.0f}")


ECHO = """
import sys, zmq
router = zmq.Context.instance().socket(zmq.ROUTER)
router.bind("tcp://127.0.0.1:*")
print(router.getsockopt_string(zmq.LAST_ENDPOINT), flush=True)
while True:
    router.send_multipart(router.recv_multipart())
"""


def main() -> int:
    binary = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 5_000
    with tempfile.TemporaryDirectory(prefix="rmbsim-bench-live-") as holder:
        (pathlib.Path(holder) / "desk.yaml").write_text(SCENARIO, encoding="utf-8")
        server = subprocess.Popen(
            [binary, "serve", "desk.yaml", "--command", "tcp://127.0.0.1:*", "--pace", "60",
             "--out", "day"], cwd=holder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            line = ""
            while "commands at " not in line:
                line = server.stderr.readline()
            socket = dealer(line.split("commands at ")[1].split(";")[0].strip())
            socket.send(json.dumps({"command": "advance", "to": OPENING}).encode())
            socket.recv_multipart()
            tell("live", socket, count)
        finally:
            server.kill()
            server.wait()
            server.stderr.close()
    peer = subprocess.Popen([sys.executable, "-c", ECHO], stdout=subprocess.PIPE, text=True)
    try:
        tell("echo", dealer(peer.stdout.readline().strip()), count)
    finally:
        peer.kill()
        peer.wait()
        peer.stdout.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
