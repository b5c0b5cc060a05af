// People, the threat, what is said, and whom a click means.

const SYMBOLS = {
  circle: "M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z",
  square: "M-.9-.9H.9V.9H-.9Z",
  ring: "M1.05 0A1.05 1.05 0 1 1-1.05 0A1.05 1.05 0 1 1 1.05 0ZM.5 0A.5 .5 0 1 0-.5 0A.5 .5 0 1 0 .5 0Z",
  triangle: "M0-1.25L1.15 .9H-1.15Z",
  cross: "M-1-.6L-.6-1 0-.4 .6-1 1-.6 .4 0 1 .6 .6 1 0 .4-.6 1-1 .6-.4 0Z",
  threat: "M0-1.3L1.3 0 0 1.3-1.3 0Z",
};
const PATHS = Object.fromEntries(Object.entries(SYMBOLS).map(([name, path]) => [name, new Path2D(path)]));
const TRAIL_S = 10;
const MANY = 300; // people: more of them are drawn smaller

/** The same symbol for text: legend, lists, headings. */
function symbol(name, colour) {
  const shape = drawn("path", { d: SYMBOLS[name], fill: colour, stroke: "var(--outline)", "stroke-width": 0.18 });
  return drawn("svg", { class: "symbol", viewBox: "-1.3 -1.3 2.6 2.6", "aria-hidden": "true" }, shape);
}

class Bodies {
  constructor(content, film, layout) {
    Object.assign(this, { content, film, layout, selected: null, names: false, trails: false, placed: [] });
  }

  draw(context, time, ink) {
    const now = this.film.at(time);
    context.clearRect(0, 0, this.layout.width, this.layout.height);
    drawSmoke(context, this.layout, this.content, this.film, now.frame, ink);
    drawDoors(context, this.layout, this.content, this.film, now.frame, ink);
    this.placed = this.everybody(now);
    this.kept = [];
    if (this.trails) this.drawTrails(context, time);
    else if (this.selected !== null) this.drawTrail(context, this.selected, time, ink.accent);
    for (const body of this.placed) this.drawPerson(context, body, ink);
    this.drawThreats(context, now, ink);
    this.drawSelected(context, ink);
    if (this.names) this.drawNames(context, ink);
    this.drawSpeech(context, time, ink);
  }

  /** Everybody who is on a storey that is shown, with pixels; those in most danger last, so that they lie on top. */
  everybody(now) {
    const placed = [];
    for (let who = 0; who < this.film.people; who++) {
      const { x, y, storey } = this.film.person(who, now);
      const panel = this.layout.panelOf(storey);
      if (!panel) continue;
      const [left, top] = this.layout.place(panel, x, y);
      placed.push({ who, left, top, size: this.size(panel), status: this.film.statusOf(who, now.frame) });
    }
    return placed.sort((a, b) => a.status - b.status);
  }

  drawPerson(context, body, ink) {
    const [, colour, shape] = this.content.statuses[body.status];
    stamp(context, PATHS[shape], body, colour, ink.outline);
  }

  drawThreats(context, now, ink) {
    for (let which = 0; which < this.film.threats; which++) {
      const threat = this.film.threat(which, now);
      const panel = this.layout.panelOf(threat.storey);
      if (!threat.present || !panel) continue;
      const [left, top] = this.layout.place(panel, threat.x, threat.y);
      const body = { left, top, size: Math.max(1.7 * this.size(panel), 8) };
      stamp(context, PATHS.threat, body, this.content.threat, "#ffffff");
      context.fillStyle = "#ffffff";
      context.font = `bold ${Math.round(body.size * 1.4)}px system-ui, sans-serif`;
      context.textAlign = "center";
      context.textBaseline = "middle";
      context.fillText("!", left, top + 1);
      label(context, "intruder", left, top - body.size * 1.3 - 9, this.content.threat, "#ffffff");
      this.kept.push({ x: left - 30, y: top - body.size * 1.3 - 20, wide: 60, high: body.size * 2.6 + 22 });
    }
  }

  /** Names that have room; the others show when one comes closer. */
  drawNames(context, ink) {
    const taken = [...this.kept];
    for (const { who, left, top, size } of this.placed) {
      const name = this.content.people[who][0];
      const wide = nameWidth(context, name);
      const box = { x: left - wide / 2, y: top - size - 17, wide, high: 16 };
      if (who === this.selected || taken.some((other) => overlap(box, other))) continue;
      taken.push(box);
      label(context, name, left, top - size - 9, ink.bubble, ink.ink);
    }
  }

  drawSelected(context, ink) {
    const body = this.placed.find((each) => each.who === this.selected);
    if (!body) return;
    for (const [colour, width] of [
      [ink.outline, 5],
      [ink.accent, 3],
    ]) {
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.beginPath();
      context.arc(body.left, body.top, body.size + 5, 0, 7);
      context.stroke();
    }
    label(context, this.content.people[body.who][0], body.left, body.top + body.size + 16, ink.accent, ink.page);
    this.kept.push({ x: body.left - 40, y: body.top - body.size - 6, wide: 80, high: 2 * body.size + 32 });
  }

  drawTrails(context, time) {
    for (const body of this.placed) this.drawTrail(context, body.who, time, this.content.statuses[body.status][1]);
  }

  drawTrail(context, who, time, colour) {
    context.strokeStyle = colour;
    context.globalAlpha = 0.7;
    context.lineWidth = 1.5;
    context.beginPath();
    let last = null;
    for (let at = Math.max(0, time - TRAIL_S); at <= time; at += Math.max(this.film.every, 0.4)) {
      const { x, y, storey } = this.film.person(who, this.film.at(at));
      const panel = this.layout.panelOf(storey);
      if (!panel) continue;
      const point = this.layout.place(panel, x, y);
      if (last === storey) context.lineTo(...point);
      else context.moveTo(...point);
      last = storey;
    }
    context.stroke();
    context.globalAlpha = 1;
  }

  drawSpeech(context, time, ink) {
    const mine = (speech) => speech[2] === this.selected;
    const said = this.content.speech.filter(([since, until]) => since <= time && time < until);
    said.sort((a, b) => mine(b) - mine(a) || b[0] - a[0]);
    const bubbles = new Bubbles(this.layout.width, this.kept);
    const most = this.mostBubbles();
    for (const [, , who, loud, text] of said) {
      const body = this.placed.find((each) => each.who === who);
      if (body && (bubbles.count < most || who === this.selected)) bubbles.draw(context, body, loud, text, ink);
    }
  }

  /** On small plans of several storeys bubbles would hide more than they tell. */
  mostBubbles() {
    const { panels, width } = this.layout;
    if (panels.length < 2) return width < 500 ? MOST_BUBBLES / 2 : MOST_BUBBLES;
    return this.layout.scale(panels[0]) < FAR_AWAY ? 0 : MOST_BUBBLES / 2;
  }

  /** The radius of a person in pixels: about true, but never too small to see. */
  size(panel) {
    const least = this.film.people > MANY ? 2.3 : 3.2;
    return Math.min(Math.max(0.3 * this.layout.scale(panel), least), 13);
  }

  /** Whoever is nearest to a pixel, if near enough for a finger. */
  pick(x, y) {
    const far = (body) => Math.hypot(body.left - x, body.top - y);
    const nearest = this.placed.reduce((best, body) => (best && far(best) <= far(body) ? best : body), null);
    return nearest && far(nearest) < Math.max(nearest.size + 4, 12) ? nearest.who : null;
  }
}

function stamp(context, path, { left, top, size }, colour, outline) {
  context.save();
  context.translate(left, top);
  context.scale(size, size);
  context.fillStyle = colour;
  context.fill(path, "evenodd");
  context.strokeStyle = outline;
  context.lineWidth = (size > 4 ? 1 : 0.4) / size;
  context.stroke(path);
  context.restore();
}

function nameWidth(context, text) {
  context.font = "600 11px system-ui, sans-serif";
  return context.measureText(text).width + 8;
}

function label(context, text, x, y, back, front) {
  const width = nameWidth(context, text);
  context.fillStyle = back;
  context.beginPath();
  context.roundRect(x - width / 2, y - 8, width, 16, 4);
  context.fill();
  context.fillStyle = front;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(text, x, y + 0.5);
}
