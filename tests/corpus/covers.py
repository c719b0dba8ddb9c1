#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every cause that blocks somebody, or a part, has mutators.

Usage: covers.py EASDOCTOR EASDOCTOR_CORPUS CORPUS_MD

Those that can have none are named in the table of docs/corpus.md, with the
reason; a cause may not stand there that has some, nor one that is unknown.
"""

import collections
import json
import re
import subprocess
import sys

FEWEST = 4
NOW = ("everyone", "user", "partly")


def run(*words):
    return subprocess.run(words, check=True, capture_output=True,
                          text=True).stdout


def main(program, generator, page):
    rules = {rule["id"]: rule["blocks"] for rule in
             json.loads(run(program, "list", "rules", "--format", "json"))}
    variants = collections.Counter()
    for line in run(generator, "--list").splitlines():
        cause, n = line.split()
        variants[cause] += int(n)
    with open(page, encoding="utf-8") as file:
        named = set(re.findall(r"^\| `([a-z0-9-]+/[a-z0-9-]+)` \|",
                               file.read(), re.M))
    wrong = [f"{cause}: no cause has this id"
             for cause in sorted({*variants, *named} - set(rules))]
    wrong += [f"{cause}: has mutators, and docs/corpus.md says why not"
              for cause in sorted(named & set(variants))]
    wrong += [f"{cause}: {n} variants: an even number from {FEWEST} on"
              for cause, n in sorted(variants.items())
              if n < FEWEST or n % 2]
    wrong += [f"{cause}: blocks {blocks}, and nothing brings it about"
              for cause, blocks in sorted(rules.items())
              if blocks in NOW and cause not in variants
              and cause not in named]
    print("\n".join(wrong) or
          f"{len(variants)} causes, {sum(variants.values())} variants")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
