"""The hold model of kernel_bench.cpp in SimPy: 10,000 processes, each of which waits a random time and
then makes a transfer between balances in a list, with floor check and an append to a journal.

Prints one line for tests/bench/run: the name and events a second of processor time.
"""
import random
import time

ACCOUNTS = 10_000
EVENTS = 300_000
FLOOR = -1_000_000_000
ENTRIES_A_DAY = 100_000


class Model:
    def __init__(self):
        self.draw = random.Random(1).random
        self.balances = [0] * ACCOUNTS
        self.journal = []
        self.taken = 0

    def delay(self):
        return 1 + int(self.draw() * 20_000_000)

    def transfer(self, now, source):
        """True when the last event has been taken."""
        target = (source + 1 + int(self.draw() * (ACCOUNTS - 1))) % ACCOUNTS
        minor = 1 + int(self.draw() * 1000)
        if self.balances[source] - minor >= FLOOR:
            self.balances[source] -= minor
            self.balances[target] += minor
            self.journal.append((now, source, target, minor))
        if len(self.journal) == ENTRIES_A_DAY:
            self.journal.clear()
        self.taken += 1
        return self.taken == EVENTS


def run_simpy_3():
    import simpy

    model = Model()
    environment = simpy.Environment()
    done = environment.event()

    def entity(number):
        while True:
            yield environment.timeout(model.delay())
            if model.transfer(environment.now, number):
                done.succeed()

    for number in range(ACCOUNTS):
        environment.process(entity(number))
    environment.run(until=done)


def run_simpy_2():
    from SimPy import Simulation as simulation

    model = Model()
    world = simulation.Simulation()

    class Entity(simulation.Process):
        def act(self, number):
            while True:
                yield simulation.hold, self, model.delay()
                if model.transfer(self.sim.now(), number):
                    self.sim.stopSimulation()

    world.initialize()
    for number in range(ACCOUNTS):
        entity = Entity(sim=world)
        world.activate(entity, entity.act(number))
    world.simulate(until=1 << 62)


def versions():
    try:
        import simpy

        yield f"simpy_{simpy.__version__}", run_simpy_3
    except ImportError:
        pass
    try:
        import SimPy

        yield f"simpy_{SimPy.__version__}", run_simpy_2
    except ImportError:
        pass


def main():
    found = False
    for name, run in versions():
        rates = []
        for _ in range(3):
            start = time.thread_time()
            run()
            rates.append(EVENTS / (time.thread_time() - start))
        print(f"{name}\t{sorted(rates)[1]:.0f}")
        found = True
    if not found:
        raise SystemExit("SimPy is missing: apt-get install python3-simpy")


if __name__ == "__main__":
    main()
