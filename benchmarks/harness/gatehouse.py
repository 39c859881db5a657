"""Our gateway, started alone and with everything on: limits that are never reached, audit, breaker, bulkhead, validation."""
from __future__ import annotations

import shlex
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from . import build, contracts
from .java import java
from .processes import Process, free_ports, wait_for
from .probes import status
from .shell import ROOT, Failed
from .world import PARTNERS, World

# More than any load here needs; what is left out stands as it is delivered.
PLAN = '{rate: 900000/s, burst: 900000, quota: 999999999/day, concurrency: 10000}'
# Two thousand calls at once on two cores that also run the load and the service wait longer than they may elsewhere.
ROOM_FOR_MANY = {'gatehouse.forward.pending-timeout': '5s'}


# What the image's flags have for its start and its folder; the rest is what a gateway runs with.
OF_THE_IMAGE_ALONE = ('#', '-Dgatehouse.warm-up', '-Dspring.aot', '-XX:CompilerDirectivesFile', '-XX:CompileThresholdScaling',
                      '-XX:Tier0InvokeNotifyFreqLog')


def default_java() -> str:
    """Returns the command line that starts the gateway, if no other is wanted: the image's flags, the peers' heap."""
    lines = (ROOT / 'deploy/docker/gateway.jvm').read_text().splitlines()
    flags = ' '.join(line for line in lines if line and not line.startswith(OF_THE_IMAGE_ALONE))
    return f'{java()} {flags} -Xmx512m -jar {build.GATEWAY}'


@dataclass(frozen=True)
class Setup:
    """How one gateway is started.

    `operations`: so many generated ones, or the bank's contracts if None. `plan`: of every partner. `store`: the address
    of what limits are shared by, if they are. `java`: the command line, up to the jar.
    """

    name: str = 'gatehouse'
    operations: int | None = None
    partners: int = PARTNERS
    plan: str = PLAN
    store: str = ''
    tls: bool = False
    validation: bool = True
    java: str = ''
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Gateway:
    """A gateway that runs. `paths` are what its generated operations answer to, `registry` is its file of partners."""

    process: Process
    url: str
    registry: Path
    management: str
    paths: list[str]
    seconds_to_ready: float


def start(world: World, setup: Setup, before: Callable[[], None] | None = None) -> Gateway:
    """Starts a gateway and waits until it is ready."""
    if not setup.java:
        build.gateway()
    port, management = free_ports(2)
    folder = world.folder / setup.name
    folder.mkdir()
    apis, paths = _contracts(folder / 'contracts', setup.operations)
    registry(folder / 'partners.yaml', setup.partners, setup.plan)
    properties = folder / 'gateway.properties'
    properties.write_text(''.join(f'{key}={value}\n' for key, value in
                                  _settings(world, setup, folder, apis, port, management).items()))
    ready = f'http://127.0.0.1:{management}/actuator/health/readiness'
    began = time.monotonic()
    process = world.processes.start(setup.name, *shlex.split(setup.java or default_java()),
                                    f'--spring.config.additional-location=file:{properties}', before=before)
    wait_for(lambda: status(ready, None) == 200, process, pause=0.02)
    return Gateway(process, f'{"https" if setup.tls else "http"}://127.0.0.1:{port}', folder / 'partners.yaml',
                   f'http://127.0.0.1:{management}', paths, time.monotonic() - began)


def _contracts(folder: Path, operations: int | None) -> tuple[list[str], list[str]]:
    if operations is None:
        return contracts.bank(folder), []
    paths = contracts.generated(folder, operations)
    return sorted(file.stem for file in folder.iterdir()), paths


def registry(file: Path, count: int, plan: str = PLAN) -> None:
    """Writes a registry of so many partners, all under one plan; at once, since a gateway may follow it."""
    scopes = '["accounts:read", "loans:read", "cards:read", "orders:write"]'
    written = file.with_suffix('.new')
    with written.open('w') as out:
        out.write(f'plans:\n  big: {plan}\npartners:\n')
        for number in range(count):
            out.write(f'  partner-{number:06d}: {{name: Partner {number}, status: active, plan: big, scopes: {scopes}}}\n')
    written.replace(file)


def _settings(world: World, setup: Setup, folder: Path, apis: list[str], port: int, management: int) -> dict[str, str]:
    settings = {
        'server.port': str(port),
        'server.address': '127.0.0.1',
        'management.server.port': str(management),
        'gatehouse.issuer.uri': world.issuer.uri,
        'gatehouse.audience': 'bank-gateway',
        'gatehouse.contracts': str(folder / 'contracts'),
        'gatehouse.partners': str(folder / 'partners.yaml'),
        'gatehouse.audit.folder': str(folder / 'audit'),
        **{f'gatehouse.upstreams.{api}': world.upstream for api in apis},
        **ROOM_FOR_MANY,
    }
    if not setup.validation:
        settings |= {f'gatehouse.validation.{api}': 'off' for api in apis}
    if setup.store:
        settings['gatehouse.store'] = setup.store
    if setup.tls:
        certificate, key = world.certificate()
        settings |= {
            'spring.ssl.bundle.pem.server.keystore.certificate': str(certificate),
            'spring.ssl.bundle.pem.server.keystore.private-key': str(key),
            'server.ssl.bundle': 'server',
            # The management port would speak TLS too.
            'management.server.ssl.enabled': 'false',
        }
    return settings | setup.extra


def start_tls(world: World, setup: Setup) -> tuple[Gateway, bool]:
    """Starts a gateway with TLS and, if it can, HTTP/2. Returns whether it can."""
    try:
        second = Setup(**{**vars(setup), 'name': f'{setup.name}-h2', 'tls': True, 'extra': {'server.http2.enabled': 'true'}})
        return start(world, second), True
    except Failed as refused:
        if 'http2' not in str(refused):
            raise
        return start(world, Setup(**{**vars(setup), 'tls': True})), False
