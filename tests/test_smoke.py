"""The script by which the CI tries each version of PostgreSQL."""

import os
import subprocess

import servers
from conftest import PROJECT


def test_the_smoke_script_passes_on_both_artifacts(server: servers.Server) -> None:
    """It ends well, and says of each way of installing that it works."""
    environment = {**os.environ, "PATH": f"{server.bin}:{os.environ['PATH']}"}
    environment |= {"PGHOST": server.host, "PGUSER": "postgres"}
    argv = ["sh", "tests/smoke.sh", str(server.port)]
    done = subprocess.run(argv, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr
    assert [line.split(", ")[1] for line in done.stdout.splitlines()] == ["extension: ok", "plain: ok"]
