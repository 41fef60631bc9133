#!/usr/bin/python3
"""Follows a run's event stream and checks that nothing is missing.

    rmbsim run SCENARIO --publish tcp://127.0.0.1:5556 --await-subscribers 1 &
    adapters/zmq/examples/subscribe.py tcp://127.0.0.1:5556 --record events.jsonl

With `--stream-format binary` at the run, --format binary here: see adapters/zmq/encode_binary.hpp for the bytes.
Exit code 0 only if every record from 1 to the end record arrived, in order. With --topic, which
leaves records out by choice, only the order is checked. Needs Debian's python3-zmq.
"""
import argparse
import collections
import json
import struct
import sys

import zmq


HEAD = struct.Struct("<4sI")
RECORD = struct.Struct("<Qqqq4IiHBB")
POSTING = struct.Struct("<qII")
GOES_ON = 128


def of_binary(payload: bytes, names: dict) -> list[dict]:
    """The records of one batch, with the numbers that stand for names; `names` has those."""
    magic, count = HEAD.unpack_from(payload)
    if magic != b"RMB1":
        raise ValueError("not a batch of binary records")
    records, at = [], HEAD.size
    for _ in range(count):
        (seq, time_ms, amount, other, book, subject, rule, link, value_day, code, kind,
         postings) = RECORD.unpack_from(payload, at)
        at += RECORD.size
        lines = [POSTING.unpack_from(payload, at + i * POSTING.size)[:2] for i in range(postings % GOES_ON)]
        at += len(lines) * POSTING.size
        records.append({"seq": seq, "kind": names["kinds"][kind], "time_ms": time_ms, "amount": amount,
                        "other": other, "book": names["books"][book] if book < len(names["books"]) else None,
                        "subject": subject, "rule": rule, "link": link, "value_day": value_day, "code": code,
                        "more": postings >= GOES_ON,
                        "postings": [{"account": names["accounts"][account]["id"], "minor": minor}
                                     for minor, account in lines]})
    return records


def main() -> int:
    options = arguments()
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.setsockopt(zmq.RCVTIMEO, int(options.timeout * 1000))
    for topic in options.topic or ["rmbsim."]:
        socket.setsockopt_string(zmq.SUBSCRIBE, topic)
    if options.topic:
        socket.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.end")
        socket.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.names")
    socket.connect(options.endpoint)

    record = open(options.record, "wb") if options.record else None
    kinds: collections.Counter[str] = collections.Counter()
    last = 0
    gaps = 0
    names: dict = {}
    while not kinds["end"]:
        try:
            topic, payload = socket.recv_multipart()
        except zmq.Again:
            print(f"nothing for {options.timeout:g} s; last seq {last}", file=sys.stderr)
            return 1
        if topic.startswith(b"rmbsim.names"):
            names = json.loads(payload)
            continue
        if options.format == "binary":
            events = of_binary(payload, names)
        else:
            events = [json.loads(line) for line in payload.splitlines()]
        if record:
            record.write(payload if options.format == "json" else
                         b"".join(json.dumps(event, ensure_ascii=False).encode() + b"\n" for event in events))
        for event in events:
            kinds[event["kind"]] += 1
            if event["seq"] != last + 1 and (not options.topic or event["seq"] <= last):
                print(f"gap: seq {event['seq']} after {last}", file=sys.stderr)
                gaps += 1
            last = event["seq"]
    if record:
        record.close()
    found = ", ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))
    print(f"{sum(kinds.values())} records up to seq {last}, {gaps} gaps: {found}")
    return 1 if gaps else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Follows a run's event stream.")
    parser.add_argument("endpoint", help="as given to rmbsim run --publish")
    parser.add_argument("--record", metavar="FILE", help="write the records there, one JSON a line")
    parser.add_argument("--topic", action="append", help="such as rmbsim.limit; may be repeated")
    parser.add_argument("--format", choices=["json", "binary"], default="json",
                        help="as given to rmbsim run --stream-format")
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS",
                        help="give up after so long without a message (60)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
