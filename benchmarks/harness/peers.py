"""The gateways that ours is measured beside: how each is started, and which version it is."""
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from . import build
from .java import java
from .packages import LUA, ensure
from .processes import Process, free_ports
from .shell import first_line
from .world import World


@dataclass(frozen=True)
class Peer:
    """A gateway that is not ours.

    `warms`: whether it compiles itself while it runs, and so has to be warmed up for long. `start` is given the world,
    the port, and whether it is TLS that is spoken there.
    """

    title: str
    what: str
    warms: bool
    needs: list[str]
    start: Callable[[World, int, bool], Process]
    version: Callable[[], str]


def start(world: World, name: str, tls: bool) -> tuple[Process, str]:
    """Starts a peer and returns its process and its URL."""
    peer = PEERS[name]
    ensure(peer.needs)
    if tls:
        world.certificate()
    port = free_ports(1)[0]
    return peer.start(world, port, tls), f'{"https" if tls else "http"}://127.0.0.1:{port}'


def _haproxy(world: World, port: int, tls: bool) -> Process:
    options = f'ssl crt {world.folder}/server.pem alpn h2,http/1.1' if tls else ''
    return world.processes.start('haproxy', 'haproxy', '-db', '-f', world.config('haproxy.cfg', PORT=str(port), TLS=options))


def _nginx(world: World, port: int, tls: bool) -> Process:
    # The configuration names a certificate in any case.
    world.certificate()
    options = 'ssl http2' if tls else ''
    return world.processes.start('nginx-lua', 'nginx', '-c', world.config('nginx-lua.conf', PORT=str(port), TLS=options))


def _environment(world: World, port: int, tls: bool) -> dict[str, str]:
    return {key: value for key, value in world.values(port, '1' if tls else '').items() if value}


def _vertx(world: World, port: int, tls: bool) -> Process:
    folder = build.peer('vertx')
    return world.processes.start('vertx', java(), '-Xmx512m', '-cp', f'{folder}/target/classes:{folder}/target/lib/*',
                                 'peer.Main', env=_environment(world, port, tls))


def _fastify(world: World, port: int, tls: bool) -> Process:
    return world.processes.start('fastify', 'node', build.peer('fastify') / 'main.js', env=_environment(world, port, tls))


def _scg(world: World, port: int, tls: bool) -> Process:
    profile = {'SPRING_PROFILES_ACTIVE': 'tls'} if tls else {}
    return world.processes.start('scg-stock', java(), '-Xmx1g', '-jar', build.peer('scg-stock') / 'target/scg-stock-1.jar',
                                 env=_environment(world, port, tls) | profile)


def _dependency(name: str, *artifacts: str) -> str:
    """Returns the version that a peer's pom asks for: of the first artifact that its lines name."""
    text = (build.BENCHMARKS / 'peers' / name / 'pom.xml').read_text()
    return ', '.join(f'{artifact} {text.split(f"<artifactId>{artifact}</artifactId>")[1].split("<version>")[1].split("<")[0]}'
                     for artifact in artifacts)


def _fastify_version() -> str:
    wanted = json.loads((build.BENCHMARKS / 'peers/fastify/package.json').read_text())['dependencies']
    return ', '.join(f'{name} {version}' for name, version in wanted.items()) + f', Node {first_line("node", "-v")}'


def _nginx_version() -> str:
    package = first_line('dpkg-query', '-W', '-f', '${Version}', 'libnginx-mod-http-lua')
    return f'{first_line("nginx", "-v").replace("nginx version: ", "")}, lua module {package}'


PEERS: dict[str, Peer] = {
    'haproxy': Peer('HAProxy', 'RS256 verified on every request, a limit per client', False, ['haproxy'], _haproxy,
                    lambda: first_line('haproxy', '-v')),
    'nginx-lua': Peer('nginx + Lua', 'verified tokens cached, a limit per client', False, ['nginx', *LUA], _nginx,
                      _nginx_version),
    'vertx': Peer('Vert.x', 'RS256 verified on every request', True, ['mvn'], _vertx,
                  lambda: _dependency('vertx', 'vertx-web', 'vertx-web-proxy')),
    'fastify': Peer('Fastify', 'verified tokens cached, a worker a core', True, ['node', 'npm'], _fastify, _fastify_version),
    'scg-stock': Peer('Spring Cloud Gateway', 'with the resource server, as the documentation leads to it', True, ['mvn'],
                      _scg, lambda: _dependency('scg-stock', 'spring-boot-starter-parent', 'spring-cloud-dependencies')),
}

