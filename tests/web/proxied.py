"""The examples of docs/proxies, run: nginx and Caddy with certificates of their own before servers on loopback."""

from __future__ import annotations

import os
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "proxies"
#: The name that the examples give the host, and the one under which the tests ask for it.
NAME, HERE = "policy.example", "localhost"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


def replaced(text: str, changes: Mapping[str, str]) -> str:
    """An example with the parts that are its user's own; each of them stands in it."""
    for what, by in changes.items():
        assert what in text, what
        text = text.replace(what, by)
    return text


@contextmanager
def nginx(programs: Mapping[str, str], folder: Path, port: int, servers: Sequence[int]) -> Iterator[ssl.SSLContext]:
    """nginx on a port before servers on others; how its certificate is checked."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    command = [
        programs["openssl"],
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HERE}",
    ]
    names = ["-addext", f"subjectAltName=DNS:{HERE}", "-keyout", key, "-out", certificate]
    subprocess.run([*command, *names], check=True, capture_output=True)
    upstream = "\n".join(f"    server 127.0.0.1:{one};" for one in servers)
    server = replaced(
        (EXAMPLES / "nginx.conf").read_text("utf-8"),
        {
            "    server 127.0.0.1:8765;": upstream,
            "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
            f"/etc/ssl/certs/{NAME}.pem": str(certificate),
            f"/etc/ssl/private/{NAME}.key": str(key),
            f"server_name {NAME}": f"server_name {HERE}",
        },
    )
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "\n".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)
    user = "user root;\n" if os.geteuid() == 0 else ""
    main = f"{user}daemon off;\npid {folder}/pid;\nerror_log {folder}/errors;\nevents {{}}\n"
    (folder / "nginx.conf").write_text(f"{main}http {{\naccess_log off;\n{paths}\n{server}\n}}\n", "utf-8")
    with _running([programs["nginx"], "-p", str(folder), "-c", str(folder / "nginx.conf")], port, folder):
        yield ssl.create_default_context(cafile=certificate)


@contextmanager
def caddy(programs: Mapping[str, str], folder: Path, port: int, servers: Sequence[int]) -> Iterator[ssl.SSLContext]:
    """Caddy on a port before the first of the servers; how its certificate is checked."""
    site = replaced(
        (EXAMPLES / "Caddyfile").read_text("utf-8"),
        {
            f"\n{NAME} {{": f"\nhttps://{HERE}:{port} {{",
            "127.0.0.1:8765": f"127.0.0.1:{servers[0]}",
        },
    )
    here = f"{{\nadmin off\nskip_install_trust\nlocal_certs\ndefault_bind 127.0.0.1\nhttp_port {free_port()}\n}}\n"
    (folder / "Caddyfile").write_text(here + site, "utf-8")
    command = [programs["caddy"], "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with _running(command, port, folder):
        root = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
        yield _ready(lambda: ssl.create_default_context(cafile=root), port)


def _ready(trust: Callable[[], ssl.SSLContext], port: int) -> ssl.SSLContext:
    """How a certificate is checked, once there is one: Caddy listens before it has it."""
    end = time.monotonic() + 30
    while True:
        try:
            trusted = trust()
            with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
                trusted.wrap_socket(one, server_hostname=HERE).close()
        except (OSError, ssl.SSLError):
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return trusted


@contextmanager
def _running(command: Sequence[str], port: int, folder: Path) -> Iterator[None]:
    surroundings = {**os.environ, "XDG_DATA_HOME": str(folder), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, env=surroundings)
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            assert process.poll() is None, (folder / "log").read_text("utf-8")
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(20)
