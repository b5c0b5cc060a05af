// Plots as inline SVG, as wide as there is room. Those over time mark the moment shown, and a click goes elsewhere.

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
      const head =
        picture.querySelector(".head") ?? picture.appendChild(drawn("line", { class: "head", y1: PAD.top }));
      for (const [name, value] of Object.entries({ x1: x, x2: x, y2: plot.high - PAD.bottom }))
        head.setAttribute(name, value);
    }
  }

  statuses(plot) {
    const { film, content } = this;
    const points = Math.min(film.frames, MOST_POINTS);
    const frames = Array.from({ length: points }, (_, index) =>
      Math.round((index * (film.frames - 1)) / Math.max(points - 1, 1)),
    );
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
    plot.say(
      out.length
        ? `first at ${clockText(out[0])}${half === undefined ? "" : `, half of all by ${clockText(half)}`}`
        : "nobody left",
    );
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
    const acts = Object.entries(this.content.acts)
      .sort((a, b) => total(b) - total(a))
      .slice(0, MOST_ACTS);
    const bins = Math.max(Math.min(Math.ceil(this.film.end), 60), 1);
    const binned = acts.map(([, counts]) => {
      const bars = new Array(bins).fill(0);
      for (const [second, count] of counts)
        bars[Math.min(Math.floor((second * bins) / Math.max(this.film.end, 1)), bins - 1)] += count;
      return bars;
    });
    plot.left = 84;
    plot.right = 44;
    plot.rows(
      acts.map((act) => act[0]),
      binned,
      acts.map(total),
    );
    plot.timeAxis();
    plot.say("decisions; the stronger, the more");
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
  return drawn(
    "svg",
    { class: "symbol", viewBox: "0 0 13 13" },
    drawn("rect", { y: 5, width: 13, height: 3, fill: colour }),
  );
}
