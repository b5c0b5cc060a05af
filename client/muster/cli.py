"""The one command, ``muster``: its subcommands are in ``muster.commands``, each in a file of its own."""

import typer

from muster.commands.ask import ask
from muster.commands.boundary import bounded
from muster.commands.check import check
from muster.commands.classify import classify
from muster.commands.compare import compare
from muster.commands.doctor import doctor
from muster.commands.evaluate import evaluate
from muster.commands.export import export
from muster.commands.import_ import import_
from muster.commands.info import info
from muster.commands.instruct import instruct
from muster.commands.join import join
from muster.commands.optimize import optimize
from muster.commands.output import never_fail_to_encode
from muster.commands.prompt import prompt
from muster.commands.purge import purge
from muster.commands.realism import realism
from muster.commands.replay import replay
from muster.commands.report import report
from muster.commands.rerun import rerun
from muster.commands.review import review
from muster.commands.run import run
from muster.commands.scenarios import scenarios
from muster.commands.serve import serve
from muster.commands.study import study
from muster.commands.tabletop import tabletop
from muster.commands.train import train
from muster.commands.verify import verify
from muster.commands.whatif import whatif

# Plain help and plain tracebacks: rich would triple the time that help takes.
app = typer.Typer(
    name="muster",
    help="Simulate how people in a building behave in an emergency. Start with: muster run",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command()(bounded(run))
app.command()(bounded(train))
app.command()(bounded(join))
app.command()(bounded(instruct))
app.command()(bounded(replay))
app.command()(bounded(rerun))
app.command()(bounded(info))
app.command()(bounded(export))
app.command()(bounded(classify))
app.command()(bounded(optimize))
app.command()(bounded(evaluate))
app.command()(bounded(compare))
app.command()(bounded(report))
app.command()(bounded(study))
app.command()(bounded(prompt))
app.command()(bounded(ask))
app.command()(bounded(serve))
app.command()(bounded(scenarios))
app.command()(bounded(check))
app.command()(bounded(tabletop))
app.command()(bounded(review))
app.command()(bounded(whatif))
app.command()(bounded(purge))
app.command()(bounded(verify))
app.command()(bounded(realism))
app.command("import")(bounded(import_))
app.command()(bounded(doctor))


def main() -> None:
    """Run the command line; the console script."""
    never_fail_to_encode()
    app()
