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
TRAINING_WARM_UP = '20s'


def command() -> str:
    """Returns the command line, after a cache was trained for this very jar."""
    jar = build.gateway()
    say('training the AOT cache')
    shutil.rmtree(FOLDER, ignore_errors=True)
    run(java(), '-Djarmode=tools', '-jar', jar, 'extract', '--destination', FOLDER)
    run('sh', ROOT / 'deploy/docker/precompute', FOLDER / 'gateway.jar', FOLDER / 'lib', env=on_path())
    run('sh', ROOT / 'deploy/docker/unsign', *(FOLDER / 'lib').glob('AmazonCorrettoCryptoProvider-*.jar'), env=on_path())
    run(javac(), '-d', FOLDER / 'train', *sorted((ROOT / 'deploy/docker/train').glob('*.java')))
    # The flags name the file of directives by its place in the image; the last of two is used.
    flags = f'@{ROOT}/deploy/docker/gateway.jvm -XX:CompilerDirectivesFile={ROOT}/deploy/docker/gateway.directives'
    untrained = f'{flags} -jar {FOLDER}/gateway.jar'
    cache = FOLDER / 'gateway.aot'
    run(java(), '-cp', FOLDER / 'train', 'dev.gatehouse.train.Train', cache, ROOT / 'apis', TRAINING_SECONDS,
        *shlex.split(f'{java()} {untrained}'), env={'GATEHOUSE_WARMUP_UNTIL': TRAINING_WARM_UP})
    return f'{java()} -XX:AOTCache={cache} {untrained}'
