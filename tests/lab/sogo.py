# SPDX-License-Identifier: Apache-2.0
"""A real EAS server: SOGo on PostgreSQL, memcached and Dovecot.

Everything runs below the lab's folder as one user without rights, on loopback;
nothing of the system's own configuration is read or written.
"""
import glob
import grp
import os
import pwd
import subprocess
import time

import lab

TABLE = """
create role sogo login password 'x';
create database sogo owner sogo;
\\c sogo sogo
create table sogo_users (c_uid varchar(60) primary key, c_name varchar(60),
  c_password varchar(60), c_cn varchar(100), mail varchar(100));
insert into sogo_users values ('alice@corp.example', 'alice@corp.example',
  'unused', 'Alice Example', 'alice@corp.example');
"""


class Sogo:
    """Adds itself to a lab that is about to start."""

    def __init__(self, the_lab):
        self.lab = the_lab
        self.home = the_lab.path("sogo")
        if os.geteuid() == 0:
            self.user = pwd.getpwnam("sogo")
        else:
            self.user = pwd.getpwuid(os.geteuid())
        self.group = grp.getgrgid(self.user.pw_gid).gr_name
        self.postgresql = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]

    def as_user(self, *command):
        drop = ["setpriv", "--pdeathsig=TERM",
                "--reuid=%d" % self.user.pw_uid,
                "--regid=%d" % self.user.pw_gid, "--clear-groups"]
        return (drop if os.geteuid() == 0 else []) + [
            "env", "HOME=" + self.home, "LC_ALL=C.UTF-8", "TZ=UTC",
            "GNUSTEP_CONFIG_FILE=" + self.lab.path("gnustep.conf")
        ] + list(command)

    def apache_part(self):
        return lab.read(os.path.join(lab.HERE, "apache-sogo.conf"))

    def make_files(self):
        for name in ("mail", "spool", "dovecot", "dovecot-state"):
            os.makedirs(os.path.join(self.home, name))
        names = {"USER": self.user.pw_name, "GROUP": self.group}
        self.lab.render("sogo.conf", "sogo/sogod.plist")
        self.lab.render("dovecot.conf", "dovecot.conf", names)
        # sogod takes its defaults from below a home that only this file names.
        lines = lab.read("/etc/GNUstep/GNUstep.conf").splitlines()
        lines = [line for line in lines
                 if not line.startswith("GNUSTEP_USER_DEFAULTS_DIR=")]
        lab.write(self.lab.path("gnustep.conf"), "\n".join(
            lines + ["GNUSTEP_USER_DEFAULTS_DIR=" + self.home]) + "\n")
        log = self.lab.path("log", "dovecot.log")
        lab.write(log, "")
        for path in [log, self.home] + [
                os.path.join(root, name) for root, folders, files
                in os.walk(self.home) for name in folders + files]:
            if os.geteuid() == 0:
                os.chown(path, self.user.pw_uid, self.user.pw_gid)

    def start_database(self):
        data = os.path.join(self.home, "data")
        port = self.lab.ports["postgresql"]
        quiet = {"stdout": subprocess.DEVNULL, "check": True,
                 "stdin": subprocess.DEVNULL}
        subprocess.run(self.as_user(
            self.postgresql + "/initdb", "-D", data, "-U", "postgres", "-A",
            "trust", "--no-sync", "-E", "UTF8", "--locale=C"), **quiet)
        self.lab.spawn("postgresql", self.as_user(
            self.postgresql + "/postgres", "-D", data, "-p", str(port), "-c",
            "listen_addresses=127.0.0.1", "-k", self.home, "-c", "fsync=off"))
        self.lab.wait_for(["postgresql"])
        psql = self.as_user("psql", "-h", self.home, "-p", str(port), "-U",
                            "postgres", "-q", "-v", "ON_ERROR_STOP=1")
        end = time.monotonic() + 10
        while subprocess.run(psql + ["-c", "select 1"], check=False,
                             capture_output=True).returncode:
            if time.monotonic() > end:
                raise lab.LabError("PostgreSQL takes no queries")
            time.sleep(0.05)
        subprocess.run(psql, input=TABLE, text=True, check=True)

    def start(self):
        self.lab.spawn("memcached", self.as_user(
            "memcached", "-s", os.path.join(self.home, "memcached.sock"),
            "-m", "16"))
        self.lab.spawn("dovecot", self.as_user(
            "/usr/sbin/dovecot", "-F", "-c", self.lab.path("dovecot.conf")))
        self.start_database()
        self.lab.spawn("sogod", self.as_user(
            "/usr/sbin/sogod", "-WOWorkersCount", "2", "-WOPort",
            "127.0.0.1:%d" % self.lab.ports["sogod"], "-WOPidFile",
            os.path.join(self.home, "sogod.pid"), "-WOLogFile", "-"))


def missing_programs():
    return lab.missing([
        ("/usr/sbin/sogod", "sogo"),
        ("/usr/lib/GNUstep/SOGo/ActiveSync.SOGo", "sogo-activesync"),
        ("/usr/sbin/dovecot", "dovecot-core"),
        ("/usr/bin/memcached", "memcached"),
        ("/etc/GNUstep/GNUstep.conf", "gnustep-common"),
        ("/usr/lib/postgresql/*/bin/initdb", "postgresql")])
