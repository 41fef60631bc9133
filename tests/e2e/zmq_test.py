#!/usr/bin/python3
"""A run tells its whole story to a subscriber, and nobody who listens changes the run.

    zmq_test.py BINARY SCENARIO [TEST…]     registered with ctest in sources.cmake
"""
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import unittest

import zmq

BINARY = ""
SCENARIO = ""
SUBSCRIBER = pathlib.Path(__file__).parents[2] / "adapters/zmq/examples/subscribe.py"
PATIENCE_S = 240

# Takes one message, says so, and then takes no more: a recorder that hangs.
HANGING = """
import sys, zmq
socket = zmq.Context.instance().socket(zmq.SUB)
socket.setsockopt(zmq.RCVHWM, 1)
socket.setsockopt(zmq.RCVBUF, 4096)
socket.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.")
socket.connect(sys.argv[1])
socket.recv_multipart()
print("received", flush=True)
sys.stdin.read()
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def digest_of(folder: pathlib.Path) -> str:
    return json.loads((folder / "result.json").read_text())["digest"]


class EventStream(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory(prefix="rmbsim-zmq-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        self.endpoint = f"tcp://127.0.0.1:{free_port()}"

    def start(self, name: str, *options: str) -> subprocess.Popen:
        run = subprocess.Popen(
            [BINARY, "run", SCENARIO, "--out", str(self.folder / name), "--quiet", *options],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.addCleanup(run.stdout.close)
        self.addCleanup(run.wait)
        self.addCleanup(run.kill)
        return run

    def finish(self, run: subprocess.Popen) -> None:
        output, _ = run.communicate(timeout=PATIENCE_S)
        self.assertEqual(run.returncode, 0, output)

    def digest_alone(self) -> str:
        self.finish(self.start("alone"))
        return digest_of(self.folder / "alone")

    def test_a_subscriber_receives_every_record_and_the_digest_is_the_same(self) -> None:
        subscriber = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(subscriber.close, 0)
        subscriber.setsockopt(zmq.RCVTIMEO, PATIENCE_S * 1000)
        subscriber.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.")
        subscriber.connect(self.endpoint)
        run = self.start("heard", "--publish", self.endpoint, "--await-subscribers", "1")
        records = []
        while not records or records[-1]["kind"] != "end":
            topic, payload = subscriber.recv_multipart()
            lines = [json.loads(line) for line in payload.splitlines()]
            for record in lines:
                self.assertEqual(topic.decode(),
                                 f"rmbsim.{record['kind']}.{record['book'] or '-'}")
            records += lines
        self.finish(run)
        self.assertEqual([r["seq"] for r in records], list(range(1, len(records) + 1)))
        kinds = {record["kind"] for record in records}
        self.assertLessEqual({"entry", "clock", "end"}, kinds)
        self.assertEqual(digest_of(self.folder / "heard"), self.digest_alone())

    def test_the_example_subscriber_finds_the_stream_complete(self) -> None:
        record = self.folder / "events.jsonl"
        subscriber = subprocess.Popen(
            [sys.executable, str(SUBSCRIBER), self.endpoint, "--record", str(record)],
            stdout=subprocess.PIPE, text=True)
        self.addCleanup(subscriber.kill)
        self.finish(self.start("heard", "--publish", self.endpoint, "--await-subscribers", "1"))
        output, _ = subscriber.communicate(timeout=PATIENCE_S)
        self.assertEqual(subscriber.returncode, 0, output)
        self.assertIn(" 0 gaps", output)
        self.assertEqual(json.loads(record.read_bytes().splitlines()[-1])["kind"], "end")

    def test_the_binary_stream_tells_what_the_text_tells(self) -> None:
        def listen(program: list[str]) -> subprocess.Popen:
            listener = subprocess.Popen([*program, self.endpoint], stdout=subprocess.PIPE, text=True)
            self.addCleanup(listener.kill)
            return listener

        def said(listener: subprocess.Popen) -> str:
            output, _ = listener.communicate(timeout=PATIENCE_S)
            self.assertEqual(listener.returncode, 0, output)
            return output

        text = listen([sys.executable, str(SUBSCRIBER)])
        self.finish(self.start("text", "--publish", self.endpoint, "--await-subscribers", "1"))
        listeners = [listen([sys.executable, str(SUBSCRIBER), "--format", "binary"])]
        if in_cpp := os.environ.get("RMBSIM_EXAMPLE_SUBSCRIBE"):
            listeners.append(listen([in_cpp]))
        self.finish(self.start("bytes", "--publish", self.endpoint, "--stream-format", "binary", "--await-subscribers",
                               str(len(listeners))))
        as_text, as_bytes = said(text), said(listeners[0])
        self.assertEqual(as_bytes, as_text)  # the same count of every kind, and no gap
        for listener in listeners[1:]:
            self.assertEqual(said(listener), as_text.split()[0] + " records, 0 gaps, 0 entries out of balance\n")
        self.assertEqual(digest_of(self.folder / "bytes"), digest_of(self.folder / "text"))

    def test_a_subscriber_killed_on_the_way_changes_no_digest(self) -> None:
        subscriber = subprocess.Popen([sys.executable, "-c", HANGING, self.endpoint],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.addCleanup(subscriber.stdin.close)
        self.addCleanup(subscriber.stdout.close)
        self.addCleanup(subscriber.kill)
        run = self.start("killed", "--publish", self.endpoint, "--await-subscribers", "1")
        self.assertEqual(subscriber.stdout.readline(), "received\n")
        subscriber.kill()
        subscriber.wait()
        self.finish(run)
        self.assertEqual(digest_of(self.folder / "killed"), self.digest_alone())

    def test_a_taken_port_is_told_and_leaves_no_folder_behind(self) -> None:
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = holder.getsockname()[1]
            run = self.start("taken", "--publish", f"tcp://127.0.0.1:{port}")
            output, _ = run.communicate(timeout=PATIENCE_S)
        self.assertEqual(run.returncode, 3, output)
        self.assertIn(f"port {port} is taken (tcp://127.0.0.1:{port})", output)
        self.assertFalse((self.folder / "taken").exists())

    def test_an_endpoint_open_to_other_machines_is_refused(self) -> None:
        run = self.start("open", "--publish", f"tcp://0.0.0.0:{free_port()}")
        output, _ = run.communicate(timeout=PATIENCE_S)
        self.assertEqual(run.returncode, 2, output)
        self.assertIn("needs CURVE keys", output)
        self.assertFalse((self.folder / "open").exists())


if __name__ == "__main__":
    BINARY, SCENARIO = sys.argv[1:3]
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
