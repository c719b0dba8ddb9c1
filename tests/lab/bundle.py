# SPDX-License-Identifier: Apache-2.0
"""The evidence of one lab case, and easdoctor run on it."""
import json
import os
import subprocess
import tempfile
import threading

CASE = """\
affected: one
user: { email: alice@corp.example, upn: alice@corp.example,
        sid: S-1-5-21-1004336348-1177238915-682003330-1104 }
device: { platform: ios, os: "18.1" }
endpoint: { host: mail.corp.example, gateway: none, certificate_only: true,
            server_roots: [root.crt], client_roots: [root.crt]%s }
ca: { certificates: [issuing.crt] }
"""

# A mode, as inspect puts it in words.
MODES = {
    "unknown": "unknown", "none": "none", "optional": "optional",
    "required in the handshake": "required_handshake",
    "required after the request": "required_after_request",
    "optional after the request": "optional_after_request",
    "required by HTTP": "http_level",
}


def make(folder, pki, who, with_key=True):
    """A folder with case.yaml; who is a certificate's name, or None."""
    os.makedirs(folder)
    more = ""
    for name in ("root", "issuing"):
        copy(pki, folder, name + ".crt")
    if who and with_key:
        # What a device holds: its certificate, the chain and the key.
        with open(os.path.join(folder, "password"), "w",
                  encoding="utf-8") as file:
            file.write("lab\n")
        subprocess.run(
            ["openssl", "pkcs12", "-export", "-passout", "pass:lab", "-in",
             os.path.join(pki, who + ".chain"), "-inkey",
             os.path.join(pki, who + ".key"), "-out",
             os.path.join(folder, "device.p12")], check=True)
        more = ", certificate: device.p12, password_file: password"
    elif who:
        copy(pki, folder, who + ".crt")
        more = ", certificate: %s.crt" % who
    with open(os.path.join(folder, "case.yaml"), "w",
              encoding="utf-8") as file:
        file.write(CASE % more)


def copy(pki, folder, name):
    with open(os.path.join(pki, name), "rb") as source, \
            open(os.path.join(folder, name), "wb") as target:
        target.write(source.read())


def diagnose(easdoctor, folder, port, options=(), seconds=60, timeout=10,
             address="127.0.0.1"):
    """The exit code, the report, standard error, and the peak memory in KiB."""
    command = [
        easdoctor, "diagnose", "--case", os.path.join(folder, "case.yaml"),
        "--endpoint", "mail.corp.example", "--connect-to",
        "%s:%d" % (address, port), "--timeout", str(timeout), "-f", "json"]
    command += options
    with tempfile.TemporaryFile("w+") as out, \
            tempfile.TemporaryFile("w+") as err:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL,
                                   stdout=out, stderr=err)
        timer = threading.Timer(seconds, process.kill)
        timer.start()
        _, status, usage = os.wait4(process.pid, 0)
        timed_out = not timer.is_alive()
        timer.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        if timed_out:
            raise subprocess.TimeoutExpired(command, seconds)
        out.seek(0)
        err.seek(0)
        text, said = out.read(), err.read()
    try:
        report = json.loads(text)
    except json.JSONDecodeError:
        report, said = {}, said + text
    return process.returncode, report, said, usage.ru_maxrss


def mode(easdoctor, record, version):
    """How the one node of a record asks over TLS 1.x, as inspect names it."""
    for one in inspect(easdoctor, record)["inputs"]:
        for probe in one.get("probes", ()):
            for node in probe["nodes"]:
                auth = node.get("client_auth_tls" + version, {})
                return MODES.get(auth.get("mode"), "not spoken")
    return "nothing"


def inspect(easdoctor, path):
    run = subprocess.run([easdoctor, "inspect", "-f", "json", path],
                         capture_output=True, text=True, check=False,
                         timeout=60)
    return json.loads(run.stdout)


def causes(report):
    return [cause["id"] for cause in report.get("causes", ())]


def present(report):
    return {finding["id"] for finding in report.get("findings", ())
            if finding["state"] == "present"}
