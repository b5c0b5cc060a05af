// The plan: it draws the newest moments, and says what a click means: somebody, a door or a room.

const NEAR_DOOR = 9; // pixels
const NO_SCENE = { people: [], threats: 0, storeys: [], doors: [], statuses: [], barred: {}, smoke: null };

class LiveBodies extends Bodies {
  draw(context, time, ink) {
    super.draw(context, time, ink);
    if (this.marked) this.drawMarked(context, ink.accent);
  }

  /** An outline around the door or the room that is selected. */
  drawMarked(context, colour) {
    context.strokeStyle = colour;
    context.lineWidth = 3;
    for (const panel of this.layout.panels) {
      const room = this.content.storeys[panel.storey].regions.find((region) => region.id === this.marked.room);
      if (room) context.stroke(tracedPath(this.layout, panel, room.ring, true));
      const door = this.content.doors.find((each) => each.id === this.marked.door);
      if (!door?.storeys.includes(panel.storey)) continue;
      const [left, top, right, bottom] = bounds(this.layout, panel, door.line);
      context.beginPath();
      context.roundRect(left - 7, top - 7, right - left + 14, bottom - top + 14, 7);
      context.stroke();
    }
  }
}

class Stage {
  constructor(choose) {
    Object.assign(this, { choose, ink: inks(), legend: [], isDrawing: false });
    this.open(NO_SCENE);
    for (const button of document.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => this.zoom(Number(button.dataset.zoom)));
    byId("names").addEventListener("click", () => this.toggleNames());
    new ResizeObserver(() => this.resize()).observe(byId("stage"));
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => ((this.ink = inks()), this.redraw()));
    listenToPointer(byId("stage"), this);
  }

  /** Takes in what stands still. */
  open(scene) {
    this.content = { ...scene, speech: [] };
    this.live = new Live(scene);
    this.layout = new Layout(scene.storeys);
    this.bodies = new LiveBodies(this.content, this.live, this.layout);
    if (scene === NO_SCENE) return;
    byId("waiting").hidden = true;
    this.fillLegend(scene);
    this.fillStoreys(scene);
    this.resize();
  }

  fillLegend({ statuses, threats, threat, barred, smoke }) {
    this.legend = statuses.map(([words, colour, shape]) => {
      const number = make("b", {}, "0");
      return { number, entry: make("span", {}, symbol(shape, colour), number, words) };
    });
    const intruder = threats ? [make("span", {}, symbol("threat", threat), "intruder")] : [];
    byId("legend").replaceChildren(...this.legend.map(({ entry }) => entry), ...intruder);
    byId("doors").replaceChildren(...doorMarks(barred), ...smokeMarks(smoke));
  }

  fillStoreys({ storeys }) {
    const tab = (name, storey) => {
      const attributes = { "data-storey": storey, "aria-pressed": storey === null, onclick: () => this.show(storey) };
      return make("button", attributes, name);
    };
    const tabs = storeys.map((storey, index) => tab(storeyName(storey.name), index));
    byId("storeys").replaceChildren(...(tabs.length > 1 ? [tab("all", null), ...tabs] : []));
  }

  /** Takes in a moment. */
  take(moment) {
    this.live.take(moment, performance.now());
    this.content.speech = moment.speech.map(([who, loud, text, since]) => [since, Infinity, who, loud, text]);
    this.live.counts(this.legend.length).forEach((count, status) => {
      this.legend[status].number.textContent = count;
      this.legend[status].entry.classList.toggle("none", !count);
    });
    this.update();
  }

  /** Marks somebody, a door or a room. */
  mark({ person = null, door = null, room = null }) {
    this.bodies.selected = person;
    this.bodies.marked = { door, room };
    const storey = person === null || !this.live.newest ? NOWHERE : this.placeOf(person).storey;
    if (storey !== NOWHERE && this.layout.chosen !== null && storey !== this.layout.chosen) this.show(storey);
    this.update();
  }

  placeOf(who) {
    return this.live.person(who, this.live.at(this.live.newest.time));
  }

  show(storey) {
    this.layout.choose(storey);
    for (const button of byId("storeys").children)
      button.setAttribute("aria-pressed", button.dataset.storey === String(storey));
    this.redraw();
  }

  zoom(factor, x, y) {
    if (factor) this.layout.zoomBy(factor, x, y);
    else this.layout.fit();
    this.redraw();
  }

  toggleNames() {
    this.bodies.names = !this.bodies.names;
    byId("names").setAttribute("aria-pressed", this.bodies.names);
    this.update();
  }

  click(x, y) {
    this.choose(this.at(x, y));
  }

  tip(x, y) {
    const { person, door, room } = this.at(x, y);
    if (person !== undefined) return this.content.people[person].slice(0, 2).join(", ");
    if (door) return doorName(this.content.doors.find((each) => each.id === door));
    return room ? this.roomAt(x, y).name : "";
  }

  /** What a pixel means: whoever or whichever door is nearest, if near enough, else the room. */
  at(x, y) {
    const person = this.bodies.pick(x, y);
    const [door, far] = this.doorNear(x, y);
    const body = this.bodies.placed.find((each) => each.who === person);
    if (body && (!door || Math.hypot(body.left - x, body.top - y) <= Math.max(far, body.size))) return { person };
    if (door) return { door: door.id };
    const room = this.roomAt(x, y);
    return room ? { room: room.id } : {};
  }

  roomAt(x, y) {
    const point = this.layout.point(x, y);
    return point && regionAt(this.content, point);
  }

  /** The door nearest to a pixel, if it is near, and how far it is. */
  doorNear(x, y) {
    let [nearest, best] = [null, NEAR_DOOR];
    for (const panel of this.layout.panels)
      for (const door of this.content.doors) {
        if (!door.storeys.includes(panel.storey)) continue;
        const [ax, ay, bx, by] = door.line;
        const far = distance(x, y, ...this.layout.place(panel, ax, ay), ...this.layout.place(panel, bx, by));
        if (far < best) [nearest, best] = [door, far];
      }
    return [nearest, best];
  }

  context(name) {
    const context = byId(name).getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  }

  resize() {
    const { clientWidth, clientHeight } = byId("stage");
    this.ratio = window.devicePixelRatio || 1;
    for (const name of ["building", "bodies"])
      Object.assign(byId(name), { width: clientWidth * this.ratio, height: clientHeight * this.ratio });
    this.layout.resize(clientWidth, clientHeight);
    this.redraw();
  }

  redraw() {
    if (!this.layout.panels.length) return;
    drawBuilding(this.context("building"), this.layout, this.ink);
    this.update();
  }

  /** Draws at once, and again for as long as anything moves. */
  update() {
    if (this.isDrawing || !this.live.newest) return;
    this.isDrawing = true;
    requestAnimationFrame(() => {
      const { time, moves } = this.live.shown(performance.now());
      this.bodies.draw(this.context("bodies"), time, this.ink);
      this.isDrawing = false;
      if (moves) this.update();
    });
  }
}

/** How far a point is from a stretch. */
function distance(x, y, ax, ay, bx, by) {
  const long = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = long ? Math.min(Math.max(((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / long, 0), 1) : 0;
  return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay));
}

function doorName({ exit, between: [one, other] }) {
  return exit ? `${exit}, ${one} – ${other}` : `${one} – ${other}`;
}
