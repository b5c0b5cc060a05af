// The last moments, in the form in which plans are drawn; time runs evenly from one to the next.

const KEPT_S = 12; // simulated seconds, for the trail of whoever is selected
const LONGEST_MS = 400; // of the wall clock, that a step between two moments may take to be drawn
const NOWHERE = -1;

class Live {
  constructor(scene) {
    Object.assign(this, { people: scene.people.length, threats: scene.threats, every: 0.1, moments: [] });
    Object.assign(this, { came: 0, lasts: 1 });
  }

  get newest() {
    return this.moments.at(-1);
  }

  take(moment, wall) {
    if (this.newest && moment.time < this.newest.time) this.moments = [];
    this.lasts = Math.min(Math.max(wall - this.came, 1), LONGEST_MS);
    this.came = wall;
    this.moments.push(moment);
    while (this.moments[0].time < moment.time - KEPT_S) this.moments.shift();
  }

  /** The simulated second to draw at `wall` milliseconds, and whether a later one would look different. */
  shown(wall) {
    const before = this.moments.at(-2) ?? this.newest;
    const share = Math.min((wall - this.came) / this.lasts, 1);
    return { time: before.time + share * (this.newest.time - before.time), moves: share < 1 };
  }

  at(time) {
    const index = Math.max(
      this.moments.findLastIndex((moment) => moment.time <= time + 1e-6),
      0,
    );
    const frame = this.moments[index];
    const next = this.moments[index + 1] ?? frame;
    const long = next.time - frame.time;
    return { frame, next, share: long > 0 ? Math.min(Math.max((time - frame.time) / long, 0), 1) : 0 };
  }

  person(who, now) {
    const body = between("people", who, now);
    return now.frame.absent[who] ? { ...body, storey: NOWHERE } : body;
  }

  threat(which, now) {
    return { ...between("threats", which, now), present: now.frame.present[which] };
  }

  statusOf(who, frame) {
    return frame.status[who];
  }

  doorAt(which, frame) {
    return frame.doors[which];
  }

  /** 1/m by which smoke in a region weakens light. */
  smokeAt(region, frame) {
    return frame.smoke[region] / 1000;
  }

  /** kW that the fire releases. */
  fireAt(frame) {
    return frame.fire;
  }

  /** How many of those who are there have each status. */
  counts(statuses) {
    const counts = new Array(statuses).fill(0);
    this.newest.status.forEach((status, who) => {
      if (!this.newest.absent[who]) counts[status]++;
    });
    return counts;
  }
}

/** Where a body is between two moments, in metres. */
function between(kind, which, { frame, next, share }) {
  const [xs, ys, storeys] = frame[kind];
  const [laterXs, laterYs] = next[kind];
  const [x, y] = [xs[which] / 1000, ys[which] / 1000];
  const [toX, toY] = [laterXs[which] / 1000, laterYs[which] / 1000];
  const jumped = Math.hypot(toX - x, toY - y) > 3 + 8 * (next.time - frame.time); // not walked, so not drawn so
  const along = jumped ? 0 : share;
  return { x: x + along * (toX - x), y: y + along * (toY - y), storey: storeys[which] };
}
