#!/usr/bin/python3
"""Hands payments in to a live run and waits until each has its answer.

    rmbsim serve SCENARIO --command tcp://127.0.0.1:5557 --pace 60 &
    adapters/zmq/examples/submit.py tcp://127.0.0.1:5557 --rail rtgs --payer a --payee b --amount 12.50
    adapters/zmq/examples/submit.py tcp://127.0.0.1:5557 --file payments.jsonl --acks answers.jsonl

A file holds one payment a line, as JSON (adapters/live/README.md lists the fields). Payments without an
answer are sent again, after `busy` and after a restart of the run: a payment that was taken already is
told as a duplicate and is not booked twice. Exit code 0 when every payment has an answer and none was
refused. Needs Debian's python3-zmq.
"""
import argparse
import collections
import json
import pathlib
import sys
import time
import uuid

import zmq


def main() -> int:
    options = arguments()
    waiting = {str(at): payment for at, payment in enumerate(payments_of(options))}
    socket = connected(options)
    acks = open(options.acks, "a", encoding="utf-8") if options.acks else None
    to_send = collections.deque(waiting)
    on_the_way: set[str] = set()
    found: collections.Counter[str] = collections.Counter()
    refused = 0
    last_heard = time.monotonic()
    last_answer = last_heard
    while waiting:
        while to_send and len(on_the_way) < options.window:
            at = to_send.popleft()
            if at not in waiting:
                continue
            socket.send(json.dumps({"v": 1, "command": "submit", "id": at,
                                    "payment": waiting[at]}).encode())
            on_the_way.add(at)
        if socket.poll(200):
            answer = json.loads(socket.recv_multipart()[-1])
            last_heard = time.monotonic()
            at = answer["id"]
            on_the_way.discard(at)
            if answer["status"] == "busy":
                to_send.append(at)
                time.sleep(0.005)
                continue
            if at not in waiting:  # answered before: it had been sent twice
                continue
            last_answer = last_heard
            del waiting[at]
            if acks:
                acks.write(json.dumps(answer) + "\n")
                acks.flush()
            for payment in answer.get("payments") or [{"status": answer["reason"]}]:
                found["duplicate" if payment.get("duplicate_of") else payment["status"]] += 1
            refused += answer["status"] != "ok"
        elif time.monotonic() - last_heard > options.resend:
            last_heard = time.monotonic()
            to_send.extend(sorted(on_the_way, key=int))  # the run may have been restarted
            on_the_way.clear()
        if time.monotonic() - last_answer > options.timeout:
            print(f"no answer for {options.timeout:g} s; {len(waiting)} payments are without one",
                  file=sys.stderr)
            return 1
    print(", ".join(f"{status} {count}" for status, count in sorted(found.items())) or "nothing")
    return 1 if refused else 0


def connected(options: argparse.Namespace) -> zmq.Socket:
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.setsockopt(zmq.LINGER, 0)
    socket.setsockopt(zmq.RECONNECT_IVL_MAX, 500)
    if options.server_key:
        pair = json.loads(pathlib.Path(options.client_keys).read_text(encoding="utf-8"))
        socket.curve_publickey, socket.curve_secretkey = (key.encode() for key in pair)
        socket.curve_serverkey = options.server_key.encode()
    socket.connect(options.endpoint)
    return socket


def payments_of(options: argparse.Namespace) -> list[dict]:
    if options.file:
        with open(options.file, encoding="utf-8") as lines:
            return [json.loads(line) for line in lines if line.strip()]
    made = []
    for _ in range(options.count):
        made.append({"sender": options.sender, "reference": options.reference or str(uuid.uuid4()),
                     "rail": options.rail, "payer": options.payer, "payee": options.payee,
                     "currency": options.currency, "amount": options.amount})
    return made


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Hands payments in to a live run.")
    parser.add_argument("endpoint", help="as given to rmbsim serve --command")
    parser.add_argument("--file", help="payments, one JSON object a line")
    parser.add_argument("--sender", default="example")
    parser.add_argument("--reference", help="the sender's own; made up when not given")
    parser.add_argument("--rail", default="rtgs")
    parser.add_argument("--payer", default="a")
    parser.add_argument("--payee", default="b")
    parser.add_argument("--currency", default="CNY")
    parser.add_argument("--amount", default="1.00", help="decimal text")
    parser.add_argument("--count", type=int, default=1, help="so many of them (1)")
    parser.add_argument("--acks", metavar="FILE", help="append the answers there, one JSON a line")
    parser.add_argument("--window", type=int, default=200, help="payments on the way at once (200)")
    parser.add_argument("--resend", type=float, default=2.0, metavar="SECONDS",
                        help="send again what has no answer after so long (2)")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS",
                        help="give up after so long without an answer (60)")
    parser.add_argument("--server-key", help="the run's public CURVE key, beyond this machine")
    parser.add_argument("--client-keys", help="JSON file: [public, secret] of this client")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
