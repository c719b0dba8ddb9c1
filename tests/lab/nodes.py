# SPDX-License-Identifier: Apache-2.0
"""Two addresses of one name that do not behave alike, found in one run.

The name leads to both in a mount namespace where /etc/hosts says so. Where
none can be had, that is told, and two records are put together instead.
"""
import json
import os
import subprocess

HOST = "mail.corp.example"
# The port, what must be present, and the exit codes that fit: only other
# certificates stop nobody.
PAIRS = (
    ("two-modes", "exchange-servers/differ", (2, 3)),
    ("two-lists", "tls/issuer-list-without-ours", (2, 3)),
    ("two-chains", "server-certificate/incomplete-chain", (2, 3)),
    ("two-certificates", "exchange-certificates/differ", (1,)),
)


def namespace():
    """What runs a program with a mount table of its own, or None."""
    own = ["unshare", "--mount"]
    if os.geteuid() != 0:
        own.append("--map-root-user")
    try:
        able = subprocess.run(
            own + ["mount", "--bind", "/etc/hosts", "/etc/hosts"],
            capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        able = False
    return own if able else None


def by_name(runner, own, port):
    hosts = runner.lab.path("hosts")
    with open(hosts, "w", encoding="ascii") as file:
        file.write("127.0.0.1 %s\n127.0.0.2 %s\n" % (HOST, HOST))
    return own + ["sh", "-c", "mount --bind \"$0\" /etc/hosts && exec \"$@\"",
                  hosts, *diagnose(runner), "--endpoint",
                  "%s:%d" % (HOST, port)]


def by_records(runner, port):
    records = []
    for address in ("127.0.0.1", "127.0.0.2"):
        record = runner.lab.path("records", "%s-%d.json" % (address, port))
        subprocess.run(diagnose(runner) + [
            "--endpoint", HOST, "--connect-to", "%s:%d" % (address, port),
            "--record", record], stdout=subprocess.DEVNULL, check=False,
                       timeout=60)
        records.append(record)
    return diagnose(runner) + records


def diagnose(runner):
    return [runner.easdoctor, "diagnose", "--case", os.path.join(
        runner.bundle("alice", True), "case.yaml"), "-f", "json"]


def of_second(report, finding):
    """Is it told of the server that was forgotten?"""
    return any("127.0.0.2" in json.dumps(one) for one in report["findings"]
               if one["id"] == finding and one["state"] == "present")


def test_addresses(runner):
    own = namespace()
    wrong = []
    if not own:
        print("     nodes: no namespace here, so records are put together")
    for name, finding, codes in PAIRS:
        port = runner.lab.ports[name]
        run = subprocess.run(
            by_name(runner, own, port) if own else by_records(runner, port),
            capture_output=True, text=True, check=False, timeout=60)
        if run.returncode not in codes or not run.stdout:
            wrong.append("nodes: %s: exit %d: %s" % (
                name, run.returncode, run.stderr[:300]))
            continue
        if not of_second(json.loads(run.stdout), finding):
            wrong.append("nodes: %s: %s is not told of 127.0.0.2" % (
                name, finding))
    return wrong
