"""The gateway as its image runs it: unpacked, with the image's flags and a trained AOT cache (docs/decisions/0013)."""
from __future__ import annotations

import shlex
import shutil

from . import build
from .java import java, javac, on_path
from .shell import BENCHMARKS, ROOT, run, say

FOLDER = BENCHMARKS / 'target/image'
# As in gateway/Dockerfile.
TRAINING_SECONDS = '15'


def command() -> str:
    """Returns the command line, after a cache was trained for this very jar."""
    built = build.gateway()
    say('training the AOT cache')
    shutil.rmtree(FOLDER, ignore_errors=True)
    run(java(), '-Djarmode=tools', '-jar', built, 'extract', '--destination', FOLDER)
    run('sh', ROOT / 'deploy/docker/precompute', FOLDER / 'gateway.jar', FOLDER / 'lib', env=on_path())
    run('sh', ROOT / 'deploy/docker/unsign', *(FOLDER / 'lib').glob('AmazonCorrettoCryptoProvider-*.jar'), env=on_path())
    run(javac(), '-d', FOLDER / 'train', *sorted((ROOT / 'deploy/docker/train').glob('*.java')))
    # The flags name the file of directives by its place in the image; the last of two is used.
    flags = f'@{ROOT}/deploy/docker/gateway.jvm -XX:CompilerDirectivesFile={ROOT}/deploy/docker/gateway.directives'
    jar = f'-jar {FOLDER}/gateway.jar'
    cache = FOLDER / 'gateway.aot'
    run(java(), '-cp', FOLDER / 'train', 'dev.gatehouse.train.Train', cache, ROOT / 'apis', TRAINING_SECONDS,
        *shlex.split(f'{java()} {flags} -Dgatehouse.warm-up.until={TRAINING_SECONDS}s {jar}'))
    return f'{java()} -XX:AOTCache={cache} {flags} {jar}'
