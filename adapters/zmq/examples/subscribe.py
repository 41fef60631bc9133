#!/usr/bin/python3
"""Follows a run's event stream and checks that nothing is missing.

    rmbsim run SCENARIO --publish tcp://127.0.0.1:5556 --await-subscribers 1 &
    adapters/zmq/examples/subscribe.py tcp://127.0.0.1:5556 --record events.jsonl

Exit code 0 only if every record from 1 to the end record arrived, in order. With --topic, which
leaves records out by choice, only the order is checked. Needs Debian's python3-zmq.
"""
import argparse
import collections
import json
import sys

import zmq


def main() -> int:
    options = arguments()
    socket = zmq.Context.instance().socket(zmq.SUB)
    socket.setsockopt(zmq.RCVTIMEO, int(options.timeout * 1000))
    for topic in options.topic or ["rmbsim."]:
        socket.setsockopt_string(zmq.SUBSCRIBE, topic)
    if options.topic:
        socket.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.end")
    socket.connect(options.endpoint)

    record = open(options.record, "wb") if options.record else None
    kinds: collections.Counter[str] = collections.Counter()
    last = 0
    gaps = 0
    while not kinds["end"]:
        try:
            _topic, payload = socket.recv_multipart()
        except zmq.Again:
            print(f"nothing for {options.timeout:g} s; last seq {last}", file=sys.stderr)
            return 1
        if record:
            record.write(payload)
        for line in payload.splitlines():
            event = json.loads(line)
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
    parser.add_argument("--timeout", type=float, default=60.0, metavar="SECONDS",
                        help="give up after so long without a message (60)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
