"""What has to be installed, and how it gets there."""
from __future__ import annotations

import glob
import os
import shutil

from .shell import Failed, run, say

# What shows that a package is there: a command, or a file (a pattern with a slash).
PACKAGES = {
    'wrk': 'wrk',
    'h2load': 'nghttp2-client',
    'openssl': 'openssl',
    'nginx': 'nginx',
    'haproxy': 'haproxy',
    '/usr/lib/nginx/modules/ngx_http_lua_module.so': 'libnginx-mod-http-lua',
    '/usr/share/lua/5.1/resty/core.lua': 'lua-resty-core',
    '/usr/share/lua/5.1/resty/lrucache.lua': 'lua-resty-lrucache',
    '/usr/lib/*/lua/5.1/cjson.so': 'lua-cjson',
    '/usr/lib/*/lua/5.1/_openssl.so': 'lua-luaossl',
    'redis-server': 'redis-server',
    'node': 'nodejs',
    'npm': 'npm',
    'mvn': 'maven',
}

LUA = [need for need in PACKAGES if need.startswith('/')]


def is_there(need: str) -> bool:
    return bool(glob.glob(need)) if need.startswith('/') else shutil.which(need) is not None


def ensure(needs: list[str]) -> None:
    """Installs what is missing with apt-get, as root; else says what to install."""
    missing = sorted({PACKAGES[need] for need in needs if not is_there(need)})
    if not missing:
        return
    if os.geteuid() != 0 or shutil.which('apt-get') is None:
        raise Failed('Please install: ' + ' '.join(missing))
    say('installing ' + ' '.join(missing))
    run('apt-get', 'install', '-y', '--no-install-recommends', *missing, env={'DEBIAN_FRONTEND': 'noninteractive'})
