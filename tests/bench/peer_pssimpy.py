"""The model of PSSimPy's BasicSim (See, Shobri and Garcia, ICIS 2024), written anew for a rate to stand beside
settlement_bench.cpp: it is not PSSimPy, and none of its code is here.

What it keeps of that simulator, as its published source does it: a day of 15-minute windows in SimPy from 08:00
to 17:00; in each window every payment of the day is looked at, and its time of day, a text, is parsed and compared
with the window's begin and end, also texts; every account walks the window's payments for its own; the queue is
first in, first out, lets go what its payer's balance covers when the window begins, and keeps the rest; settled
payments, queue, balances and fees are appended to CSV files, a row each. No credit is lent.

What differs: 200 accounts draw their payments as settlement_bench.cpp does, over the minutes of a day.

Prints one line for tests/bench/run: the name and payments a second of processor time.
"""
import csv
import os
import tempfile
import time
from datetime import datetime, timedelta

PARTICIPANTS = 200
PAYMENTS = 2_000
OPEN, CLOSE = "08:00", "17:00"
WINDOW = 15
MINUTES = 540


def instant(text):
    return datetime.strptime(text, "%H:%M")


def later(one, other, or_equal):
    first, second = instant(one).time(), instant(other).time()
    return first >= second if or_equal else first > second


def plus_minutes(text, minutes):
    return (instant(text) + timedelta(minutes=minutes)).strftime("%H:%M")


class Draws:
    def __init__(self):
        self.state = 1

    def below(self, bound):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & ((1 << 64) - 1)
        return (self.state >> 33) % bound


class Account:
    def __init__(self, name, balance):
        self.name = name
        self.balance = balance
        self.paid, self.received = set(), set()


class Payment:
    def __init__(self, payer, payee, minor, at):
        self.payer, self.payee, self.minor, self.time = payer, payee, minor, at
        self.settled = None


class Day:
    def __init__(self, folder):
        self.folder = folder
        draws = Draws()
        self.accounts = [Account(f"acc{i}", PAYMENTS * 500_000 // PARTICIPANTS // 50) for i in range(PARTICIPANTS)]
        self.payments = set()
        for nth in range(PAYMENTS):
            payer = draws.below(PARTICIPANTS)
            payee = (payer + 1 + draws.below(PARTICIPANTS - 1)) % PARTICIPANTS
            minor = 1 + draws.below(1_000_000)
            at = plus_minutes(OPEN, nth * MINUTES // PAYMENTS)
            self.payments.add(Payment(self.accounts[payer], self.accounts[payee], minor, at))
        self.queue = []

    def log(self, name, rows):
        with open(os.path.join(self.folder, name), "a", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows(rows)

    def in_window(self, begin, end):
        return {payment for payment in self.payments
                if later(payment.time, begin, True) and not later(payment.time, end, False)}

    def window(self, now):
        begin = plus_minutes(OPEN, now)
        entering = self.in_window(begin, plus_minutes(begin, WINDOW - 1))
        for account in self.accounts:
            account.paid.update({payment for payment in entering if payment.payer.name == account.name})
            account.received.update({payment for payment in entering if payment.payee.name == account.name})
        self.queue.extend(entering)
        passing = [payment for payment in self.queue if payment.payer.balance - payment.minor >= 0]
        for payment in passing:
            self.queue.remove(payment)
        for payment in passing:
            payment.payer.balance -= payment.minor
            payment.payee.balance += payment.minor
            payment.settled = begin
        self.log("payments.csv", [(begin, p.payer.name, p.payee.name, p.minor, "Success") for p in passing])
        self.log("queue.csv", [(begin, len(self.queue), sum(p.minor for p in self.queue))])
        self.log("balances.csv", [(begin, account.name, account.balance) for account in self.accounts])
        self.log("fees.csv", [(p.payer.name, begin, 0) for p in passing])


def run_simpy_3(day):
    import simpy

    environment = simpy.Environment()

    def windows():
        while True:
            day.window(environment.now)
            yield environment.timeout(WINDOW)

    environment.process(windows())
    environment.run(until=MINUTES)


def run_simpy_2(day):
    from SimPy import Simulation as simulation

    world = simulation.Simulation()

    class Windows(simulation.Process):
        def act(self):
            while True:
                day.window(int(self.sim.now()))
                yield simulation.hold, self, WINDOW

    world.initialize()
    windows = Windows(sim=world)
    world.activate(windows, windows.act())
    world.simulate(until=MINUTES - 1)


def runner():
    try:
        import simpy  # noqa: F401

        return run_simpy_3
    except ImportError:
        pass
    try:
        import SimPy  # noqa: F401

        return run_simpy_2
    except ImportError:
        raise SystemExit("SimPy is missing: apt-get install python3-simpy") from None


def main():
    run = runner()
    rates = []
    for _ in range(3):
        with tempfile.TemporaryDirectory() as folder:
            day = Day(folder)
            start = time.thread_time()
            run(day)
            rates.append(PAYMENTS / (time.thread_time() - start))
    print(f"pssimpy_model\t{sorted(rates)[1]:.0f}")


if __name__ == "__main__":
    main()
