"""The contracts that the gateway is started with: the bank's own, or as many operations as are wanted."""
from __future__ import annotations

import json
import shutil
import uuid
from pathlib import Path

from .shell import BENCHMARKS, ROOT

UUID = '0b9e1c1e-5f0a-4a53-9a53-6f1f2f3a4b5c'
GENERATED_APIS = 4


def bank(folder: Path) -> list[str]:
    """Writes the bank's contracts and that of the benchmarks' orders. Returns the names of the APIs."""
    folder.mkdir(parents=True)
    for contract in (*sorted((ROOT / 'apis').glob('*.yaml')), BENCHMARKS / 'contracts/orders.yaml'):
        shutil.copy(contract, folder)
    return sorted(file.stem for file in folder.glob('*.yaml'))


def generated(folder: Path, operations: int) -> list[str]:
    """Writes contracts of so many operations together. Returns one path that each of them matches."""
    folder.mkdir(parents=True)
    paths: list[str] = []
    for api in range(GENERATED_APIS):
        templates = [template(api, number) for number in range(operations // GENERATED_APIS)]
        (folder / f'api{api}.yaml').write_text(json.dumps(contract(templates)))
        paths += [path.replace('{id}', UUID).replace('{part}', 'summary') for path in templates]
    return paths


def template(api: int, number: int) -> str:
    """Returns one of the shapes that real paths have: parameters at the end, in the middle, and none."""
    start = f'/v1/area{api}/resource{number}'
    return (f'{start}/{{id}}', f'{start}/{{id}}/parts/{{part}}', f'{start}/all')[number % 3]


def contract(templates: list[str]) -> dict[str, object]:
    """Returns an OpenAPI 3.1 contract of these paths, each with a GET that needs accounts:read."""
    return {
        'openapi': '3.1.1',
        'info': {'title': 'Generated', 'version': '1.0.0'},
        'paths': {path: _item(path, number) for number, path in enumerate(templates)},
        'components': {'securitySchemes': {'bank': {'type': 'oauth2', 'flows': {'clientCredentials': {
            'tokenUrl': 'http://localhost/token', 'scopes': {'accounts:read': 'Read'}}}}}},
    }


def _item(path: str, number: int) -> dict[str, object]:
    text = {'id': {'type': 'string', 'format': 'uuid'}, 'part': {'type': 'string', 'maxLength': 64}}
    return {
        'parameters': [{'name': name, 'in': 'path', 'required': True, 'schema': schema}
                       for name, schema in text.items() if f'{{{name}}}' in path],
        'get': {'operationId': f'get{number}', 'security': [{'bank': ['accounts:read']}],
                'responses': {'200': {'description': 'Good.'}}},
    }


def order() -> str:
    """Returns a body of `POST /v1/orders` that keeps its contract, of 2 KiB."""
    def party(name: str) -> dict[str, str]:
        return {'name': name, 'iban': 'DE84999888770000000001'}

    payments = [{'endToEndId': str(uuid.UUID(int=(4 << 76) | (2 << 62) | number)), 'creditor': party(f'Supplier {number}'),
                 'amount': {'amount': f'{1000 + number}.50', 'currency': 'EUR'}, 'reference': f'Invoice 2026-{number:05d}'}
                for number in range(9)]
    body = {'orderId': UUID, 'debtor': party('Acme Treasury GmbH'), 'executionDate': '2026-12-01', 'urgent': False,
            'payments': payments}
    missing = 2048 - len(json.dumps(body, separators=(',', ':')))
    payments[-1]['reference'] = f'{payments[-1]["reference"]} '.ljust(len(str(payments[-1]['reference'])) + missing, 'x')
    return json.dumps(body, separators=(',', ':'))
