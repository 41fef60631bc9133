#!/usr/bin/python3
"""A live day takes payments from outside, loses nothing that it has acknowledged, and can be replayed.

    live_test.py BINARY SOURCE_DIR [TEST…]     registered with ctest in sources.cmake
"""
import http.client
import json
import os
import pathlib
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

import zmq

BINARY = ""
SOURCE = pathlib.Path(__file__).parents[2]
SUBMIT = SOURCE / "adapters/zmq/examples/submit.py"
PATIENCE_S = 120
PAYMENTS = 10_000

SCENARIO = """
scenario: live-desk
title: {en: A desk of two banks, zh: 两家银行的清算台}
period: {from: 2026-11-23, to: 2026-11-24}
banks:
  - {id: a, name: {en: Bank A, zh: 甲银行}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
  - {id: b, name: {en: Bank B, zh: 乙银行}, jurisdiction: CN, calendar: CN, time_zone: Asia/Shanghai}
rails:
  - id: rtgs
    kind: settlement
    rules: rtgs-plain
    currency: CNY
    calendars: [CN]
    time_zone: Asia/Shanghai
    hours: "09:00-17:00"
    participants:
      - {bank: a, balance: 50000000.00}
      - {bank: b, balance: 50000000.00}
"""
MESSAGE = """<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08"><FIToFICstmrCdtTrf><GrpHdr>
<MsgId>M-1</MsgId><CreDtTm>2026-11-23T09:00:00+08:00</CreDtTm><NbOfTxs>1</NbOfTxs>
<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr><CdtTrfTxInf><PmtId><EndToEndId>E-1</EndToEndId></PmtId>
<IntrBkSttlmAmt Ccy="CNY">7.50</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-23</IntrBkSttlmDt><ChrgBr>SHAR</ChrgBr>
<InstgAgt><FinInstnId><ClrSysMmbId><MmbId>a</MmbId></ClrSysMmbId></FinInstnId></InstgAgt>
<InstdAgt><FinInstnId><ClrSysMmbId><MmbId>b</MmbId></ClrSysMmbId></FinInstnId></InstdAgt>
<Dbtr><Nm>D</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>DDDDCNBJ</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>CCCCCNBJ</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>C</Nm></Cdtr></CdtTrfTxInf>
</FIToFICstmrCdtTrf></Document>"""
OPENING = "2026-11-23T09:00:00+08:00"


def payment(reference: str, **other: object) -> dict:
    return {"sender": "test", "reference": reference, "rail": "rtgs", "payer": "a", "payee": "b",
            "currency": "CNY", "amount": "1.00"} | other


class Live:
    """A server under test and a client of its command socket."""

    def __init__(self, test: unittest.TestCase, *arguments: str, cwd: pathlib.Path) -> None:
        self.process = subprocess.Popen([BINARY, "serve", *arguments], cwd=cwd, text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        test.addCleanup(self.close)
        self.said = ""
        self.endpoint = self.address = ""
        while "serving " not in self.said:
            line = self.process.stderr.readline()
            if not line:
                raise AssertionError(f"did not start: {self.said}")
            self.said += line
        for word in self.said.replace(";", " ").split():
            if word.startswith("tcp://"):
                self.endpoint = word
            if word.startswith("http://"):
                self.address = word.removeprefix("http://")
        self.socket = self.client() if self.endpoint else None

    def client(self) -> zmq.Socket:
        made = zmq.Context.instance().socket(zmq.DEALER)
        made.setsockopt(zmq.LINGER, 0)
        made.setsockopt(zmq.RCVHWM, 0)
        made.setsockopt(zmq.SNDHWM, 0)
        made.setsockopt(zmq.RCVTIMEO, PATIENCE_S * 1000)
        made.connect(self.endpoint)
        return made

    def ask(self, command: str, **fields: object) -> dict:
        self.socket.send(json.dumps({"v": 1, "command": command} | fields).encode())
        return json.loads(self.socket.recv_multipart()[-1])

    def submit(self, reference: str, **other: object) -> dict:
        return self.ask("submit", payment=payment(reference, **other))

    def http(self, method: str, path: str, body: object = None,
             headers: dict[str, str] | None = None) -> tuple[int, dict]:
        link = http.client.HTTPConnection(self.address, timeout=PATIENCE_S)
        data = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        link.request(method, path, data,
                     headers if headers is not None else {"Content-Type": "application/json"})
        answer = link.getresponse()
        text = answer.read()
        link.close()
        return answer.status, json.loads(text)

    def end(self) -> tuple[int, str]:
        output, errors = self.process.communicate(timeout=PATIENCE_S)
        return self.process.returncode, output + errors

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()
        if self.socket:
            self.socket.close(0)


class LiveDay(unittest.TestCase):
    def setUp(self) -> None:
        holder = tempfile.TemporaryDirectory(prefix="rmbsim-live-")
        self.addCleanup(holder.cleanup)
        self.folder = pathlib.Path(holder.name)
        (self.folder / "desk.yaml").write_text(SCENARIO, encoding="utf-8")

    def serve(self, *options: str, what: str = "desk.yaml") -> Live:
        if "--command" not in options and "--http" not in options:
            options = ("--command", "tcp://127.0.0.1:*", *options)
        if what == "desk.yaml" and "--out" not in options:
            options = ("--out", "day", *options)
        return Live(self, what, *options, cwd=self.folder)

    def rmbsim(self, *arguments: str) -> tuple[int, str]:
        done = subprocess.run([BINARY, *arguments], cwd=self.folder, capture_output=True, text=True,
                              timeout=PATIENCE_S, check=False)
        return done.returncode, done.stdout + done.stderr

    def assert_replayed(self, run: str = "day") -> None:
        code, said = self.rmbsim("replay", run)
        self.assertEqual(code, 0, said)
        self.assertIn("digest and the root meet", said)

    def inputs(self, folder: str = "day") -> list[tuple]:
        journal = sqlite3.connect(self.folder / folder / "journal.sqlite")
        rows = journal.execute("SELECT id, time_ms, sender, reference, minor, text_sha256 "
                               "FROM input_log ORDER BY id").fetchall()
        journal.close()
        return rows

    # --- a day

    def test_a_payment_is_admitted_settled_logged_and_replayed(self) -> None:
        live = self.serve("--pace", "step")
        self.assertEqual(live.ask("hello")["scenario"], "live-desk")
        self.assertEqual(live.ask("advance", to=OPENING)["time"], "2026-11-23T01:00:00.000Z")
        first = live.submit("R-1", amount="12.50")
        self.assertEqual((first["payments"][0]["status"], first["payments"][0]["payment"]),
                         ("settled", "P-1"), first)
        again = live.submit("R-1", amount="12.50")["payments"][0]
        self.assertEqual((again["status"], again["duplicate_of"], again["payment"]),
                         ("settled", 1, first["payments"][0]["payment"]))
        stranger = live.submit("R-2", payee="nobody")
        self.assertEqual((stranger["status"], stranger["reason"]), ("rejected", "unknown_payee"))
        rail = live.submit("R-3", rail="swift")
        self.assertEqual((rail["status"], rail["reason"]), ("rejected", "unknown_rail"))
        wrong = live.submit("R-4", amount=12.5)
        self.assertEqual((wrong["status"], wrong["faults"][0]["field"]), ("error", "amount"))
        self.assertEqual(live.ask("status")["inputs"], 2)
        accounts = live.ask("snapshot")["accounts"]
        self.assertTrue(any(row["balance"].lstrip("-") == "50000012.50" for row in accounts), accounts)
        self.assertEqual(live.ask("stop")["status"], "ok")
        code, said = live.end()
        self.assertEqual(code, 0, said)
        self.assertEqual([row[2:5] for row in self.inputs()],
                         [("test", "R-1", 1250), ("test", "R-1", 1250)])
        for name in ("manifest.json", "result.json", "timing.json", "report.html"):
            self.assertTrue((self.folder / "day" / name).exists(), name)
        self.assertEqual(self.rmbsim("audit", "day")[0], 0)
        self.assert_replayed()

    def test_the_same_words_go_over_http(self) -> None:
        live = self.serve("--http", "127.0.0.1:0", "--pace", "step")
        status, answer = live.http("POST", "/clock/advance", {"to": OPENING})
        self.assertEqual(status, 200, answer)
        status, answer = live.http("POST", "/payments", payment("R/1"))
        self.assertEqual((status, answer["payments"][0]["status"]), (200, "settled"), answer)
        status, answer = live.http("GET", "/payments/R%2F1")
        self.assertEqual((status, answer["payments"][0]["number"]), (200, 1))
        self.assertEqual(live.http("GET", "/payments/R-2")[0], 404)
        self.assertEqual(live.http("POST", "/payments", payment("R-2", payee="nobody"))[0], 422)
        self.assertEqual(live.http("POST", "/payments", b"{")[0], 400)
        self.assertEqual(live.http("POST", "/payments", b"x" * (1 << 20) + b"x")[0], 413)
        self.assertEqual(live.http("POST", "/payments", b"x" * 10_000_000)[0], 413)
        self.assertEqual(live.http("POST", "/payments", b"{}", {"Content-Type": "text/plain"})[0], 415)
        self.assertEqual(live.http("GET", "/status", None, {"Origin": "http://example.com"})[0], 403)
        self.assertEqual(live.http("PUT", "/status")[0], 405)
        self.assertEqual(live.http("POST", "/clock/pause")[1]["paused"], True)
        self.assertEqual(live.http("POST", "/clock/resume")[1]["paused"], False)
        self.assertEqual(live.http("GET", "/status")[1]["inputs"], 1)
        with socket.create_connection(live.address.split(":")) as raw:
            raw.sendall(b"\x16\x03\x01 this is no HTTP\r\n\r\n")
            self.assertIn(b" 400 ", raw.recv(4096))
        live.process.terminate()
        code, said = live.end()
        self.assertEqual(code, 0, said)
        self.assert_replayed()

    def test_a_payment_message_goes_through_both_doors_and_is_booked_once(self) -> None:
        live = self.serve("--command", "tcp://127.0.0.1:*", "--http", "127.0.0.1:0", "--pace", "step")
        live.ask("advance", to=OPENING)
        live.socket.send(MESSAGE.encode())
        answer = json.loads(live.socket.recv_multipart()[-1])
        self.assertEqual(answer["payments"][0]["status"], "settled", answer)
        self.assertEqual(answer["payments"][0]["reference"], "E-1")
        status, again = live.http("POST", "/payments", MESSAGE.encode(),
                                  {"Content-Type": "application/xml"})
        self.assertEqual((status, again["payments"][0]["duplicate_of"]), (200, 1), again)
        status, wrong = live.http("POST", "/payments", MESSAGE.replace("7.50", "7.505").encode(),
                                  {"Content-Type": "application/xml"})
        self.assertEqual((status, wrong["reason"]), (400, "malformed_message"), wrong)
        self.assertEqual(live.ask("submit", text=MESSAGE)["payments"][0]["duplicate_of"], 1)
        live.ask("stop")
        self.assertEqual(live.end()[0], 0)
        self.assert_replayed()

    def test_the_period_ends_by_itself_and_the_run_is_finished(self) -> None:
        live = self.serve("--pace", "max", "--paused")
        live.submit("R-1")
        live.ask("resume")
        code, said = live.end()
        self.assertEqual(code, 0, said)
        self.assertEqual(len(self.inputs()), 1)
        self.assert_replayed()

    # --- killed, restarted, replayed

    def test_nothing_acknowledged_is_lost_by_a_kill_and_replay_meets_the_digest(self) -> None:
        payments = [payment(f"R-{n}", amount=f"{1 + n % 97}.{n % 100:02}",
                            payer="ab"[n % 2], payee="ba"[n % 2]) for n in range(PAYMENTS)]
        (self.folder / "payments.jsonl").write_text(
            "".join(json.dumps(p) + "\n" for p in payments), encoding="utf-8")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            endpoint = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        live = self.serve("--command", endpoint, "--pace", "60")
        live.ask("advance", to=OPENING)
        acks = self.folder / "acks.jsonl"
        client = subprocess.Popen(
            [sys.executable, str(SUBMIT), endpoint, "--file", str(self.folder / "payments.jsonl"),
             "--acks", str(acks), "--resend", "1"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(client.stdout.close)
        self.addCleanup(client.kill)
        while not acks.exists() or acks.read_bytes().count(b"\n") < PAYMENTS // 2:
            self.assertIsNone(live.process.poll())
            time.sleep(0.01)
        live.kill()
        acknowledged = [json.loads(line) for line in acks.read_text().splitlines()]
        self.assertLess(len(acknowledged), PAYMENTS)
        self.assertTrue((self.folder / "day.partial").exists())
        code, said = self.rmbsim("replay", "day.partial")
        self.assertEqual(code, 0, said)

        live = self.serve("--command", endpoint, "--pace", "60", what="day")
        self.assertGreaterEqual(live.ask("status")["inputs"], len(acknowledged))
        output, _ = client.communicate(timeout=PATIENCE_S)
        self.assertEqual(client.returncode, 0, output)
        live.ask("stop")
        code, said = live.end()
        self.assertEqual(code, 0, said)

        self.assertEqual([name for name in os.listdir(self.folder / "day") if "journal" in name],
                         ["journal.sqlite"])
        logged = {row[0]: row for row in self.inputs()}
        answers = [json.loads(line) for line in acks.read_text().splitlines()]
        self.assertEqual(len(answers), PAYMENTS)
        for answer in answers:
            told = answer["payments"][0]
            row = logged[told["number"]]
            self.assertEqual((row[2], row[3]), (told["sender"], told["reference"]))
            self.assertIn(told["status"], ("settled", "queued"))
        firsts = {row[3]: row[0] for row in sorted(logged.values(), reverse=True)}
        self.assertEqual(len(firsts), PAYMENTS)
        self.assertEqual(self.rmbsim("audit", "day")[0], 0)
        self.assert_replayed()

    def test_a_run_is_kept_over_night_and_gone_on_with(self) -> None:
        live = self.serve("--pace", "step")
        live.ask("advance", to=OPENING)
        live.submit("R-1")
        live.ask("advance", to="2026-11-24T00:30:00+08:00")
        time_before = live.ask("status")["time"]
        live.ask("stop", keep=True)
        code, said = live.end()
        self.assertEqual(code, 0, said)
        self.assertIn("rmbsim serve day", said)
        live = self.serve("--pace", "step", what="day.partial")
        self.assertLessEqual(live.ask("status")["time"], time_before)
        self.assertEqual(live.submit("R-1")["payments"][0]["duplicate_of"], 1)
        live.ask("advance", to="2026-11-24T10:00:00+08:00")
        self.assertEqual(live.submit("R-2")["payments"][0]["status"], "settled")
        live.ask("stop")
        self.assertEqual(live.end()[0], 0)
        self.assertFalse((self.folder / "day.partial").exists())
        self.assert_replayed()

    def test_a_second_server_of_one_run_is_refused(self) -> None:
        live = self.serve("--pace", "step")
        code, said = self.rmbsim("serve", "day", "--command", "tcp://127.0.0.1:*")
        self.assertEqual(code, 3, said)
        self.assertIn("another program has it open", said)
        self.assertEqual(live.ask("status")["status"], "ok")

    def test_replay_tells_what_has_changed(self) -> None:
        live = self.serve("--pace", "step")
        live.ask("advance", to=OPENING)
        live.submit("R-1")
        live.ask("stop")
        self.assertEqual(live.end()[0], 0)
        journal = sqlite3.connect(self.folder / "day/journal.sqlite")
        journal.executescript("DROP TRIGGER input_log_no_UPDATE; UPDATE input_log SET minor = 7;")
        journal.close()
        code, said = self.rmbsim("replay", "day")
        self.assertEqual(code, 1, said)
        self.assertIn("day 2026-11-23: stored sha256:", said)
        (self.folder / "desk.yaml").write_text(SCENARIO + "# more\n", encoding="utf-8")
        code, said = self.rmbsim("replay", "day")
        self.assertEqual(code, 2, said)
        self.assertIn("desk.yaml:1:1: error: the file is not the one", said)

    def test_an_ordinary_run_is_replayed_too(self) -> None:
        for name, store in (("stored", ()), ("digest-only", ("--store", "none"))):
            code, said = self.rmbsim("run", "desk.yaml", "--out", name, "--quiet", *store)
            self.assertEqual(code, 0, said)
            self.assert_replayed(name)
        live = self.serve("--pace", "max", "--out", "alive")
        self.assertEqual(live.end()[0], 0)
        digests = [json.loads((self.folder / name / "result.json").read_text())["digest"]
                   for name in ("stored", "alive")]
        self.assertEqual(digests[0], digests[1])  # nobody has handed anything in
        code, said = self.rmbsim("replay", "stored", "--to", "2026-11-24T12:00:00+08:00")
        self.assertEqual(code, 0, said)
        self.assertIn("1 of 2 days", said)

    # --- bad guests

    def test_malformed_frames_are_answered_and_change_nothing(self) -> None:
        live = self.serve("--pace", "step")
        for frames, reason in (([b""], "malformed_frame"), ([b"a", b"b", b"c"], "malformed_frame"),
                               ([b"", b"", b"{}"], "malformed_frame"), ([b"\xff\xfe"], "malformed_json"),
                               ([b"[" * 100_000], "nested_too_deep"),
                               ([b'{"command":"format"}'], "unknown_command"),
                               ([b" " * 10_000_000], "message_too_large"),
                               ([b" " * (1 << 20) + b" "], "message_too_large")):
            live.socket.send_multipart(frames)
            answer = json.loads(live.socket.recv_multipart()[-1])
            self.assertEqual(answer["reason"], reason, answer)
        request = zmq.Context.instance().socket(zmq.REQ)
        self.addCleanup(request.close, 0)
        request.setsockopt(zmq.RCVTIMEO, PATIENCE_S * 1000)
        request.connect(live.endpoint)
        request.send(b'{"command":"status"}')
        self.assertEqual(json.loads(request.recv())["inputs"], 0)
        huge = live.client()
        self.addCleanup(huge.close, 0)
        huge.send(b" " * (20 << 20))  # ZeroMQ closes this connection
        self.assertEqual(live.ask("status")["inputs"], 0)

    def test_a_flood_is_answered_to_the_last_frame(self) -> None:
        live = self.serve("--pace", "60")
        live.ask("advance", to=OPENING)
        flood = 15_000
        for n in range(flood):
            live.socket.send(json.dumps({"command": "submit", "id": n,
                                         "payment": payment(f"F-{n}")}).encode())
        answers = [json.loads(live.socket.recv_multipart()[-1]) for _ in range(flood)]
        self.assertEqual({answer["id"] for answer in answers}, set(range(flood)))
        self.assertLessEqual({answer["status"] for answer in answers}, {"ok", "busy"})
        taken = sum(answer["status"] == "ok" for answer in answers)
        self.assertGreater(taken, 0)
        self.assertEqual(live.ask("status")["inputs"], taken)

    def test_connections_without_end_leave_the_port_working(self) -> None:
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        live = self.serve("--command", "tcp://127.0.0.1:*", "--http", "127.0.0.1:0")
        guests = []
        self.addCleanup(lambda: [guest.close() for guest in guests])
        for address in (live.endpoint.removeprefix("tcp://"), live.address):
            host, port = address.split(":")
            for n in range(min(5_000, hard // 2 - 100)):
                guest = socket.socket()
                guest.setblocking(False)
                guest.connect_ex((host, int(port)))
                guests.append(guest)
        for guest in guests[::7]:
            try:
                guest.send(b"\x00\xff garbage \r\n" * 3)
            except OSError:
                pass
        self.assertEqual(live.submit("R-1")["status"], "ok")
        for guest in guests:
            guest.close()
        for _ in range(200):  # until the closed ones are gone
            try:
                self.assertEqual(live.http("GET", "/status")[0], 200)
                break
            except OSError:
                time.sleep(0.05)
        else:
            self.fail("HTTP did not come back")

    def test_beyond_this_machine_both_doors_ask_for_keys(self) -> None:
        for options in (("--command", "tcp://0.0.0.0:5557"), ("--http", "0.0.0.0:8057"),
                        ("--command", "tcp://*:5557"), ("--http", "nonsense")):
            code, said = self.rmbsim("serve", "desk.yaml", *options)
            self.assertEqual(code, 2, said)
            self.assertNotIn("day", os.listdir(self.folder))
        server_public, server_secret = zmq.curve_keypair()
        public, secret = zmq.curve_keypair()
        keys = self.folder / "keys"
        keys.write_text(f"secret {server_secret.decode()}\nclient {public.decode()}\n"
                        "token 0123456789abcdef\n")
        keys.chmod(0o600)
        live = self.serve("--command", "tcp://0.0.0.0:*", "--http", "0.0.0.0:0", "--keys", "keys")
        port = live.endpoint.rsplit(":", 1)[1]
        live.address = f"127.0.0.1:{live.address.rsplit(':', 1)[1]}"

        def client(pair: tuple[bytes, bytes] | None) -> zmq.Socket:
            made = zmq.Context.instance().socket(zmq.DEALER)
            self.addCleanup(made.close, 0)
            made.setsockopt(zmq.LINGER, 0)
            if pair:
                made.curve_publickey, made.curve_secretkey = pair
                made.curve_serverkey = server_public
            made.connect(f"tcp://127.0.0.1:{port}")
            made.send(b'{"command":"status"}')
            return made

        known = client((public, secret))
        self.assertTrue(known.poll(PATIENCE_S * 1000))
        self.assertEqual(json.loads(known.recv())["status"], "ok")
        for pair in (zmq.curve_keypair(), None):
            self.assertFalse(client(pair).poll(300))
        self.assertEqual(live.http("GET", "/status")[0], 401)
        self.assertEqual(live.http("GET", "/status", None,
                                   {"Authorization": "Bearer 0123456789abcdef"})[0], 200)

    # --- what others stand on

    def test_the_examples_hand_payments_in(self) -> None:
        live = self.serve("--pace", "step")
        live.ask("advance", to=OPENING)
        done = subprocess.run([sys.executable, str(SUBMIT), live.endpoint, "--count", "3"],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual((done.returncode, done.stdout), (0, "settled 3\n"), done.stderr)
        done = subprocess.run([sys.executable, str(SUBMIT), live.endpoint, "--payee", "nobody"],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual((done.returncode, done.stdout), (1, "rejected 1\n"), done.stderr)
        program = os.environ.get("RMBSIM_EXAMPLE_SUBMIT")
        if program:
            for expected in ('"duplicate_of": null', '"duplicate_of": 4'):
                done = subprocess.run([program, live.endpoint, "rtgs", "a", "b", "CNY", "2.50", "C-1"],
                                      capture_output=True, text=True, timeout=PATIENCE_S, check=False)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertIn(expected, done.stdout)

    def test_a_missed_range_of_the_stream_is_handed_out(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            stream = f"tcp://127.0.0.1:{probe.getsockname()[1]}"
        subscriber = zmq.Context.instance().socket(zmq.SUB)
        self.addCleanup(subscriber.close, 0)
        subscriber.setsockopt(zmq.RCVTIMEO, PATIENCE_S * 1000)
        subscriber.setsockopt_string(zmq.SUBSCRIBE, "rmbsim.")
        subscriber.connect(stream)
        live = self.serve("--pace", "step", "--publish", stream, "--await-subscribers", "1")
        live.ask("advance", to=OPENING)
        live.submit("R-1")
        last = live.ask("status")["last_seq"]
        self.assertGreater(last, 0)
        heard = []
        while not heard or heard[-1]["seq"] < last:
            heard += [json.loads(line) for line in subscriber.recv_multipart()[1].splitlines()]
        self.assertEqual(live.ask("range", **{"from": 1, "to": last})["records"], heard)

    def test_a_taken_port_is_told_and_leaves_no_folder_behind(self) -> None:
        with socket.socket() as holder:
            holder.bind(("127.0.0.1", 0))
            holder.listen()
            port = holder.getsockname()[1]
            for options in (("--command", f"tcp://127.0.0.1:{port}"), ("--http", f"127.0.0.1:{port}")):
                code, said = self.rmbsim("serve", "desk.yaml", "--out", "taken", *options)
                self.assertEqual(code, 3, said)
                self.assertIn(options[0], said)
        self.assertEqual(sorted(os.listdir(self.folder)), ["desk.yaml"])


if __name__ == "__main__":
    BINARY = sys.argv[1]
    SOURCE = pathlib.Path(sys.argv[2])
    unittest.main(argv=sys.argv[:1] + sys.argv[3:], verbosity=2)
