"""Leading an exercise that is played elsewhere: connection, web server and browser wired together."""

import time
import webbrowser
from dataclasses import dataclass

from muster.client.access import Access
from muster.commands.output import note, say
from muster.render.service.address import Address, parse_address
from muster.render.service.errors import CannotListen
from muster.training.instruct.link import Link
from muster.training.instruct.site import Behind, Site, is_private

GLANCE_S = 0.2
LAST_S = 1.0  # wall seconds that pages have to hear of the end


@dataclass(frozen=True)
class Desk:
    """Which exercise is led, and from where; ``opens`` says whether to open the page here."""

    address: str
    access: Access
    listen: str
    opens: bool


def lead(desk: Desk) -> None:
    """Lead the exercise until it is over or Ctrl-C.

    Raises:
        TrainingError: it cannot be led.
        CannotListen: the page cannot be served there.
    """
    link = Link(desk.address, desk.access)
    site = Site(_address(desk.listen), Behind(link.feed, link.ask, link.story))
    link.enter()
    site.start()
    say(f"Instructor's page: {site.url}")
    if desk.opens:
        webbrowser.open(site.url)
    try:
        while not link.has_ended:
            time.sleep(GLANCE_S)
        note("The exercise is over; the page stays open until Ctrl-C.")
        while True:
            time.sleep(GLANCE_S)
    except KeyboardInterrupt:
        if not link.has_ended:
            note("You have left; the exercise is not ended by that.")
    finally:
        link.close()
        time.sleep(LAST_S)
        site.close()


def _address(text: str) -> Address:
    address = parse_address(text, is_guarded=True)
    if address.path:
        raise CannotListen(f"{text!r}: browsers cannot open Unix sockets; give HOST:PORT, such as 127.0.0.1:8090")
    if not is_private(address.bare_host):
        note(
            f"Warning: {address} is not this machine alone. The page is served in the clear: whoever can listen on "
            "that network can read its address, and lead the exercise. Only this machine: --listen 127.0.0.1:0"
        )
    return address
