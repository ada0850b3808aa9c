"""What bin/setup says when a machine lacks something: the sentence is the help."""

import errno
import importlib.util
import socket
from importlib.machinery import SourceFileLoader
from pathlib import Path
from types import ModuleType

import pytest

from tests.serving import free_port

pytestmark = pytest.mark.any_database

ROOT = Path(__file__).resolve().parent.parent.parent


@pytest.fixture
def setup() -> ModuleType:
    """The program as a module."""
    loader = SourceFileLoader("setup_program", str(ROOT / "bin" / "setup"))
    spec = importlib.util.spec_from_loader("setup_program", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_an_old_python_is_told_which_one_is_needed(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(setup.Problem, match=r"Python 3\.9; .* 3\.11 or newer.*PYTHON="):
        setup.check_python()


def test_a_python_without_venv_is_told_the_package(setup, monkeypatch):
    monkeypatch.setitem(setup.sys.modules, "ensurepip", None)
    with pytest.raises(setup.Problem, match="apt-get install python3-venv"):
        setup.check_python()


def test_a_busy_port_is_told_another(setup, monkeypatch):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        busy = other.getsockname()[1]
        monkeypatch.setenv("PORT", str(busy))
        with pytest.raises(setup.Problem, match=f"Port {busy} .* PORT={busy + 1} make run"):
            setup.check_port()


@pytest.mark.parametrize("wrong", ["abc", "99999", "0", "-1", "80 80", "٣", "8e3"])
def test_a_port_that_is_none_is_told_what_one_is(setup, monkeypatch, wrong):
    monkeypatch.setenv("PORT", wrong)
    with pytest.raises(setup.Problem, match=r"PORT is .*a number from 1 to 65535: PORT=8001 make"):
        setup.check_port()


@pytest.mark.parametrize("wrong", ["nosuchhost.invalid", "192.0.2.1", "a" * 70, "a..b"])
def test_a_host_that_is_not_this_machine_is_told_which_are(setup, monkeypatch, wrong):
    monkeypatch.setenv("PORT", str(free_port()))
    monkeypatch.setenv("SERVE_HOST", wrong)
    with pytest.raises(setup.Problem, match=r"SERVE_HOST is .*127\.0\.0\.1"):
        setup.check_port()


def test_the_last_port_is_not_told_a_further_one(setup, monkeypatch):
    monkeypatch.setattr(setup.listening.socket.socket, "bind", refuse)
    monkeypatch.setenv("PORT", "65535")
    with pytest.raises(setup.Problem, match=r"Port 65535 can.t be used \(in use\).*PORT=8001 make"):
        setup.check_port()


def refuse(*_):
    raise OSError(errno.EADDRINUSE, "in use")


def test_packages_are_installed_once_for_each_lock(setup, monkeypatch, tmp_path):
    (tmp_path / "some.lock").write_text("one==1")
    calls = []
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path)
    monkeypatch.setattr(setup, "step", lambda command, failure: calls.append(command))
    setup.install("some.lock")
    setup.install("some.lock")
    assert len(calls) == 1
    (tmp_path / "some.lock").write_text("one==2")
    setup.install("some.lock")
    assert len(calls) == 2
    assert all("--require-hashes" in call for call in calls)


def test_a_failing_step_ends_with_its_sentence(setup):
    with pytest.raises(setup.Problem, match="What to do"):
        setup.step(["false"], "What to do")
