# SPDX-License-Identifier: Apache-2.0
"""Servers on loopback, each on a port of its own, started once and stopped.

Lab(folder, lab_server) makes the PKI, renders the configurations beside this
file and starts Apache, nginx, HAProxy and the server of faults. ports maps the
name of a server to its port. Nothing listens on any other address.
"""
import ctypes
import glob
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

import leaks

HERE = os.path.dirname(os.path.abspath(__file__))
VERSIONS = (("12", "TLSv1.2"), ("13", "TLSv1.3"))
PAGES = {
    "403.7": "Forbidden: a client certificate is required",
    "403.13": "Forbidden: the client certificate has been revoked",
    "403.16": "Forbidden: the client certificate is untrusted or invalid",
    "403.17": "Forbidden: the client certificate has expired",
}


class LabError(Exception):
    """A server did not start."""


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)


def end_with(parent):
    """What a server does first: it ends when this program is killed.

    The kernel sends it the signal, as nobody else is left who could. A program
    that changes its user loses that; setpriv asks for it again (sogo.py).
    """
    def ask():
        LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:
            os._exit(1)
    return ask


def end_on_signals():
    """SIGTERM and SIGHUP end this program as an exception does, so that what
    it started is stopped. Another one changes nothing any more."""
    asked = []

    def end(number, _):
        if not asked:
            asked.append(number)
            sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)


class Ports:
    """Ports by name, each held from the first word of it to the lab's end.

    A server that says SO_REUSEADDR listens on a port that is held so, while
    the kernel gives it to nobody else: to no connection's own end and to
    nobody who asks for any port.
    """

    def __init__(self):
        self.held = {}
        self.by_name = {}

    def __getitem__(self, name):
        if name not in self.by_name:
            held = socket.socket()
            held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held.bind(("127.0.0.1", 0))
            self.held[name] = held
            self.by_name[name] = held.getsockname()[1]
        return self.by_name[name]

    def close(self):
        for held in self.held.values():
            held.close()
        self.held = {}


class Lab:
    def __init__(self, folder, lab_server, with_sogo=False):
        self.folder = folder
        self.lab_server = lab_server
        self.ports = Ports()
        self.processes = []
        self.catcher = None  # who shows a certificate to anybody else
        self.sogo = None
        if with_sogo:
            import sogo
            self.sogo = sogo.Sogo(self)
        for name in ("run", "log", "htdocs", "pages", "cgi"):
            os.makedirs(os.path.join(folder, name), exist_ok=True)
        # Workers give up root and must still reach sockets and pages.
        os.chmod(folder, 0o755)
        os.chmod(self.path("run"), 0o777)

    def path(self, *parts):
        return os.path.join(self.folder, *parts)

    def make_files(self):
        subprocess.run([os.path.join(HERE, "pki.sh"), self.path("pki")],
                       check=True)
        for status, words in PAGES.items():
            write(self.path("pages", status + ".htm"),
                  "<html><head><title>IIS 10.0 Detailed Error - %s</title>"
                  "</head><body><h2>HTTP Error %s - %s</h2></body></html>\n"
                  % (status, status, words))
        shutil.copy(os.path.join(HERE, "eas.sh"), self.path("cgi", "eas.sh"))
        # bob:secret, so that a password would open the door.
        secret = subprocess.run(["openssl", "passwd", "-apr1", "secret"],
                                check=True, capture_output=True, text=True)
        write(self.path("htdocs", "index.html"), "ok\n")
        write(self.path("htpasswd"), "bob:" + secret.stdout)

    def render(self, source, target, more=None):
        text = read(os.path.join(HERE, source))
        for name, value in (more or {}).items():
            text = text.replace("@%s@" % name, value)
        text = text.replace("@LAB@", self.folder)
        text = re.sub(r"@port:([a-z0-9-]+)@",
                      lambda m: str(self.ports[m[1]]), text)
        write(self.path(target), text)

    @staticmethod
    def versions(source):
        text = re.sub(r"(?m)^# SPDX.*\n", "", read(os.path.join(HERE, source)))
        return "".join(text.replace("@V@", v).replace("@TLS@", tls)
                       for v, tls in VERSIONS)

    def render_all(self):
        modes = subprocess.run([self.lab_server, "--list"], check=True,
                               capture_output=True, text=True).stdout.split()
        self.modes = ["%s:%d" % (mode, self.ports[mode]) for mode in modes]
        user = "User nobody\nGroup nogroup\n" if os.geteuid() == 0 else ""
        self.render("apache.conf", "apache.conf", {
            "MODULES": "/usr/lib/apache2/modules", "USER": user,
            "SOGO": self.sogo.apache_part() if self.sogo else ""})
        self.render("nginx.conf", "nginx.conf",
                    {"VERSIONS": self.versions("nginx-version.conf")})
        self.render("haproxy.cfg", "haproxy.cfg",
                    {"VERSIONS": self.versions("haproxy-version.cfg")})

    def spawn(self, name, command, more=None):
        log = open(self.path("log", name + ".out"), "wb")
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log,
            stderr=subprocess.STDOUT, start_new_session=True,
            preexec_fn=end_with(os.getpid()),
            env=dict(os.environ, **(more or {})))
        log.close()
        self.processes.append((name, process))

    def wait_for(self, names):
        """Until each port takes a connection; a server that ends is told."""
        end = time.monotonic() + 20
        for name in names:
            while True:
                for what, process in self.processes:
                    if process.poll() is not None:
                        raise LabError("%s ended: %s" % (what, read(
                            self.path("log", what + ".out"))[-2000:]))
                try:
                    socket.create_connection(
                        ("127.0.0.1", self.ports[name]), 1).close()
                    break
                except OSError as err:
                    if time.monotonic() > end:
                        raise LabError("%s: %s" % (name, err)) from err
                    time.sleep(0.02)

    def start(self):
        self.make_files()
        self.render_all()
        closed = self.ports["tcp-closed"]
        if self.sogo:
            self.sogo.make_files()
            self.ports["postgresql"]
        self.catcher = leaks.Catcher(self.path("pki"))
        self.spawn("lab_server", [self.lab_server, self.path("pki")] +
                   self.modes, {"LAB_ELSEWHERE": "https://127.0.0.1:%d" %
                                self.catcher.port})
        self.spawn("apache", ["/usr/sbin/apache2", "-d", self.folder, "-f",
                              self.path("apache.conf"), "-DFOREGROUND"])
        self.spawn("nginx", ["/usr/sbin/nginx", "-p", self.folder, "-e",
                             self.path("log", "nginx-error.log"), "-c",
                             self.path("nginx.conf")])
        self.spawn("haproxy", ["/usr/sbin/haproxy", "-db", "-f",
                               self.path("haproxy.cfg")])
        if self.sogo:
            self.sogo.start()
        # What is full or closed never answers.
        self.wait_for(name for name, port in self.ports.by_name.items()
                      if port != closed and name != "tcp-dropped")

    def stop(self):
        if self.catcher:
            self.catcher.close()
        for _, process in reversed(self.processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
            except ProcessLookupError:
                pass
        for _, process in self.processes:
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
        self.processes = []
        self.ports.close()

    def __enter__(self):
        end_on_signals()
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()


def missing(wanted):
    """The packages of those files that are not there."""
    return ["%s (%s)" % (package, pattern) for pattern, package in wanted
            if not glob.glob(pattern)]


def missing_programs():
    return missing([
        ("/usr/sbin/apache2", "apache2-bin"),
        ("/usr/sbin/nginx", "nginx-light"),
        ("/usr/lib/apache2/modules/mod_ssl.so", "apache2-bin"),
        ("/usr/sbin/haproxy", "haproxy"), ("/usr/bin/openssl", "openssl"),
        ("/etc/mime.types", "media-types")])
