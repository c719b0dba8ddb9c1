# SPDX-License-Identifier: Apache-2.0
"""To whom the certificate is shown: to the endpoint, and to nobody else.

A catcher asks everybody for a certificate and writes down what it gets; it is
where the endpoint sends who follows a redirect. A relay is the proxy on the
way, and writes down every byte that passes. Each is first seen to catch.
"""
import os
import re
import socket
import socketserver
import ssl
import subprocess
import threading
import time

import bundle

# Whoever dials a proxy by TLS first is caught, too.
HELLO = b"\x16\x03"


def der_of(pem):
    """The first certificate of a PEM file."""
    with open(pem, encoding="ascii") as file:
        text = file.read()
    return ssl.PEM_cert_to_DER_cert(re.search(
        "-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", text,
        re.S)[0])


class Server(socketserver.ThreadingTCPServer):
    """On loopback, each connection on a thread of its own."""
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, handler):
        super().__init__(("127.0.0.1", 0), handler)
        self.lock = threading.Lock()
        self.port = self.server_address[1]
        threading.Thread(target=self.serve_forever, args=(0.05,),
                         daemon=True).start()

    def close(self):
        self.shutdown()
        self.server_close()

    def __exit__(self, *_):
        self.close()


class CatchOne(socketserver.BaseRequestHandler):
    def handle(self):
        catcher = self.server
        with catcher.lock:
            catcher.connections += 1
        self.request.settimeout(5)
        try:
            with catcher.context.wrap_socket(self.request,
                                             server_side=True) as tls:
                shown = tls.getpeercert(binary_form=True)
                with catcher.lock:
                    catcher.shown.append(shown)
                tls.recv(4096)
                tls.sendall(b"HTTP/1.1 403 Forbidden\r\n"
                            b"Content-Length: 0\r\n\r\n")
        except OSError:
            pass


class Catcher(Server):
    """Asks everybody for a certificate."""

    def __init__(self, pki, version=None):
        self.connections = 0
        self.shown = []  # DER, or None where none was sent
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(os.path.join(pki, "server.chain"),
                                     os.path.join(pki, "server.key"))
        self.context.load_verify_locations(os.path.join(pki, "cas.pem"))
        self.context.verify_mode = ssl.CERT_OPTIONAL
        if version:
            self.context.maximum_version = version
        super().__init__(CatchOne)


class RelayOne(socketserver.BaseRequestHandler):
    def handle(self):
        relay, head = self.server, b""
        self.request.settimeout(20)
        try:
            while b"\r\n\r\n" not in head and not head.startswith(HELLO):
                more = self.request.recv(4096)
                if not more:
                    break
                head += more
            with relay.lock:
                relay.heads.append(head)
            if head.startswith(b"CONNECT "):
                relay.answer(self.request, head)
        except OSError:
            pass


class Relay(Server):
    """A proxy: passes CONNECT on to one port, or says no in its own words."""

    def __init__(self, target, refusal=None):
        self.target, self.refusal = target, refusal
        self.heads = []       # what was said to the proxy itself
        self.passed = b""     # what was said through it
        super().__init__(RelayOne)

    def answer(self, client, head):
        if self.refusal:
            client.sendall(self.refusal)
            more = client.recv(65536)
            while more:
                with self.lock:
                    self.passed += more
                more = client.recv(65536)
            return
        with socket.create_connection(("127.0.0.1", self.target), 5) as there:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=self.copy, args=(there, client),
                                    daemon=True)
            back.start()
            self.copy(client, there, True)
            back.join(5)

    def copy(self, source, sink, keep=False):
        try:
            more = source.recv(65536)
            while more:
                if keep:
                    with self.lock:
                        self.passed += more
                sink.sendall(more)
                more = source.recv(65536)
            sink.shutdown(socket.SHUT_WR)
        except OSError:
            pass


def show(port, pki, version):
    """openssl shows alice's certificate to that port."""
    subprocess.run(
        ["openssl", "s_client", "-quiet", "-connect", "127.0.0.1:%d" % port,
         "-cert", os.path.join(pki, "alice.crt"), "-key",
         os.path.join(pki, "alice.key"), version],
        input=b"GET / HTTP/1.0\r\n\r\n", capture_output=True, timeout=20,
        check=False)


def test_catches(pki, der):
    """They catch what there is to catch."""
    with Catcher(pki, ssl.TLSVersion.TLSv1_2) as catcher, \
            Relay(catcher.port) as relay:
        show(catcher.port, pki, "-tls1_2")
        with socket.create_connection(("127.0.0.1", relay.port), 5) as bare:
            bare.sendall(b"CONNECT mail.corp.example:443 HTTP/1.1\r\n\r\n")
            bare.recv(4096)
            bare.sendall(der)
            time.sleep(0.2)
        wrong = [] if der in catcher.shown else ["the catcher misses it"]
        return wrong + ([] if der in relay.passed else ["the relay misses it"])


def diagnose(runner, server, options=()):
    return bundle.diagnose(runner.easdoctor, runner.bundle("alice", True),
                           runner.lab.ports[server], options)


def test_redirect(runner, catcher, server, options=()):
    """Where the endpoint sends who follows, nobody comes."""
    before = catcher.connections
    code, report, said, _ = diagnose(runner, server, options)
    wrong = [] if report else ["no report: " + said[:200]]
    if code == 0:
        wrong.append("exit 0")
    if catcher.connections != before:
        wrong.append("was followed; shown: %d" % len(
            [one for one in catcher.shown if one]))
    return ["leaks: %s: %s" % (server, line) for line in wrong]


def test_proxy(runner, server, der, sees_der):
    """The proxy hears CONNECT and no more; TLS 1.3 hides it on the way."""
    port = runner.lab.ports[server]
    wrong = []
    with Relay(port) as relay:
        code, _, _, _ = diagnose(
            runner, server, ["--proxy", "127.0.0.1:%d" % relay.port])
        if code != 0:
            wrong.append("exit %d" % code)
        wanted = b"CONNECT 127.0.0.1:%d HTTP/1." % port
        for head in relay.heads:
            if not head.startswith(wanted) or HELLO in head or der in head:
                wrong.append("said to the proxy: %r" % head[:80])
            if b"authorization" in head.lower() or b"cookie" in head.lower():
                wrong.append("a secret is said to the proxy")
        if not relay.heads or not relay.passed.startswith(HELLO):
            wrong.append("it did not go through the proxy")
        # By TLS 1.2 a certificate passes in the clear: what looks, finds it.
        if (der in relay.passed) != sees_der:
            wrong.append("the certificate is %s what passed" % (
                "not in" if sees_der else "in"))
    return ["leaks: through a proxy to %s: %s" % (server, line)
            for line in wrong]


def test_refusing_proxy(runner, catcher, der):
    """Nothing follows a refusal, not even where it points elsewhere."""
    wrong = []
    before = catcher.connections
    for words in (b"HTTP/1.1 302 Found\r\nLocation: https://127.0.0.1:%d/"
                  b"\r\nContent-Length: 0\r\n\r\n" % catcher.port,
                  b"HTTP/1.1 407 Proxy Authentication Required\r\n"
                  b"Proxy-Authenticate: Basic realm=\"proxy\"\r\n"
                  b"Content-Length: 0\r\n\r\n",
                  b"HTTP/1.1 200\r\n\r\n\x15\x03\x03\x00\x02\x02\x28"):
        with Relay(0, words) as relay:
            diagnose(runner, "exchange",
                     ["--proxy", "127.0.0.1:%d" % relay.port])
            if der in relay.passed:
                wrong.append("got it after %r" % words[:20])
            if words.startswith(b"HTTP/1.1 200"):
                continue
            if relay.passed:
                wrong.append("heard %d bytes after %r" % (
                    len(relay.passed), words[:20]))
    if catcher.connections != before:
        wrong.append("its redirect was followed")
    return ["leaks: a proxy that refuses: " + line for line in wrong]


def test_tls_proxy(runner, catcher):
    """A proxy that speaks TLS and asks is shown nothing: it gets CONNECT."""
    before = len(catcher.shown)
    code, _, _, _ = diagnose(runner, "exchange",
                             ["--proxy", "127.0.0.1:%d" % catcher.port])
    wrong = ["exit 0"] if code == 0 else []
    if len(catcher.shown) != before:
        wrong.append("a handshake with the proxy was made")
    return ["leaks: a proxy of TLS: " + line for line in wrong]


def test_leaks(runner, catcher):
    pki = runner.lab.path("pki")
    der = der_of(os.path.join(pki, "alice.crt"))
    wrong = ["leaks: " + line for line in test_catches(pki, der)]
    for server, options in (("answer-302-to", ()), ("answer-451-to", ()),
                            ("folders-451-to", ("--folder-sync",))):
        wrong += test_redirect(runner, catcher, server, options)
    wrong += test_proxy(runner, "exchange-12", der, True)
    wrong += test_proxy(runner, "exchange-13", der, False)
    wrong += test_refusing_proxy(runner, catcher, der)
    return wrong + test_tls_proxy(runner, catcher)
