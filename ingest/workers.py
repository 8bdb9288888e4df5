"""Jobs in processes of their own: what one leaves behind, also where it dies or takes too long, is its own.

One process a job, so many at once. They are forked from a server that has imported the readers (where the
system can fork), so that a process costs milliseconds; a job that takes all memory takes its own along.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkServerContext, SpawnContext
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from ingest.errors import IngestError

_PRELOADED = [
    "duckdb", "pandas", "ingest.raw_layer", "ingest.reader", "ingest.formats.html", "ingest.formats.layout",
    "ingest.formats.markdown", "ingest.formats.pdf", "ingest.formats.tabbed",
]  # fmt: skip

Key = TypeVar("Key")
Answer = TypeVar("Answer")


@dataclass(frozen=True)
class Died:
    """Why a job gave no answer: its process died, or was stopped at the time limit."""

    reason: str


@dataclass
class _Running(Generic[Key]):
    key: Key
    process: BaseProcess
    deadline: float


class Workers(Generic[Key, Answer]):
    """Runs jobs, which and whose answers can be pickled, and gives their answers in the order they come.

    A job that raises IngestError answers with it. `first` in `ask` puts a job before those that wait.
    """

    def __init__(self, jobs: int, seconds: float) -> None:
        self._context: ForkServerContext | SpawnContext = multiprocessing.get_context("spawn")
        if "forkserver" in multiprocessing.get_all_start_methods():
            self._context = multiprocessing.get_context("forkserver")
            self._context.set_forkserver_preload(_PRELOADED)
        self._jobs = jobs
        self._seconds = seconds
        self._waiting: deque[tuple[Key, Callable[[], Callable[[], Answer]]]] = deque()
        self._running: dict[Connection, _Running[Key]] = {}

    def ask(self, key: Key, job: Callable[[], Callable[[], Answer]], *, first: bool = False) -> None:
        """Have a job done; `job` gives it at the moment it begins."""
        (self._waiting.appendleft if first else self._waiting.append)((key, job))

    def answers(self) -> Iterator[tuple[Key, Answer | IngestError | Died]]:
        """Every job's key and answer, those included that are asked for meanwhile; stops all when closed."""
        try:
            while self._waiting or self._running:
                while self._waiting and len(self._running) < self._jobs:
                    self._start()
                yield from self._next()
        finally:
            for running in self._running.values():
                running.process.kill()
            for channel, running in self._running.items():
                running.process.join()
                channel.close()
            self._running.clear()

    def _start(self) -> None:
        key, job = self._waiting.popleft()
        channel, far_end = self._context.Pipe(duplex=False)
        process = self._context.Process(target=_answer, args=(far_end, job()))
        process.start()
        far_end.close()  # so that the channel ends with the process
        self._running[channel] = _Running(key, process, time.monotonic() + self._seconds)

    def _next(self) -> Iterator[tuple[Key, Answer | IngestError | Died]]:
        soonest = min(running.deadline for running in self._running.values())
        for channel in wait(list(self._running), timeout=max(0.0, soonest - time.monotonic())):
            assert isinstance(channel, Connection)
            running = self._running.pop(channel)
            try:
                answer = channel.recv()
            except (EOFError, OSError):
                answer = None
            running.process.join()
            channel.close()
            yield running.key, Died(_cause(running.process.exitcode)) if answer is None else answer
        late = [
            (channel, running)
            for channel, running in self._running.items()
            if running.deadline <= time.monotonic()
        ]
        for channel, running in late:
            del self._running[channel]
            running.process.kill()
            running.process.join()
            channel.close()
            yield running.key, Died(f"it took more than {self._seconds:g} seconds and was stopped")


def _answer(channel: Connection, job: Callable[[], object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one who asks is interrupted, and stops all
    try:
        answer = job()
    except IngestError as error:
        answer = error
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        answer = Died(f"a fault in ingest stops it ({type(error).__name__}: {str(error)[:200]})")
    with contextlib.suppress(OSError):  # nobody listens any more
        channel.send(answer)


def _cause(exitcode: int | None) -> str:
    if exitcode is not None and exitcode < 0:
        memory = ", probably for lack of memory" if -exitcode == signal.SIGKILL else ""
        return f"the process that read it was stopped by {signal.Signals(-exitcode).name}{memory}"
    return f"the process that read it ended without an answer (status {exitcode})"
