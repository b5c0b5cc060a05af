// Puts the page together, and ties keys and pointers to what they do.

const KEY_NAMES = {
  " ": "space",
  ArrowLeft: "left",
  ArrowRight: "right",
  ArrowUp: "up",
  ArrowDown: "down",
  PageUp: "page_up",
  PageDown: "page_down",
  Home: "home",
  End: "end",
  Tab: "tab",
  Backspace: "backspace",
  Escape: "escape",
  F1: "f1",
};
// The keys of these scroll the page and move the focus, unless it is on the plan.
const ON_STAGE = new Set(["storey-up", "storey-down", "next-person", "last-person"]);

class Page {
  constructor(content, film) {
    Object.assign(this, { content, film, ink: inks() });
    this.clock = new Clock(film.end, content.speeds);
    this.layout = new Layout(content.storeys);
    this.bodies = new Bodies(content, film, this.layout);
    this.side = new Side(content, film, {
      seek: (time) => this.seek(time),
      select: (who, shows) => this.select(who, shows),
    });
    this.charts = new Charts(content, film, (time) => this.seek(time));
    this.main = content.told.filter((told) => ["harm", "threat", "warning"].includes(told[1]));
    fillHead(content, film);
    fillControls(content, film, (storey) => this.choose(storey));
    this.legend = fillLegend(content, film);
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

  click(x, y) {
    this.select(this.bodies.pick(x, y));
  }

  tip(x, y) {
    const who = this.bodies.pick(x, y);
    return who === null ? "" : this.content.people[who].slice(0, 2).join(", ");
  }

  choose(storey) {
    this.layout.choose(storey);
    for (const button of byId("storeys").children)
      button.setAttribute("aria-pressed", button.dataset.storey === String(storey));
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
    counts.forEach((count, status) => this.legend[status](count));
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
    const track = drawn("rect", { x: 7, y: 20, width: Math.max(wide, 0), height: 5, rx: 2, fill: this.ink.line });
    const marks = this.main.map(([time, weight, text]) => {
      const d = `M${x(time) - 4.5} 0H${x(time) + 4.5}L${x(time)} 10Z`;
      const title = drawn("title", {}, `${clockText(time)} ${text}`);
      const mark = drawn("path", { d, fill: this.content.weights[weight] }, title);
      mark.addEventListener("click", () => this.seek(time));
      return mark;
    });
    byId("marks").replaceChildren(track, ...marks);
  }

  listen() {
    for (const button of document.querySelectorAll("[data-do]"))
      button.addEventListener("click", () => this.act(button.dataset.do));
    for (const button of document.querySelectorAll("[data-zoom]"))
      button.addEventListener("click", () => this.zoom(Number(button.dataset.zoom)));
    byId("time").addEventListener("input", (event) => this.seek(Number(event.target.value)));
    byId("speed").addEventListener("change", (event) => (this.clock.speed = Number(event.target.value)));
    document.addEventListener("keydown", (event) => this.press(event));
    window.addEventListener("resize", () => this.resize());
    matchMedia("(prefers-color-scheme: dark)").addEventListener(
      "change",
      () => ((this.ink = inks()), this.drawMarks(), this.redraw()),
    );
    listenToPointer(byId("stage"), this);
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
    if (!action || (tagName === "INPUT" && type !== "range") || ["SELECT", "TEXTAREA"].includes(tagName)) return;
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

if (!("DecompressionStream" in window))
  byId("notices").append(make("p", {}, "This browser is too old to unpack this page: take one of 2023 or later."));
const content = JSON.parse(new TextDecoder().decode(await unpacked("content-data")));
const film = new Film(content, await unpacked("motion-data"));
window.muster = new Page(content, film); // by name, for the curious and for tests
byId("stage").focus({ preventScroll: true });
document.body.dataset.ready = "yes";
