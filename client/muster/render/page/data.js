// What the page was given, unpacked. Whatever others wrote (names, words, rooms) reaches the page as text, not as HTML.

async function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** Undoes `squeezed` of motion.py: returns whole numbers, those of one body after the other. */
function readSeries(bytes, start, frames, bodies) {
  const count = frames * bodies;
  const table = new Uint16Array(count);
  for (let at = 0; at < count; at++) {
    const before = at % frames ? table[at - 1] : 0;
    table[at] = before + bytes[start + at] + (bytes[start + count + at] << 8); // modulo 65,536, as arrays go
  }
  return table;
}

/** Who is where at any moment; coordinates in metres. */
class Film {
  constructor(content, bytes) {
    Object.assign(this, { frames: content.frames, every: content.every, end: content.end });
    this.origin = content.origin;
    this.unit = content.unit;
    this.people = content.people.length;
    let start = 0;
    for (const [name, bodies] of content.series) {
      this[name] = readSeries(bytes, start, this.frames, bodies);
      start += 2 * this.frames * bodies;
      if (name === "threat_x") this.threats = bodies;
    }
  }

  /** The frame shown at `time`, the one after it, and the share of the way between them. */
  at(time) {
    const frame = Math.min(Math.floor(time / this.every + 1e-6), this.frames - 1);
    const next = Math.min(frame + 1, this.frames - 1);
    const since = frame * this.every;
    const long = Math.min(next * this.every, this.end) - since;
    return { frame, next, share: long > 0 ? Math.min(Math.max((time - since) / long, 0), 1) : 0 };
  }

  person(who, now) {
    return this.body("", who, now);
  }

  threat(which, now) {
    const body = this.body("threat_", which, now);
    return { ...body, present: this.threat_present[which * this.frames + now.frame] > 0 };
  }

  statusOf(who, frame) {
    return this.status[who * this.frames + frame];
  }

  doorAt(which, frame) {
    return this.door[which * this.frames + frame];
  }

  /** 1/m by which smoke in a region weakens light. */
  smokeAt(region, frame) {
    return this.smoke[region * this.frames + frame] / 1000;
  }

  /** kW that the fire releases. */
  fireAt(frame) {
    return this.fire_kw[frame];
  }

  body(kind, which, { frame, next, share }) {
    const a = which * this.frames + frame;
    const b = which * this.frames + next;
    const xs = this[`${kind}x`];
    const ys = this[`${kind}y`];
    const way = Math.hypot(xs[b] - xs[a], ys[b] - ys[a]) * this.unit;
    const jumped = way > 3 + 8 * this.every; // metres: not walked, so not drawn so
    const along = jumped ? 0 : share;
    return {
      x: this.origin[0] + (xs[a] + along * (xs[b] - xs[a])) * this.unit,
      y: this.origin[1] + (ys[a] + along * (ys[b] - ys[a])) * this.unit,
      storey: this[`${kind}storey`][a],
    };
  }

  /** Whether anybody has each status at any moment. */
  seen(statuses) {
    const seen = new Array(statuses).fill(false);
    for (const status of this.status) seen[status] = true;
    return seen;
  }

  /** How many people have each status in a frame. */
  counts(frame, statuses) {
    const counts = new Array(statuses).fill(0);
    for (let at = frame; at < this.status.length; at += this.frames) counts[this.status[at]]++;
    return counts;
  }
}

function clockText(time) {
  const tenths = Math.round(time * 10);
  const seconds = ((tenths % 600) / 10).toFixed(1).padStart(4, "0");
  return `${Math.floor(tenths / 600)}:${seconds}`;
}

/** Makes an element; text is set as text. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value);
  }
  element.append(...children);
  return element;
}

function drawn(tag, attributes = {}, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

const byId = (id) => document.getElementById(id);
