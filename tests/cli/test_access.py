"""Runs against a server that asks for TLS and a token."""

from pathlib import Path

import pytest
import trustme

from muster.client.access import Access
from muster.client.channel import connect
from muster.client.errors import NoAccess
from muster.server.embedded import EmbeddedServer
from muster.server.security import Security, Tls

TOKEN = "an example of a token"
RUN = ("run", "school-alarm", "--agents", 3, "--duration", 2)


@pytest.fixture
def secured(tmp_path: Path):
    """The address of a server that asks for both, and the options that satisfy it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    (tmp_path / "token").write_text(TOKEN + "\n")
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    certificate.private_key_pem.write_to_path(str(tmp_path / "key.pem"))
    certificate.cert_chain_pems[0].write_to_path(str(tmp_path / "cert.pem"))
    security = Security(Tls.read(tmp_path / "cert.pem", tmp_path / "key.pem"), TOKEN)
    with EmbeddedServer(address="127.0.0.1:0", security=security) as server:
        yield server.address, ("--tls-ca", tmp_path / "ca.pem"), ("--token-file", tmp_path / "token")


def test_with_authority_and_token_it_runs(muster, secured):
    address, ca, token = secured
    result = muster(*RUN, "--server", address, *ca, *token)
    assert result.exit_code == 0, result.output


def test_without_the_token_it_is_refused_in_the_servers_words(muster, secured):
    address, ca, _ = secured
    result = muster(*RUN, "--server", address, *ca)
    assert result.exit_code == 2 and "token" in result.stderr


def test_without_tls_nothing_begins(muster, secured):
    address, _, _ = secured
    assert muster(*RUN, "--server", address).exit_code == 2


@pytest.mark.parametrize("address", ["elsewhere.example:443", "127.elsewhere.example:443", "localhost.example:443"])
def test_a_token_does_not_travel_in_the_clear(address: str):
    with pytest.raises(NoAccess, match="--tls-ca"):
        connect(address, Access(token=TOKEN))


@pytest.mark.parametrize("address", ["127.0.0.1:1", "127.1.2.3:1", "localhost:1", "[::1]:1", "unix:/tmp/some.sock"])
def test_a_token_may_be_shown_to_this_machine(address: str):
    Access(token=TOKEN).check(address)


def test_a_file_that_is_missing_is_named(muster):
    result = muster(*RUN, "--server", "127.0.0.1:1", "--token-file", "missing")
    assert result.exit_code == 2 and "missing" in result.stderr
