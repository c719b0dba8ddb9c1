#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A canary in every field of every kind of evidence, and none in a report.

usage: canaries.py EASDOCTOR

Each canary must be gone from the level on that it belongs to, in every format
and code; must be known by its own field, as the map of names shows, so that
this fails when one field is forgotten; and most of them must be seen without
privacy, or nothing would be tested.
"""
import html
import json
import os
import re
import stat
import subprocess
import sys
import tempfile

import evidence
import more
from run import codes_of

AS_OF = "2026-11-23T00:00:00Z"
# At least so many are seen in a report without privacy.
SEEN = 85
failures = []


def complain(*what):
    failures.append(" ".join(str(one) for one in what))


def diagnose(program, bundle, kind, privacy, *others):
    made = subprocess.run(
        [program, "diagnose", "--exit-zero", "--as-of", AS_OF, "--ack",
         bundle.ack, "--plugin", bundle.plugin, "--privacy", privacy, "-vv",
         "-f", kind, *others, bundle.folder], capture_output=True, check=False, timeout=300)
    if made.returncode != 0:
        complain(kind, privacy, made.stderr.decode()[:300])
    return made.stdout


def forms_of(data):
    """Bytes as they are, and with what a format escapes undone."""
    text = data.decode("utf-8", "replace")
    plain = html.unescape(re.sub(r"\\(.)", r"\1", text))
    return [data.lower(), plain.encode().lower(), data]


def holds(forms, value):
    for code, folded in codes_of(value):
        if any(code in form for form in (forms[:2] if folded else forms[2:])):
            return code
    return None


def look_for_all(bundle, forms, level, where):
    for field, value, since, _ in bundle.c.all:
        if since > level:
            continue
        code = holds(forms, value)
        if code:
            complain(where, "holds", field, value, "as", code)


def read_map(path):
    with open(path, encoding="utf-8") as source:
        rows = [line.rstrip("\n").split("\t", 1) for line in source]
    return {raw.lower(): name for name, raw in rows}


def check_map(bundle, known):
    for field, value, _, kind in bundle.c.all:
        if kind is None:
            continue
        name = known.get(value.lower())
        if name is None:
            complain(field, value, "is not known by its own field")
        elif not name.startswith(kind + "-"):
            complain(field, value, "is", name, "and not a", kind)
    names = {known.get(value.lower()) for value in bundle.person}
    if len(names) != 1:
        complain("one person has several names", names)


def check_key(program, bundle, folder):
    """Names made with a key last: other evidence, other level, same name."""
    key, maps = os.path.join(folder, "key"), []
    with open(key, "w", encoding="ascii") as out:
        out.write("0123456789abcdef0123456789abcdef")
    os.chmod(key, 0o600)
    for level in ("public", "vendor"):
        path = os.path.join(folder, "keyed-" + level)
        diagnose(program, bundle, "json", level, "--privacy-key", key,
                 "--privacy-map", path)
        if stat.S_IMODE(os.stat(path).st_mode) != 0o600:
            complain("the map may be read by others")
        maps.append(read_map(path))
    for raw in maps[1]:
        if maps[0].get(raw) != maps[1][raw]:
            complain("with a key", raw, "is", maps[0].get(raw), "and",
                     maps[1][raw])


def check_links(program, bundle, folder):
    """The map is a file of its own: no link, no device, no report."""
    victim = os.path.join(folder, "victim")
    with open(victim, "w", encoding="ascii") as out:
        out.write("unharmed")
    os.symlink(victim, os.path.join(folder, "link"))
    for path in (os.path.join(folder, "link"), "/dev/stdout", "-", folder):
        made = subprocess.run(
            [program, "diagnose", "--privacy", "public", "--privacy-map", path,
             bundle.folder], capture_output=True, check=False, timeout=300)
        if made.returncode != 3 or made.stdout or not made.stderr:
            complain("a map is written to", path, made.returncode)
    with open(victim, encoding="ascii") as source:
        if source.read() != "unharmed":
            complain("the map is written through a link")


def check_read(program, bundle, seen):
    """A canary proves something only where its evidence is read: it is shown
    somewhere without privacy, or it is said why it never is."""
    forms = []
    for kind in ("text", "json"):
        forms += [forms_of(inspect(program, bundle, kind, "none").stdout)]
    read = []
    for one in bundle.c.all:
        shown = one in seen or any(holds(form, one[1]) for form in forms)
        why = bundle.c.why.get(one[0])
        if shown:
            read.append(one)
        # What is not shown, and yet has a kind, is in the map (check_map).
        if shown and why:
            complain(one[0], one[1], "is shown, though it is", why)
        elif not shown and not why and one[3] is None:
            complain(one[0], one[1], "is shown nowhere")
    if os.environ.get("VERBOSE"):
        print("unseen:", [one[0] for one in read if one not in seen])
    return read


def inspect(program, bundle, kind, privacy):
    return subprocess.run(
        [program, "inspect", "-f", kind, "--privacy", privacy, "-c",
         bundle.folder + "/case.yaml"], capture_output=True, check=False,
        timeout=300)


def check_inspect(program, bundle):
    """What inspect shows is hidden as well as in a report."""
    for level, word in evidence.LEVELS.items():
        for kind in ("text", "json"):
            made = inspect(program, bundle, kind, word)
            if made.returncode != 0 or len(made.stdout) < 20000:
                complain("inspect", kind, word, made.stderr.decode()[:300])
            look_for_all(bundle, forms_of(made.stdout), level,
                         "inspect's %s at %s" % (kind, word))
    made = inspect(program, bundle, "pem", "public")
    if made.returncode != 3 or made.stdout:
        complain("inspect -f pem has a --privacy")


def report(program, path, level, kind):
    return subprocess.run([program, "report", "--privacy", level, "-f", kind,
                           path], capture_output=True, check=False,
                          timeout=300)


def check_again(program, bundle, formats, folder, plain):
    """A report that was written before can be made public, and no more."""
    levels = ["none"] + list(evidence.LEVELS.values())
    for had, level in enumerate(levels):
        path = os.path.join(folder, "raw-" + level)
        with open(path, "wb") as out:
            out.write(diagnose(program, bundle, "json", level))
        for wanted in levels:
            may = wanted in (level, "public")
            made = report(program, path, wanted, "json")
            if may != (made.returncode < 3) or may != bool(made.stdout) \
                    or may == bool(made.stderr):
                complain("a report of", level, "is made", wanted,
                         made.stderr.decode()[:300])
        for kind in formats:
            made = report(program, path, "public", kind).stdout
            if len(made) < 100:
                complain("a report of", level, "is no", kind)
            look_for_all(bundle, forms_of(made), evidence.PUBLIC,
                         "%s made public of %s" % (kind, level))
            if kind == "json" and ranking(made) != ranking(plain):
                complain("to be made public changes the ranking of", level)
        made = report(program, path, "public", "json").stdout
        again = path + "-public"
        with open(again, "wb") as out:
            out.write(made)
        if report(program, again, "public", "json").stdout != made:
            complain("a public report does not stay what it is")
        if had == evidence.VENDOR and b'"user-1@domain-1"' not in made:
            complain("names of a report for vendors are not kept")


def ranking(data):
    report = json.loads(data)
    return [report["verdict"]["state"], report["verdict"]["exit_code"]] + [
        (c["id"], c["state"], c["score"], len(c["verify"]), c["tie_with"])
        for c in report["causes"]]


def check_quickly(program, bundle, folder):
    """What notices most, dearest last, for scripts/privacy-mutants."""
    path = os.path.join(folder, "map")
    made = diagnose(program, bundle, "json", "public", "--privacy-map", path)
    if not failures:
        check_map(bundle, read_map(path))
    if not failures:
        look_for_all(bundle, forms_of(made), evidence.PUBLIC, "public")
    for level, word in evidence.LEVELS.items():
        if not failures:
            made = inspect(program, bundle, "json", word)
            look_for_all(bundle, forms_of(made.stdout), level, word)
        if not failures and made.returncode != 0:
            complain(word, made.stderr.decode()[:300])


def main():
    program = sys.argv[1]
    formats = [f["name"] for f in json.loads(subprocess.run(
        [program, "list", "formats", "--format", "json"], check=True,
        capture_output=True).stdout)]
    with tempfile.TemporaryDirectory() as folder:
        bundle = evidence.Bundle(os.path.join(folder, "bundle"))
        bundle.plugin = more.make_plugin(bundle, program)
        plain = diagnose(program, bundle, "json", "none")
        forms = forms_of(plain + diagnose(program, bundle, "text", "none"))
        seen = [one for one in bundle.c.all if holds(forms, one[1])]
        if len(seen) < SEEN:
            complain("only", len(seen), "canaries are seen at all")
        read = check_read(program, bundle, seen)
        for level, word in evidence.LEVELS.items():
            for kind in formats:
                made = diagnose(program, bundle, kind, word)
                look_for_all(bundle, forms_of(made), level,
                             "%s at %s" % (kind, word))
                if kind == "json" and ranking(made) != ranking(plain):
                    complain("privacy changes the ranking at", word)
        path = os.path.join(folder, "map")
        diagnose(program, bundle, "json", "public", "--privacy-map", path)
        check_map(bundle, read_map(path))
        check_key(program, bundle, folder)
        check_links(program, bundle, folder)
        check_inspect(program, bundle)
        check_again(program, bundle, formats, folder, plain)
    for one in failures[:60]:
        print(one)
    print("%d canaries, %d of them read, %d seen without privacy; %d "
          "formats, %d complaints" % (len(bundle.c.all), len(read), len(seen), len(formats),
                          len(failures)))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
