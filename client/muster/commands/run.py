"""``muster run``: one episode, or several with seeds in a row."""

from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from muster.commands.replay import TierName

if TYPE_CHECKING:
    from muster.commands.scene_run import SceneOrder
    from muster.commands.watch import Watch

LARGEST_SEED = 2**62  # leaves room for --repeat below the 63 bits of a recording


class ClockName(StrEnum):
    """What may drive a run."""

    LOCKSTEP = "lockstep"
    REALTIME = "realtime"


class ModelLoss(StrEnum):
    """What may be done in lockstep when the model cannot be asked any more."""

    WAIT = "wait"
    STOP = "stop"
    FALLBACK = "fallback"


class Decide(StrEnum):
    """How a language model may be asked."""

    LABEL = "label"
    JSON = "json"


def run(
    scenario: Annotated[
        str, typer.Argument(help="Name (see muster scenarios) or path of a scenario file.")
    ] = "school-intruder",
    agents: Annotated[int | None, typer.Option(help="How many people; otherwise as the scenario says.")] = None,
    seed: Annotated[int, typer.Option(min=0, max=LARGEST_SEED, help="Same seed, same episode.")] = 0,
    duration: Annotated[float | None, typer.Option(help="Simulated seconds; otherwise as the scenario says.")] = None,
    repeat: Annotated[
        int, typer.Option(min=1, max=10_000, help="Run this many seeds in a row and add percentiles of egress times.")
    ] = 1,
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Where to record; otherwise in runs/. --repeat puts the seed into the name."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object on stdout, and nothing else.")] = False,
    resume: Annotated[
        Path | None,
        typer.Option(metavar="RECORDING", help="Go on with a run that was stopped; it is recorded to its end there."),
    ] = None,
    mind: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Who plays the minds: builtin (the default), ollama, openai, a plug-in; auto: ollama if it can.",
        ),
    ] = None,
    model: Annotated[str, typer.Option(metavar="NAME", help="Which model of ollama or openai.")] = "",
    host: Annotated[
        str,
        typer.Option(metavar="URL", help="Where ollama or openai answers; as they say by default."),
    ] = "",
    decide: Annotated[
        Decide,
        typer.Option(help="label: one letter, words later. json: one full reply, slow."),
    ] = Decide.LABEL,
    share: Annotated[
        bool, typer.Option("--share", help="Ask a model once for like people in like situations; each draws its own.")
    ] = False,
    minds: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="A table of who is played by which model (TOML)."),
    ] = None,
    server: Annotated[
        str | None,
        typer.Option(metavar="ADDR", help="Ask a running `muster serve`: HOST:PORT or unix:PATH."),
    ] = None,
    tls_ca: Annotated[
        Path | None, typer.Option("--tls-ca", metavar="FILE", help="With --server: CA of its certificate, PEM.")
    ] = None,
    tls_cert: Annotated[
        Path | None, typer.Option("--tls-cert", metavar="FILE", help="With --server: a certificate of ours, PEM.")
    ] = None,
    tls_key: Annotated[Path | None, typer.Option("--tls-key", metavar="FILE", help="Its key, PEM.")] = None,
    token_file: Annotated[
        Path | None, typer.Option("--token-file", metavar="FILE", help="With --server: the token that it asks for.")
    ] = None,
    replies: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Recording or cache file whose model replies are used again instead of asking."
        ),
    ] = None,
    require_cached: Annotated[bool, typer.Option(help="Fail when --replies does not hold a reply.")] = False,
    max_tokens: Annotated[
        int | None,
        typer.Option(min=1, metavar="N", help="Ask the model no more once it has cost N tokens."),
    ] = None,
    on_model_loss: Annotated[
        ModelLoss,
        typer.Option(help="In lockstep, when model or server are gone."),
    ] = ModelLoss.WAIT,
    clock: Annotated[
        ClockName | None,
        typer.Option(
            help="lockstep: as fast as it goes, waiting for minds. realtime: by the wall clock, waiting for nobody. "
            "Unless given: realtime with --render or --scene-listen, else lockstep."
        ),
    ] = None,
    speed: Annotated[
        float | None,
        typer.Option(min=0.25, max=16, help="In realtime: simulated seconds in one of the wall clock."),
    ] = None,
    render: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="Watch it happen. panda3d: 3D. pygame: plan. web: in a browser. none: nothing. Or a plug-in.",
        ),
    ] = None,
    tier: Annotated[TierName | None, typer.Option(help="With --render: how much this machine can draw.")] = None,
    listen: Annotated[
        str | None,
        typer.Option(metavar="HOST:PORT", help="With --render web: where to serve; otherwise 127.0.0.1 only."),
    ] = None,
    scene_listen: Annotated[
        str | None,
        typer.Option(
            metavar="ADDR",
            help="Show it to other programs (muster.scene.v1): HOST:PORT or unix:PATH; beyond this machine only with a "
            "certificate and a token.",
        ),
    ] = None,
    scene_cert: Annotated[
        Path | None, typer.Option(metavar="FILE", help="With --scene-listen: its certificate chain, PEM.")
    ] = None,
    scene_key: Annotated[Path | None, typer.Option(metavar="FILE", help="Its key, PEM.")] = None,
    scene_ca: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Let in only programs with a certificate of this CA, PEM.")
    ] = None,
    scene_token_file: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Let in only programs that send this token.")
    ] = None,
) -> None:
    """Run an episode, record it, and say what became of whom.

    With --render a viewer shows it: space holds the run and lets it go on, a full stop makes a single step, ? lists the
    keys. The viewer can neither slow nor harm the run; once that is over it plays the recording until it is closed.

    Exit code 2: bad input, nothing is left behind. 3: the minds have gone; what was recorded until then stays, and
    --resume goes on from there.
    """
    from muster.behavior.v1.vocabulary import Clock, OnModelLoss
    from muster.client.access import read_access
    from muster.client.terms import Terms
    from muster.commands.backends import MindOrder
    from muster.commands.minds import Where
    from muster.commands.running import Order, carry_out

    is_watched = render is not None or scene_listen is not None
    clock = clock or (ClockName.REALTIME if is_watched else ClockName.LOCKSTEP)
    watch = _watch(render, tier, listen, clock)
    scenes = _scenes(scene_listen, scene_cert, scene_key, scene_ca, scene_token_file)
    if is_watched and repeat > 1:
        raise typer.BadParameter(
            f"one run can be watched, and this asks for {repeat}; leave it out, or run without --render and "
            "--scene-listen and show one of the recordings with `muster replay`",
            param_hint="--repeat",
        )
    if speed is not None and clock is ClockName.LOCKSTEP:
        raise typer.BadParameter("lockstep goes as fast as it can; give --clock realtime with it", param_hint="--speed")
    terms = Terms(Clock[clock.name], speed or 1.0, OnModelLoss[on_model_loss.name])
    minds_order = MindOrder(
        mind=mind or "",
        model=model,
        host=host,
        decide="json" if decide is Decide.JSON else "label",
        share=share,
        table=str(minds or ""),
        replies=str(replies or ""),
        require_cached=require_cached,
        max_tokens=max_tokens,
    )
    where = Where(server, read_access(tls_ca, tls_cert, tls_key, token_file))
    carry_out(
        Order(scenario, agents, seed, duration, repeat, out, as_json, resume, where, minds_order, terms, watch, scenes)
    )


def _watch(render: str | None, tier: TierName | None, listen: str | None, clock: ClockName) -> "Watch | None":
    """Return what was said of a viewer; None when there is to be none."""
    from muster.commands.watch import Watch

    if render is None:
        _refuse_without("--render NAME", {"--tier": tier, "--listen": listen})
        return None
    return Watch(render, (tier or TierName.AUTO).name, listen or "", is_paced=clock is ClockName.REALTIME)


def _scenes(
    listen: str | None, certificate: Path | None, key: Path | None, client_ca: Path | None, token: Path | None
) -> "SceneOrder | None":
    """Return what was said of other programs; None when nothing is to be served."""
    files = {"--scene-cert": certificate, "--scene-key": key, "--scene-ca": client_ca, "--scene-token-file": token}
    if listen is None:
        _refuse_without("--scene-listen ADDR", files)
        return None
    from muster.commands.scene_run import SceneOrder

    return SceneOrder(listen, *("" if file is None else str(file) for file in files.values()))


def _refuse_without(option: str, given: Mapping[str, object]) -> None:
    """Refuse what says something of an option that is not there."""
    for name, value in given.items():
        if value is not None:
            raise typer.BadParameter(f"it means nothing by itself; give {option} with it", param_hint=name)
