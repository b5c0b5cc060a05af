// Plots as inline SVG, drawn to the width there is; those over time have a line at the moment shown, and a click goes there.

const HIGH = 190;
const PAD = { left: 40, right: 20, top: 8, bottom: 24 };
const MOST_POINTS = 240;
const MOST_ACTS = 8;
const STACK = [4, 3, 2, 1, 0, 5, 6]; // statuses from below: in safety first, harm on top

class Charts {
  constructor(content, film, seek) {
    Object.assign(this, { content, film, seek, charts: [] });
    this.add("Who was what, when", (plot) => this.statuses(plot));
    this.add("Out of the building", (plot) => this.egress(plot));
    this.add("What people decided", (plot) => this.acts(plot));
    this.add("By which exit", (plot) => this.exits(plot));
  }

  add(title, paint) {
    const note = make("small");
    const picture = drawn("svg", { role: "img", "aria-label": title });
    const key = make("div", { class: "key" });
    byId("charts").append(make("figure", {}, make("figcaption", {}, title, note), picture, key));
    const chart = { picture, note, key, paint, head: null, plot: null };
    picture.addEventListener("click", (event) => {
      if (chart.plot?.timed) this.seek(chart.plot.time(event.clientX - picture.getBoundingClientRect().left));
    });
    new ResizeObserver(() => this.paint(chart)).observe(picture.parentElement);
    this.charts.push(chart);
  }

  paint(chart) {
    const width = chart.picture.parentElement.clientWidth - 24;
    if (chart.plot?.width === width) return;
    chart.plot = new Plot(width, this.film.end);
    chart.picture.replaceChildren();
    chart.key.replaceChildren();
    chart.paint(Object.assign(chart.plot, { chart }));
    chart.picture.setAttribute("viewBox", `0 0 ${width} ${chart.plot.high}`);
    chart.picture.setAttribute("height", chart.plot.high);
    chart.picture.classList.toggle("still", !chart.plot.timed);
    this.mark(this.now ?? 0);
  }

  mark(time) {
    this.now = time;
    for (const { picture, plot } of this.charts) {
      if (!plot?.timed) continue;
      const x = plot.x(time);
      const head = picture.querySelector(".head") ?? picture.appendChild(drawn("line", { class: "head", y1: PAD.top }));
      for (const [name, value] of Object.entries({ x1: x, x2: x, y2: plot.high - PAD.bottom })) head.setAttribute(name, value);
    }
  }

  statuses(plot) {
    const { film, content } = this;
    const points = Math.min(film.frames, MOST_POINTS);
    const frames = Array.from({ length: points }, (_, index) => Math.round((index * (film.frames - 1)) / Math.max(points - 1, 1)));
    const counts = frames.map((frame) => film.counts(frame, content.statuses.length));
    const times = frames.map((frame) => Math.min(frame * film.every, film.end));
    plot.scale(film.people, "people");
    let below = times.map(() => 0);
    for (const status of STACK) {
      const above = below.map((count, index) => count + counts[index][status]);
      if (counts.some((each) => each[status])) {
        plot.area(times, below, above, content.statuses[status][1]);
        plot.explain(symbol(content.statuses[status][2], content.statuses[status][1]), content.statuses[status][0]);
      }
      below = above;
    }
    plot.timeAxis();
  }

  egress(plot) {
    const { film, content } = this;
    const out = content.exits.flatMap((exit) => exit.times).sort((a, b) => a - b);
    const safe = this.firstAssembled();
    plot.scale(film.people, "people");
    plot.timeAxis();
    plot.steps(out, "var(--accent)");
    plot.steps(safe, "var(--exit)", "5 3");
    plot.explain(bar("var(--accent)"), `out of the building: ${out.length} of ${film.people}`);
    if (safe.length) plot.explain(bar("var(--exit)"), `at a muster point: ${safe.length}`);
    const half = out[Math.ceil(film.people / 2) - 1];
    plot.say(out.length ? `first at ${clockText(out[0])}${half === undefined ? "" : `, half of all by ${clockText(half)}`}` : "nobody left");
  }

  firstAssembled() {
    const { film } = this;
    const times = [];
    for (let who = 0; who < film.people; who++) {
      const own = film.status.subarray(who * film.frames, (who + 1) * film.frames);
      const frame = own.indexOf(4);
      if (frame >= 0) times.push(Math.min(frame * film.every, film.end));
    }
    return times.sort((a, b) => a - b);
  }

  acts(plot) {
    const total = ([, counts]) => counts.reduce((sum, [, count]) => sum + count, 0);
    const acts = Object.entries(this.content.acts).sort((a, b) => total(b) - total(a)).slice(0, MOST_ACTS);
    const bins = Math.max(Math.min(Math.ceil(this.film.end), 60), 1);
    const binned = acts.map(([, counts]) => {
      const bars = new Array(bins).fill(0);
      for (const [second, count] of counts) bars[Math.min(Math.floor((second * bins) / Math.max(this.film.end, 1)), bins - 1)] += count;
      return bars;
    });
    plot.left = 84;
    plot.right = 44;
    plot.rows(acts.map((act) => act[0]), binned, acts.map(total));
    plot.timeAxis();
    plot.say("decisions, darker for more");
  }

  exits(plot) {
    const exits = this.content.exits.toSorted((a, b) => b.times.length - a.times.length);
    plot.timed = false;
    plot.bars(exits.map((exit) => [exit.name, exit.times.length]));
    const used = exits.filter((exit) => exit.times.length).length;
    plot.say(`${used} of ${exits.length} exits used`);
  }
}

function bar(colour) {
  return drawn("svg", { class: "symbol", viewBox: "0 0 13 13" }, drawn("rect", { y: 5, width: 13, height: 3, fill: colour }));
}

/** One picture: scales, axes, marks. */
class Plot {
  constructor(width, end) {
    Object.assign(this, { width, end, high: HIGH, timed: true, left: PAD.left, right: PAD.right, most: 1 });
  }

  x(time) {
    return this.left + (this.end > 0 ? time / this.end : 0) * (this.width - this.left - this.right);
  }

  time(x) {
    return Math.min(Math.max((x - this.left) / (this.width - this.left - this.right), 0), 1) * this.end;
  }

  y(value) {
    return this.high - PAD.bottom - (value / this.most) * (this.high - PAD.top - PAD.bottom);
  }

  put(tag, attributes, text) {
    this.chart.picture.append(drawn(tag, attributes, ...(text === undefined ? [] : [text])));
  }

  say(text) {
    this.chart.note.textContent = text;
  }

  explain(mark, text) {
    this.chart.key.append(make("span", {}, mark, text));
  }

  scale(most) {
    this.most = Math.max(most, 1);
    for (const value of ticks(this.most, 4)) {
      const y = this.y(value);
      this.put("line", { class: "grid", x1: this.left, x2: this.width - this.right, y1: y, y2: y });
      this.put("text", { class: "faint", x: this.left - 6, y: y + 4, "text-anchor": "end" }, String(value));
    }
  }

  timeAxis() {
    const y = this.high - PAD.bottom;
    for (const value of timeTicks(this.end, this.width / 90)) {
      this.put("line", { class: "grid", x1: this.x(value), x2: this.x(value), y1: y, y2: y + 4 });
      this.put("text", { class: "faint", x: this.x(value), y: y + 17, "text-anchor": "middle" }, clockText(value).replace(".0", ""));
    }
  }

  area(times, below, above, colour) {
    const edge = (values) => times.map((time, index) => `${this.x(time).toFixed(1)} ${this.y(values[index]).toFixed(1)}`);
    const d = `M${[...edge(above), ...edge(below).reverse()].join("L")}Z`;
    this.put("path", { d, fill: colour, stroke: "var(--card)", "stroke-width": 0.7 });
  }

  steps(times, colour, dash = "none") {
    if (!times.length) return;
    let d = `M${this.x(0)} ${this.y(0)}`;
    times.forEach((time, index) => (d += `H${this.x(time).toFixed(1)}V${this.y(index + 1).toFixed(1)}`));
    d += `H${this.x(this.end).toFixed(1)}`;
    this.put("path", { d, fill: "none", stroke: colour, "stroke-width": 2.5, "stroke-dasharray": dash, "stroke-linejoin": "round" });
  }

  rows(names, binned, totals) {
    const [row, most] = [21, Math.max(...binned.flat(), 1)];
    this.high = Math.max(names.length * row, row) + PAD.top + PAD.bottom;
    names.forEach((name, index) => {
      const top = PAD.top + index * row;
      this.put("text", { x: this.left - 8, y: top + 15, "text-anchor": "end" }, name);
      this.put("text", { class: "faint", x: this.width - 4, y: top + 15, "text-anchor": "end" }, String(totals[index]));
      const bars = binned[index];
      const wide = (this.width - this.left - this.right) / bars.length;
      this.put("rect", { x: this.left, y: top + 2, width: this.width - this.left - this.right, height: row - 4, fill: "var(--page)" });
      bars.forEach((count, bin) => {
        if (!count) return;
        const strength = (0.18 + 0.82 * Math.sqrt(count / most)).toFixed(2);
        this.put("rect", { x: this.left + bin * wide, y: top + 2, width: Math.max(wide - 0.5, 1), height: row - 4, fill: "var(--accent)", "fill-opacity": strength });
      });
    });
  }

  bars(pairs) {
    const row = 24;
    const most = Math.max(...pairs.map(([, count]) => count), 1);
    const left = Math.min(190, this.width * 0.42);
    this.high = Math.max(pairs.length * row + PAD.top, 40);
    pairs.forEach(([name, count], index) => {
      const top = PAD.top + index * row;
      const long = (count / most) * (this.width - left - 50);
      this.put("text", { x: left - 8, y: top + 15, "text-anchor": "end", ...(count ? {} : { class: "faint" }) }, cut(name, left / 6.6));
      this.put("rect", { x: left, y: top + 3, width: Math.max(long, 1), height: row - 8, fill: "var(--exit)", rx: 2 });
      this.put("text", { x: left + long + 7, y: top + 15 }, String(count));
    });
  }
}

function cut(text, letters) {
  return text.length <= letters ? text : `${text.slice(0, Math.floor(letters) - 1)}…`;
}

/** Round numbers from 0 to `most`, about `wanted` of them. */
function ticks(most, wanted) {
  const rough = most / wanted;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max([1, 2, 5, 10].find((factor) => factor * power >= rough) * power, 1);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) => index * step);
}

function timeTicks(end, wanted) {
  const step = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].find((each) => end / each <= wanted) ?? 7200;
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step);
}
