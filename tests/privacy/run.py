#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Nothing of a case's people and machines is in a report for the public.

usage: run.py EASDOCTOR CORPUS COMMITTED

What must not be there is read from the evidence by other programs than
easdoctor: addresses, SIDs and hosts by their form from every text, names,
serial numbers and fingerprints of certificates by openssl. Each is looked for
in each format, as it is and in base64, hex, UTF-16 and percent encoding. The
ranking and the exit code must be those without privacy, at every level.
"""
import base64
import json
import os
import re
import subprocess
import sys
import urllib.parse

EVERY = 100
AS_OF = "2026-11-23T00:00:00Z"
failures = 0


def complain(what):
    global failures
    failures += 1
    if failures < 40:
        print(what)


def run(*command):
    return subprocess.run(command, capture_output=True, check=False,
                          timeout=120)


def texts_of(folder):
    """Every file of a bundle as text, as far as it is one."""
    for path, _, names in os.walk(folder):
        for name in names:
            if name == "label.yaml":
                continue
            with open(os.path.join(path, name), "rb") as source:
                data = source.read()
            wide = data[:2] in (b"\xff\xfe", b"\xfe\xff")
            yield os.path.join(path, name), data, data.decode(
                "utf-16" if wide else "utf-8", "replace")


def of_certificate(data):
    """What openssl reads of the first certificate in PEM or DER."""
    found = set()
    for form in ("PEM", "DER"):
        out = subprocess.run(
            ["openssl", "x509", "-inform", form, "-noout", "-serial",
             "-fingerprint", "-sha256", "-subject", "-nameopt", "multiline"],
            input=data, capture_output=True, check=False)
        if out.returncode != 0:
            continue
        for line in out.stdout.decode("utf-8", "replace").split("\n"):
            value = line.split("=", 1)[-1].strip()
            if line.startswith("serial="):
                found.add(value)
            elif "Fingerprint" in line:
                found.add(value.replace(":", ""))
            elif "commonName" in line:
                found.add(value)
    return found


def values_of(folder):
    found = set()
    domains = set()
    texts = list(texts_of(folder))
    for _, data, text in texts:
        found.update(of_certificate(data))
        found.update(re.findall(r"S-1-5-21-[0-9-]+[0-9]", text))
        found.update(re.findall(r"\bAppl[A-Za-z0-9]{6,}", text))
        for user, domain in re.findall(
                r"([A-Za-z0-9._+-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)",
                text):
            found.add(user + "@" + domain)
            if domain.count("."):
                domains.add(domain)
    for _, _, text in texts:
        for domain in domains:
            found.update(re.findall(
                r"[A-Za-z0-9-]+\." + re.escape(domain) + r"\b", text))
    return {v for v in found | domains if len(v) >= 6}


def codes_of(value):
    raw, wide = value.encode(), value.encode("utf-16-le")
    yield raw.lower(), True
    for data in (raw, wide):
        yield data.hex().encode(), True
        for shift in range(3):
            code = base64.b64encode(b"\0" * shift + data)
            # Only digits that come of the value alone.
            start = 0 if shift == 0 else shift + 1
            yield code[start:(shift + len(data)) * 8 // 6], False
    quoted = urllib.parse.quote(value, safe="").encode().lower()
    if quoted != raw.lower():
        yield quoted, True


def holds(data, value):
    """In which form value stands in data as a word of its own, or None."""
    low = data.lower()
    for code, folded in codes_of(value):
        where = low if folded else data
        at = where.find(code)
        while at >= 0:
            around = where[max(0, at - 1):at] + where[at + len(code):][:1]
            if code != value.encode().lower() or not re.search(
                    rb"[a-z0-9]", around):
                return code
            at = where.find(code, at + 1)
    return None


def report(program, folder, kind, privacy):
    return run(program, "diagnose", "--exit-zero", "--as-of", AS_OF,
               "--privacy", privacy, "-f", kind, folder)


def ranking(program, folder, privacy):
    """What must not change: causes, their order, certainty, score, verdict."""
    made = run(program, "diagnose", "--as-of", AS_OF, "--privacy", privacy,
               "-f", "json", folder)
    told = json.loads(made.stdout)
    return [made.returncode, told["verdict"]["state"],
            told["verdict"]["exit_code"], told["coverage"],
            [hop["state"] for hop in told["path"]]] + [
        (c["id"], c["state"], c["score"], c["blocks"], c["tie_with"],
         c["consequences"], [(r["finding"], r["db"]) for r in c["ledger"]])
        for c in told["causes"]]


def check_ranking(program, folder):
    plain = ranking(program, folder, "none")
    for privacy in ("internal", "vendor", "public"):
        if ranking(program, folder, privacy) != plain:
            complain("%s: --privacy %s changes the ranking" % (
                folder, privacy))


def check(program, folder, formats, own):
    values = {v for v in values_of(folder) if v.lower() not in own}
    if not values:
        complain("%s: only %d values to look for" % (folder, len(values)))
    for kind in formats:
        made = report(program, folder, kind, "public")
        if made.returncode != 0:
            complain("%s: %s: %s" % (folder, kind, made.stderr[:200]))
        for value in values:
            code = holds(made.stdout, value)
            if code:
                complain("%s: %s holds %s as %s" % (folder, kind, value, code))
    check_ranking(program, folder)
    return len(values)


def bundles(folder):
    return sorted(p for p, _, names in os.walk(folder) if "case.yaml" in names)


def main():
    program, corpus, committed = sys.argv[1:4]
    formats = [f["name"] for f in json.loads(run(
        program, "list", "formats", "--format", "json").stdout)]
    # What the rules say of everybody is nobody's.
    own = b""
    for rule in json.loads(run(
            program, "list", "rules", "--format", "json").stdout):
        own += run(program, "explain", rule["id"]).stdout.lower()
    own = re.sub(r"\s+", " ", own.decode())
    folders = bundles(corpus)[::EVERY] + bundles(committed)
    n = sum(check(program, folder, formats, own) for folder in folders)
    print("%d values of %d bundles looked for in %d formats, %d complaints" % (
        n, len(folders), len(formats), failures))
    return 1 if failures or len(folders) < 20 else 0


if __name__ == "__main__":
    sys.exit(main())
