"""What every measurement needs: a service, an issuer, a certificate, a scratch folder, and an end to all of it."""
from __future__ import annotations

import os
import resource
import shutil
import tempfile
from pathlib import Path

from .issuer import Issuer
from .packages import ensure
from .processes import Process, Processes, free_ports, is_open, wait_for
from .probes import status
from .shell import BENCHMARKS, run

PARTNERS = 100


def partner_names(count: int, registered: int | None = None) -> list[str]:
    """Returns so many partners, spread evenly over those that are registered."""
    total = registered or count
    return [f'partner-{i * total // count:06d}' for i in range(count)]


class World:
    """Opened by `with`; whatever it started has ended when the block has."""

    def __init__(self) -> None:
        ensure(['nginx', 'wrk', 'openssl'])
        _raise_file_limit()
        self.folder = Path(tempfile.mkdtemp(prefix='gatehouse-bench-'))
        self.processes = Processes(self.folder)
        self.upstream_port, issuer_port = free_ports(2)
        self.issuer = Issuer(self.folder, f'http://127.0.0.1:{issuer_port}/realms/bank')
        try:
            self.service = self._serve(issuer_port)
        except BaseException:
            self.__exit__()
            raise

    def __enter__(self) -> World:
        return self

    def __exit__(self, *_: object) -> None:
        self.processes.__exit__()
        self.issuer.close()
        if 'KEEP_SCRATCH' not in os.environ:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _serve(self, issuer_port: int) -> Process:
        (self.folder / '4k.json').write_text(_json(4096))
        (self.folder / '1m.json').write_text(_json(1 << 20))
        _readable(self.folder)
        service = self.processes.start('service', 'nginx', '-c', self.config('backend.conf', ISSUER=str(issuer_port)))
        wait_for(lambda: status(self.upstream, None) == 200, service)
        return service

    @property
    def upstream(self) -> str:
        return f'http://127.0.0.1:{self.upstream_port}'

    def store(self) -> str:
        """Starts what limits are shared by, and returns its address."""
        ensure(['redis-server'])
        port, = free_ports(1)
        folder = self.folder / 'store'
        folder.mkdir()
        store = self.processes.start('store', 'redis-server', '--port', str(port), '--bind', '127.0.0.1', '--dir', str(folder),
                                     '--save', '', '--appendonly', 'yes')
        wait_for(lambda: is_open(port), store)
        return f'redis://127.0.0.1:{port}'

    def certificate(self) -> tuple[Path, Path]:
        """Returns a certificate of 127.0.0.1 (P-256, signed by itself) and its key."""
        certificate, key = self.folder / 'server.crt', self.folder / 'server.key'
        if not certificate.exists():
            run('openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2',
                '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1,DNS:localhost',
                '-keyout', key, '-out', certificate)
            (self.folder / 'server.pem').write_text(certificate.read_text() + key.read_text())
        return certificate, key

    def values(self, port: int = 0, tls: str = '') -> dict[str, str]:
        """Returns what configurations of peers are filled in with, and their environment."""
        return {'DIR': str(self.folder), 'UPSTREAM': str(self.upstream_port), 'ISSUER_URI': self.issuer.uri,
                'PORT': str(port), 'CORES': str(os.cpu_count()), 'TLS': tls}

    def config(self, name: str, **values: str) -> Path:
        """Fills a file of `peers/` in and returns the copy."""
        text = (BENCHMARKS / 'peers' / name).read_text()
        for key, value in {**self.values(), **values}.items():
            text = text.replace(f'@{key}@', value)
        copy = self.folder / name
        copy.write_text(text)
        return copy


def _json(length: int) -> str:
    return '{"text":"' + 'x' * (length - 11) + '"}'


def _readable(folder: Path) -> None:
    """nginx's workers are another user when its master is root."""
    folder.chmod(0o755)


def _raise_file_limit() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
