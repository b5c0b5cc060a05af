// Puts the page together, and ties keys and pointers to what they do.

const KEY_NAMES = { " ": "space", ArrowLeft: "left", ArrowRight: "right", ArrowUp: "up", ArrowDown: "down", PageUp: "page_up",
  PageDown: "page_down", Home: "home", End: "end", Tab: "tab", Backspace: "backspace", Escape: "escape", F1: "f1" };
const ON_STAGE = new Set(["storey-up", "storey-down", "next-person", "last-person"]); // else these keys scroll, and move the focus

class Page {
  constructor(content, film) {
    Object.assign(this, { content, film, ink: inks() });
    this.clock = new Clock(film.end, content.speeds);
    this.layout = new Layout(content.storeys);
    this.bodies = new Bodies(content, film, this.layout);
    this.side = new Side(content, film, { seek: (time) => this.seek(time), select: (who, shows) => this.select(who, shows) });
    this.charts = new Charts(content, film, (time) => this.seek(time));
    this.main = content.told.filter((told) => ["harm", "threat", "warning"].includes(told[1]));
    this.fillHead();
    this.fillControls();
    this.listen();
    this.clock.listeners.push(() => this.update());
    this.resize();
  }

  seek(time) {
    this.clock.seek(time);
  }

  select(who, shows = true) {
    this.bodies.selected = who;
    this.side.tell(who, shows);
    const storey = who === null ? null : this.film.person(who, this.film.at(this.clock.time)).storey;
    if (storey !== null && this.layout.chosen !== null && storey !== this.layout.chosen) this.choose(storey);
    this.update();
  }

  choose(storey) {
    this.layout.choose(storey);
    for (const button of byId("storeys").children) button.setAttribute("aria-pressed", button.dataset.storey === String(storey));
    this.redraw();
  }

  update() {
    const { time, playing, speed } = this.clock;
    this.bodies.draw(this.context("bodies"), time, this.ink);
    this.side.update(time);
    this.charts.mark(time);
    this.updateLegend(time);
    byId("time").value = time;
    byId("begin").hidden = playing || time > 0;
    byId("clock").textContent = `${clockText(time)} / ${clockText(this.film.end)}`;
    byId("play").textContent = playing ? "⏸" : "▶";
    byId("speed").value = speed;
    const last = this.content.told.findLast((told) => told[0] <= time + 1e-6 && told[1] !== "speech");
    byId("caption").textContent = last ? `${clockText(last[0])}  ${last[2]}` : "";
    byId("badge").hidden = !this.content.alarms.some((alarm) => alarm <= time && time < alarm + this.content.alarm_s);
  }

  updateLegend(time) {
    const counts = this.film.counts(this.film.at(time).frame, this.content.statuses.length);
    counts.forEach((count, status) => {
      const { entry, number } = this.legend[status];
      number.textContent = count;
      entry.classList.toggle("none", !count);
    });
  }

  context(name) {
    const context = byId(name).getContext("2d");
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    return context;
  }

  resize() {
    const { clientWidth, clientHeight } = byId("stage");
    this.ratio = window.devicePixelRatio || 1;
    for (const name of ["building", "bodies"]) Object.assign(byId(name), { width: clientWidth * this.ratio, height: clientHeight * this.ratio });
    this.layout.resize(clientWidth, clientHeight);
    this.drawMarks();
    this.redraw();
  }

  redraw() {
    drawBuilding(this.context("building"), this.layout, this.ink);
    this.update();
  }

  drawMarks() {
    const wide = byId("timeline").clientWidth - 14; // less the width of the thumb
    const x = (time) => 7 + (this.film.end ? time / this.film.end : 0) * wide;
    const marks = this.main.map(([time, weight]) =>
      drawn("path", { d: `M${x(time) - 4} 0H${x(time) + 4}L${x(time)} 9Z`, fill: this.content.weights[weight] }));
    const track = drawn("rect", { x: 7, y: 20, width: Math.max(wide, 0), height: 5, rx: 2, fill: this.ink.line });
    byId("marks").replaceChildren(track, ...marks);
  }

  fillHead() {
    const { content, film } = this;
    byId("title").textContent = content.title;
    byId("lead").textContent = content.lead;
    byId("facts").append(...content.facts.map(([name, text]) => make("div", {}, make("dt", {}, name), make("dd", {}, text))));
    byId("notices").append(...content.notices.map((text) => make("p", {}, text)));
    const counts = film.counts(film.frames - 1, content.statuses.length);
    const ends = content.statuses.map(([words, colour, shape], status) => [counts[status], words, colour, shape]).filter(([count]) => count);
    byId("outcome").append(make("span", {}, `In the end, of ${film.people} people:`),
      ...ends.map(([count, words, colour, shape]) => make("span", {}, symbol(shape, colour), `${count} ${words}`)));
    byId("footer").textContent = `Made by muster ${content.version} from a recording. Positions every ${film.every} s, to ${content.unit < 0.0101 ? "the centimetre" : `${content.unit.toFixed(2)} m`}. This page asks nothing of any network.`;
    const seen = film.seen(content.statuses.length);
    this.legend = content.statuses.map(([words, colour, shape], status) => {
      const number = make("b", {}, "0");
      const entry = make("span", {}, symbol(shape, colour), number, words);
      if (seen[status]) byId("legend").append(entry);
      return { entry, number };
    });
    if (film.threats) byId("legend").append(make("span", {}, symbol("threat", content.threat), "intruder"));
  }

  fillControls() {
    const { content } = this;
    byId("time").max = this.film.end;
    byId("speed").append(...content.speeds.map((speed) => make("option", { value: speed }, `${speed}×`)));
    const storeys = [["all", null], ...content.storeys.map((storey, index) => [storey.name, index])];
    if (content.storeys.length > 1) byId("storeys").append(...storeys.map(([name, index]) =>
      make("button", { "data-storey": String(index), "aria-pressed": String(index === null), onclick: () => this.choose(index) }, name)));
    for (const [, keys, help] of content.keys) {
      byId("keys").append(make("dt", {}, ...keys.map((key) => make("kbd", {}, key.replace("_", " ")))), make("dd", {}, help));
    }
  }

  listen() {
    for (const button of document.querySelectorAll("[data-do]")) button.addEventListener("click", () => this.act(button.dataset.do));
    for (const button of document.querySelectorAll("[data-zoom]")) button.addEventListener("click", () => this.zoom(Number(button.dataset.zoom)));
    byId("time").addEventListener("input", (event) => this.seek(Number(event.target.value)));
    byId("speed").addEventListener("change", (event) => (this.clock.speed = Number(event.target.value)));
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("resize", () => this.resize());
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => ((this.ink = inks()), this.drawMarks(), this.redraw()));
    this.listenToPointer(byId("stage"));
  }

  listenToPointer(stage) {
    let held = null;
    stage.addEventListener("pointerdown", (event) => (held = event.target.tagName === "BUTTON" ? null : { x: event.clientX, y: event.clientY, moved: false }));
    stage.addEventListener("pointermove", (event) => {
      if (!held || !(event.buttons & 1)) return this.hover(event);
      const [x, y] = [event.clientX - held.x, event.clientY - held.y];
      if (!held.moved && Math.hypot(x, y) < 5) return;
      if (!held.moved) stage.setPointerCapture(event.pointerId);
      held = { x: event.clientX, y: event.clientY, moved: true };
      this.layout.move(x, y);
      this.redraw();
    });
    stage.addEventListener("pointerup", (event) => {
      if (held && !held.moved) this.select(this.bodies.pick(event.offsetX, event.offsetY));
      held = null;
    });
    stage.addEventListener("pointerleave", () => (byId("tip").hidden = true));
    stage.addEventListener("wheel", (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the page scrolls
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.15 : 1 / 1.15, event.offsetX, event.offsetY);
    }, { passive: false });
  }

  hover(event) {
    const who = event.target.tagName === "BUTTON" ? null : this.bodies.pick(event.offsetX, event.offsetY);
    const tip = byId("tip");
    tip.hidden = who === null;
    if (who === null) return;
    const [name, role] = this.content.people[who];
    tip.textContent = `${name}, ${role}`;
    tip.style.left = `${Math.min(event.offsetX + 12, this.layout.width - tip.offsetWidth - 4)}px`;
    tip.style.top = `${Math.max(event.offsetY - 30, 2)}px`;
  }

  zoom(factor, x, y) {
    if (factor) this.layout.zoomBy(factor, x, y);
    else this.layout.fit();
    this.redraw();
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || byId("help").open) return;
    const name = KEY_NAMES[event.key] ?? event.key.toLowerCase();
    const [action] = this.content.keys.find(([, keys]) => keys.includes(name)) ?? [];
    const { tagName, type } = event.target;
    if (!action || (tagName === "INPUT" && type !== "range") || tagName === "SELECT") return;
    if (name === "space" && ["BUTTON", "SUMMARY"].includes(tagName)) return; // which it presses
    if (ON_STAGE.has(action) && document.activeElement !== byId("stage")) return;
    if (name === "tab" && event.shiftKey) return; // the way out
    event.preventDefault();
    this.act(action);
  }

  act(action) {
    const frame = this.film.every;
    const does = {
      play: () => this.clock.toggle(),
      "step-back": () => this.clock.step(-frame),
      step: () => this.clock.step(frame),
      rewind: () => this.seek(this.clock.time - this.content.skip),
      forward: () => this.seek(this.clock.time + this.content.skip),
      slower: () => this.clock.pace(-1),
      faster: () => this.clock.pace(1),
      "to-start": () => this.seek(0),
      "to-end": () => this.seek(this.film.end),
      "next-event": () => this.event(this.main.find((told) => told[0] > this.clock.time + 1e-6)),
      "last-event": () => this.event(this.main.findLast((told) => told[0] < this.clock.time - 1e-6)),
      "storey-up": () => this.storey(1),
      "storey-down": () => this.storey(-1),
      "next-person": () => this.person(1),
      "last-person": () => this.person(-1),
      nobody: () => this.select(null),
      names: () => this.toggle("names"),
      trails: () => this.toggle("trails"),
      help: () => byId("help").showModal(),
    };
    does[action]();
  }

  event(told) {
    if (told) this.seek(told[0]);
  }

  storey(by) {
    const all = this.content.storeys.length;
    if (all < 2) return;
    const wanted = Math.min(Math.max((this.layout.chosen ?? all) + by, 0), all);
    this.choose(wanted === all ? null : wanted);
  }

  person(by) {
    const people = this.film.people;
    const start = this.bodies.selected ?? (by > 0 ? -1 : 0);
    this.select((start + by + people) % people);
  }

  toggle(what) {
    this.bodies[what] = !this.bodies[what];
    document.querySelector(`[data-do="${what}"]`).setAttribute("aria-pressed", this.bodies[what]);
    this.update();
  }
}

if (!("DecompressionStream" in window)) byId("notices").append(make("p", {}, "This browser is too old to unpack this page: take one of 2023 or later."));
const content = JSON.parse(new TextDecoder().decode(await unpacked("content-data")));
window.muster = new Page(content, new Film(content, await unpacked("motion-data"))); // by name, for the curious and for tests
byId("stage").focus({ preventScroll: true });
document.body.dataset.ready = "yes";
