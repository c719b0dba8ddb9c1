# SPDX-License-Identifier: Apache-2.0
"""Many endpoints in one run: each is told as if it were the only one."""
import json
import os
import resource
import signal
import subprocess
import time

import bundle

# Good, faulty and hostile ones; what is silent takes the time of two steps.
SERVERS = (
    "exchange", "exchange-12", "apache-required-13", "nginx-required-12",
    "openssl-http-level-13", "openssl-optional-12", "tls10-only",
    "tcp-http", "tcp-garbage", "tcp-alert-40", "tcp-closed", "tcp-silent",
    "tcp-slow", "tcp-endless-records", "tcp-reset-after-hello",
    "answer-endless-headers", "exchange-never-asks")
MANY = 300
TIMEOUT = 5
# Of one process; those of endpoints end one after another.
MEMORY = 50 * 1024


def unknown(runner, names):
    """Names of no server: the lab would give each a port that is closed."""
    missing = set(names) - set(runner.lab.ports.by_name)
    return ["fleet: the lab knows no server %s" % name
            for name in sorted(missing)]


def line(runner, name):
    return "mail.corp.example 127.0.0.1:%d  # %s\n" % (
        runner.lab.ports[name], name)


def start(runner, names, options=(), timeout=TIMEOUT):
    """easdoctor on a list that it reads from a file."""
    path = runner.lab.path("records", "endpoints-%d-%d" % (
        len(names), time.monotonic_ns()))
    with open(path, "w", encoding="utf-8") as file:
        file.write("# a list\n\n" + "".join(
            line(runner, name) for name in names))
    return subprocess.Popen(
        [runner.easdoctor, "diagnose", "--case",
         os.path.join(runner.bundle("alice", True), "case.yaml"),
         "--endpoints", path, "--timeout", str(timeout), "-f", "json",
         *options], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def told(process, seconds=240):
    out, err = process.communicate(timeout=seconds)
    return process.returncode, [json.loads(x) for x in out.splitlines()], err


def alone(runner, name):
    _, report, _, _ = bundle.diagnose(
        runner.easdoctor, runner.bundle("alice", True),
        runner.lab.ports[name], timeout=TIMEOUT)
    return report


def test_same(runner):
    """The causes and the verdict are those of diagnose --endpoint."""
    names = SERVERS
    wrong = unknown(runner, names)
    if wrong:
        return wrong
    code, lines, err = told(start(runner, names))
    if len(lines) != len(names):
        return wrong + ["fleet: %d lines for %d endpoints: %s" % (
            len(lines), len(names), err[:300])]
    if code != 2:
        wrong.append("fleet: exit %d, not 2" % code)
    for number, (name, one) in enumerate(zip(names, lines)):
        report = alone(runner, name)
        causes = [(c["id"], c["state"]) for c in report["causes"]]
        if [(c["id"], c["state"]) for c in one["causes"]] != causes:
            wrong.append("fleet: %s: %s, alone %s" % (
                name, one["causes"], causes))
        if (one["state"], one["text"]) != (report["verdict"]["state"],
                                           report["verdict"]["text"]):
            wrong.append("fleet: %s: %s, alone %s" % (
                name, one["text"], report["verdict"]["text"]))
        if one["line"] != number + 3:
            wrong.append("fleet: %s on line %d" % (name, one["line"]))
        if sum(node["attempts"] for node in one["nodes"]) > 8:
            wrong.append("fleet: %s: more than 8 connections" % name)
    for word in ("PRIVATE KEY", "lab-cookie-value"):
        if word in json.dumps(lines) or word in err:
            wrong.append("fleet: %s is shown" % word)
    return wrong


def test_one_after_another(runner):
    """What one process was told before changes nothing for the next."""
    names = [name for name in SERVERS if name not in (
        "tcp-silent", "tcp-slow")]
    wrong = unknown(runner, names + ["exchange"])
    if wrong:
        return wrong
    names = ["exchange"] + names[::-1] + ["exchange"]
    _, aside, _ = told(start(runner, names))
    _, lines, err = told(start(runner, names, ("--parallel", "1")))
    if len(lines) != len(names) or len(aside) != len(names):
        return ["fleet: in turn: %d lines: %s" % (len(lines), err[:300])]
    for name, one, other in zip(names, lines, aside):
        one.pop("ms")
        other.pop("ms")
        if one != other:
            wrong.append("fleet: %s: in turn %s, aside %s" % (
                name, one["text"], other["text"]))
    return wrong


def test_many(runner):
    """Hundreds, among them ones that are silent: order, memory and time."""
    names = (["exchange", "tcp-closed", "tcp-http"] *
             MANY)[:MANY] + ["tcp-silent", "tcp-slow"]
    wrong = unknown(runner, names)
    if wrong:
        return wrong
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    began = time.monotonic()
    # A small process of its own waits, so that the peak is that of this run.
    code, lines, err = told(start(runner, names, timeout=20))
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    want = {"exchange": "healthy", "tcp-http": "blocked"}
    states = [one["state"] for one in lines]
    if states != [want.get(name, "unknown") for name in names]:
        wrong.append("fleet: of many: %d lines, %s; %s" % (len(lines), {
            state: states.count(state) for state in set(states)}, err[:200]))
    if code != 2:
        wrong.append("fleet: of many: exit %d, not 2" % code)
    if peak > max(MEMORY, before) and not runner.sanitized:
        wrong.append("fleet: of many: %d KiB" % peak)
    print("     fleet: %d endpoints in %.1f s, peak of one process %d KiB" % (
        len(names), took, peak))
    return wrong


def test_interrupted(runner):
    """Ctrl-C: at once, every endpoint has its line, and none is healthy."""
    wrong = unknown(runner, ["tcp-silent"])
    if wrong:
        return wrong
    process = start(runner, ["tcp-silent"] * 100,
                    ("--parallel", "8"), timeout=60)
    time.sleep(4 if runner.sanitized else 2)
    began = time.monotonic()
    process.send_signal(signal.SIGINT)
    try:
        code, lines, _ = told(process, 20)
    except subprocess.TimeoutExpired:
        process.kill()
        return ["fleet: interrupted, it went on"]
    if time.monotonic() - began > (15 if runner.sanitized else 5):
        wrong.append("fleet: interrupted, it took long")
    if code != 3 or [one["state"] for one in lines] != ["unknown"] * 100:
        wrong.append("fleet: interrupted: exit %d, %d lines" % (
            code, len(lines)))
    return wrong


def test_bad_list(runner):
    """Nothing of a list that cannot be read whole is probed."""
    wrong = []
    for text in ("", "# nothing\n", "good.example\nhttps://u:geheim@h/\n",
                 "a.example b.example\n", "a 127.0.0.1 c\n"):
        run = subprocess.run(
            [runner.easdoctor, "diagnose", "--endpoints", "-"], input=text,
            capture_output=True, text=True, check=False, timeout=60)
        if run.returncode != 3 or run.stdout or "geheim" in run.stderr:
            wrong.append("fleet: list %r: exit %d, %r" % (
                text, run.returncode, run.stderr))
    return wrong


TESTS = (test_bad_list, test_same, test_one_after_another, test_interrupted,
         test_many)
