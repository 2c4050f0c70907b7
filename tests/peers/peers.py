"""Orken's exact solvers beside packages that a user could take instead, in one run on one machine.

    pip install ortools highspy
    python3 tests/peers/peers.py FOLDER [--seconds N]

FOLDER holds transport/*.json, pmedcap/*.txt and sscflp/*.txt. Every solver has one thread. The table goes to standard
output. The project itself needs none of this.
"""

import argparse
import json
import multiprocessing
import os
import pathlib
import subprocess
import sys
import time

import numpy


def hush():
    """Keeps what a package prints about itself out of the table."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def alone(solve, *arguments):
    """Solves in a process of its own: the packages carry libraries that don't bear each other."""
    with multiprocessing.get_context("spawn").Pool(1, hush) as pool:
        return pool.apply(solve, arguments)


def orken(family, path, seconds):
    """What `cargo xtask bench` says of one instance."""
    command = ["cargo", "xtask", "bench", family, "--instance", str(path), "--seconds", str(seconds)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    told = json.loads(done.stdout.strip().splitlines()[-1])
    return told["objective"], told["lower_bound"], told["seconds"]


def flow(path):
    """OR-Tools' network flow: people and places as nodes; building the network is not counted."""
    from ortools.graph.python import min_cost_flow

    data = json.loads(path.read_text())
    people, places = data["n"], data["k"]
    cost = numpy.array(data["cost"], dtype=numpy.int64)
    person, place = numpy.divmod(numpy.arange(people * places), places)
    exit_node = people + places
    tails = numpy.concatenate([person, people + numpy.arange(places)])
    heads = numpy.concatenate([people + place, numpy.full(places, exit_node)])
    room = numpy.concatenate([numpy.ones(people * places, dtype=numpy.int64), numpy.array(data["cap"])])
    unit = numpy.concatenate([cost.ravel(), numpy.zeros(places, dtype=numpy.int64)])
    solver = min_cost_flow.SimpleMinCostFlow()
    solver.add_arcs_with_capacity_and_unit_cost(tails, heads, room, unit)
    supply = numpy.concatenate([numpy.ones(people, dtype=numpy.int64), numpy.zeros(places, dtype=numpy.int64), [-people]])
    solver.set_nodes_supplies(numpy.arange(exit_node + 1), supply)
    start = time.perf_counter()
    status = solver.solve()
    seconds = time.perf_counter() - start
    assert status == solver.OPTIMAL, status
    return solver.optimal_cost(), solver.optimal_cost(), seconds


def read_pmedcap(path):
    """Cost, demand, capacities, opening costs, number of sites to open."""
    numbers = [int(word) for word in path.read_text().replace("\0", " ").split()]
    count, wanted, capacity = numbers[2:5]
    rows = [numbers[5 + 4 * i : 9 + 4 * i] for i in range(count)]
    far = [[int(((a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2) ** 0.5) for b in rows] for a in rows]
    return far, [row[3] for row in rows], [capacity] * count, [0] * count, wanted


def read_sscflp(path):
    """The same; any number of sites may open, and costs stand site by site."""
    numbers = [int(float(word)) for word in path.read_text().replace("\0", " ").split()]
    sites, clients = numbers[:2]
    pairs, at = numbers[2 : 2 + 2 * sites], 2 + 2 * sites
    demand = numbers[at : at + clients]
    table = numbers[at + clients :]
    cost = [[table[site * clients + client] for site in range(sites)] for client in range(clients)]
    return cost, demand, pairs[0::2], pairs[1::2], None


def cp_sat(instance, seconds):
    from ortools.sat.python import cp_model

    cost, demand, capacity, opening, wanted = instance
    clients, sites = range(len(cost)), range(len(capacity))
    model = cp_model.CpModel()
    is_open = [model.new_bool_var("") for _ in sites]
    goes = [[model.new_bool_var("") for _ in sites] for _ in clients]
    for client in clients:
        model.add_exactly_one(goes[client])
        for site in sites:
            model.add_implication(goes[client][site], is_open[site])
    for site in sites:
        model.add(sum(demand[c] * goes[c][site] for c in clients) <= capacity[site] * is_open[site])
    if wanted is not None:
        model.add(sum(is_open) == wanted)
    travel = sum(cost[c][s] * goes[c][s] for c in clients for s in sites)
    model.minimize(travel + sum(opening[s] * is_open[s] for s in sites))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    start = time.perf_counter()
    status = solver.solve(model)
    took = time.perf_counter() - start
    found = round(solver.objective_value) if status in (cp_model.OPTIMAL, cp_model.FEASIBLE) else None
    return found, round(solver.best_objective_bound), took


def highs(instance, seconds):
    import highspy

    cost, demand, capacity, opening, wanted = instance
    clients, sites = range(len(cost)), range(len(capacity))
    solver = highspy.Highs()
    for option, value in (("output_flag", False), ("time_limit", float(seconds)), ("threads", 1)):
        solver.setOptionValue(option, value)
    is_open = [solver.addBinary(obj=opening[s]) for s in sites]
    goes = [[solver.addBinary(obj=cost[c][s]) for s in sites] for c in clients]
    for client in clients:
        solver.addConstr(sum(goes[client]) == 1)
        for site in sites:
            solver.addConstr(goes[client][site] <= is_open[site])
    for site in sites:
        solver.addConstr(sum(demand[c] * goes[c][site] for c in clients) <= capacity[site] * is_open[site])
    if wanted is not None:
        solver.addConstr(sum(is_open) == wanted)
    start = time.perf_counter()
    solver.run()
    took = time.perf_counter() - start
    info = solver.getInfo()
    found = round(info.objective_function_value) if abs(info.objective_function_value) < 1e15 else None
    return found, round(info.mip_dual_bound), took


def line(instance, solver, result):
    found, bound, seconds = result
    print(f"| {instance} | {solver} | {found} | {bound} | {seconds:.2f} |", flush=True)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("folder", type=pathlib.Path)
    arguments.add_argument("--seconds", type=float, default=10)
    chosen = arguments.parse_args()
    print("| instance | solver | objective | lower bound | seconds |\n|---|---|---|---|---|")
    for path in sorted(chosen.folder.glob("transport/*.json")):
        line(path.stem, "Orken", orken("transport", path, 600))
        line(path.stem, "OR-Tools SimpleMinCostFlow", alone(flow, path))
    for family, read in (("pmedcap", read_pmedcap), ("sscflp", read_sscflp)):
        for path in sorted(chosen.folder.glob(f"{family}/*.txt")):
            line(path.stem, "Orken", orken(family, path, chosen.seconds))
            line(path.stem, "CP-SAT", alone(cp_sat, read(path), chosen.seconds))
            line(path.stem, "HiGHS", alone(highs, read(path), chosen.seconds))


if __name__ == "__main__":
    sys.exit(main())
