"""Build the program of the explorer page from its source.

    python scripts/build_explorer.py            write kg/export/explorer/explorer.min.js
    python scripts/build_explorer.py --check    fail if the file in the checkout is not what the source gives

Needs npm. The libraries and the bundler have the versions that kg/export/explorer/package.json names, so that the same
source gives the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "kg" / "export" / "explorer"
BUNDLE = FOLDER / "explorer.min.js"
LIMIT = 300_000
"""Bytes that every exported page carries for the program, at most."""
BANNER = (
    "/* kg explorer, Apache-2.0. Contains, under the MIT licence: sigma, @sigma/edge-curve and @sigma/node-border "
    "(Copyright (C) 2013-2025 Alexis Jacomy, Guillaume Plique, Benoît Simard); graphology, graphology-utils, "
    "graphology-layout-forceatlas2 and graphology-layout-noverlap (Copyright (c) 2016-2021 Guillaume Plique); events "
    "(Copyright Joyent, Inc. and other Node contributors); helpers of esbuild (Copyright (c) 2020 Evan Wallace). "
    "The licence text: NOTICE of kg. Source: {source} */"
)


def source() -> str:
    """A hash of all that the bundle is made from; the bundle bears it, so that a test knows a stale one without npm."""
    parts = [FOLDER / "package.json", *sorted((FOLDER / "src").glob("*.js"))]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()[:16]


def build() -> str:
    """The bundle that the source gives."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        shutil.copytree(FOLDER / "src", work / "src")
        shutil.copy(FOLDER / "package.json", work)
        npm = ["npm", "install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(npm, cwd=work, check=True)  # noqa: S603 - a fixed command
        made = work / "out.js"
        banner = BANNER.format(source=source())
        command = [str(work / "node_modules/.bin/esbuild"), "src/main.js", "--bundle", "--minify", "--format=iife"]
        command += ["--target=es2022", "--legal-comments=none", "--charset=utf8", "--log-level=warning"]
        command += [f"--banner:js={banner}", f"--outfile={made}"]
        subprocess.run(command, cwd=work, check=True)  # noqa: S603 - a fixed command
        text = made.read_text(encoding="utf-8")
    if re.search("</script|<!--", text, re.IGNORECASE):
        raise SystemExit("the bundle would end its own script element")
    if len(text.encode()) > LIMIT:
        raise SystemExit(f"the bundle has {len(text.encode())} bytes, more than {LIMIT}")
    return text


def main() -> int:
    """Write the bundle, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    text = build()
    if check:
        same = BUNDLE.read_text(encoding="utf-8") == text
        print("the bundle is what the source gives" if same else f"{BUNDLE.name} is stale: run this without --check")
        return 0 if same else 1
    BUNDLE.write_text(text, encoding="utf-8")
    print(f"wrote {BUNDLE.name}: {len(text.encode())} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
