# SPDX-License-Identifier: Apache-2.0
"""A network of the lab's own, in which there is nothing but loopback.

Where one can be had, what would leave it finds no way, and the kernel counts
that it was tried. Elsewhere (a container that allows no namespaces) the
sockets of this machine are looked at again and again instead.
"""
import fcntl
import os
import socket
import struct
import subprocess
import sys
import threading

ALONE = "EASDOCTOR_LAB_ALONE"
SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP = 0x8913, 0x8914, 1


def leave():
    """Starts this program again where there is only loopback; or returns."""
    if os.environ.get(ALONE):
        return
    own = ["unshare", "--net"] if os.geteuid() == 0 else [
        "unshare", "--net", "--map-current-user", "--keep-caps"]
    try:
        able = subprocess.run(own + ["true"], capture_output=True,
                              check=False).returncode == 0
    except FileNotFoundError:
        able = False
    if able:
        os.environ[ALONE] = "1"
        os.execvp(own[0], own + [sys.executable] + sys.argv)


def raise_loopback():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        name = b"lo".ljust(16, b"\0")
        asked = fcntl.ioctl(handle, SIOCGIFFLAGS, name + bytes(16))
        flags = struct.unpack_from("h", asked, 16)[0] | IFF_UP
        fcntl.ioctl(handle, SIOCSIFFLAGS,
                    name + struct.pack("h", flags) + bytes(14))


def count_lost():
    """What the kernel found no way for, by IPv4 and IPv6."""
    with open("/proc/net/snmp", encoding="ascii") as file:
        names, values = [line.split() for line in file
                         if line.startswith("Ip:")]
    lost = int(values[names.index("OutNoRoutes")])
    try:
        with open("/proc/net/snmp6", encoding="ascii") as file:
            return lost + sum(int(line.split()[1]) for line in file
                              if line.startswith("Ip6OutNoRoutes"))
    except FileNotFoundError:
        return lost


def try_to_leave():
    """An address that is nobody's (RFC 5737); a way there is a failure."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        try:
            handle.connect(("192.0.2.1", 9))
        except OSError:
            return
    raise RuntimeError("there is a way out of the lab")


def is_inside(address):
    """127.0.0.0/8, ::1, ::ffff:127.0.0.0/104 or nobody, as /proc has it."""
    words = [int(address[at:at + 8], 16) for at in range(0, len(address), 8)]
    if sys.byteorder == "little":
        words = [struct.unpack("<I", struct.pack(">I", word))[0]
                 for word in words]
    if len(words) == 1 or words[:3] == [0, 0, 0xffff]:
        return words[-1] >> 24 == 127 or words[-1] == 0
    return words[:3] == [0, 0, 0] and words[3] in (0, 1)


def is_ours(pid):
    """A process below this one."""
    while pid > 1:
        if pid == os.getpid():
            return True
        with open("/proc/%d/stat" % pid, encoding="utf-8") as file:
            pid = int(file.read().rpartition(")")[2].split()[1])
    return False


def sockets_of(pid):
    folder = "/proc/%s/fd" % pid
    for name in os.listdir(folder):
        target = os.readlink(os.path.join(folder, name))
        if target.startswith("socket:["):
            yield target[8:-1]


def leaving():
    """Sockets of the lab whose other end is not on loopback."""
    strange = {}
    for kind in ("tcp", "tcp6", "udp", "udp6"):
        with open("/proc/net/" + kind, encoding="ascii") as file:
            for line in file.read().splitlines()[1:]:
                fields = line.split()
                if not is_inside(fields[2].partition(":")[0]):
                    strange[fields[9]] = fields[2]
    found = set()
    for pid in os.listdir("/proc") if strange else ():
        try:
            if pid.isdigit() and is_ours(int(pid)):
                found |= {strange[inode] for inode in sockets_of(pid)
                          if inode in strange}
        except OSError:
            pass
    return found


class Watch:
    """What tried to leave while it lasted, as a list of lines."""

    def __init__(self):
        self.alone = bool(os.environ.get(ALONE))
        self.found = set()
        self.over = threading.Event()
        self.before = 0

    def __enter__(self):
        if self.alone:
            self.before = count_lost()
        else:
            print("the lab has no network of its own: watching its sockets")
            threading.Thread(target=self.look, daemon=True).start()
        return self

    def look(self):
        while not self.over.wait(0.01):
            self.found |= leaving()

    def __exit__(self, *_):
        self.over.set()

    def tell(self):
        if not self.alone:
            return ["network: %s was sought" % end
                    for end in sorted(self.found)]
        lost = count_lost() - self.before
        wrong = ["network: %d attempts to leave loopback" % lost
                 ] if lost else []
        # The count must see what it is for.
        try_to_leave()
        if count_lost() - self.before == lost:
            wrong.append("network: attempts to leave are not counted")
        return wrong
