// Scales, axes and marks of one plot.

const HIGH = 190;
const PAD = { left: 40, right: 20, top: 8, bottom: 24 };

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
      this.put(
        "text",
        { class: "faint", x: this.x(value), y: y + 17, "text-anchor": "middle" },
        clockText(value).replace(".0", ""),
      );
    }
  }

  area(times, below, above, colour) {
    const edge = (values) =>
      times.map((time, index) => `${this.x(time).toFixed(1)} ${this.y(values[index]).toFixed(1)}`);
    const d = `M${[...edge(above), ...edge(below).reverse()].join("L")}Z`;
    this.put("path", { d, fill: colour, stroke: "var(--card)", "stroke-width": 0.7 });
  }

  steps(times, colour, dash = "none") {
    if (!times.length) return;
    let d = `M${this.x(0)} ${this.y(0)}`;
    times.forEach((time, index) => (d += `H${this.x(time).toFixed(1)}V${this.y(index + 1).toFixed(1)}`));
    d += `H${this.x(this.end).toFixed(1)}`;
    this.put("path", {
      d,
      fill: "none",
      stroke: colour,
      "stroke-width": 2.5,
      "stroke-dasharray": dash,
      "stroke-linejoin": "round",
    });
  }

  rows(names, binned, totals) {
    const [row, most] = [21, Math.max(...binned.flat(), 1)];
    this.high = Math.max(names.length * row, row) + PAD.top + PAD.bottom;
    names.forEach((name, index) => {
      const top = PAD.top + index * row;
      this.put("text", { x: this.left - 8, y: top + 15, "text-anchor": "end" }, name);
      this.put(
        "text",
        { class: "faint", x: this.width - 4, y: top + 15, "text-anchor": "end" },
        String(totals[index]),
      );
      const bars = binned[index];
      const wide = (this.width - this.left - this.right) / bars.length;
      this.put("rect", {
        x: this.left,
        y: top + 2,
        width: this.width - this.left - this.right,
        height: row - 4,
        fill: "var(--page)",
      });
      bars.forEach((count, bin) => {
        if (!count) return;
        const strength = (0.18 + 0.82 * Math.sqrt(count / most)).toFixed(2);
        this.put("rect", {
          x: this.left + bin * wide,
          y: top + 2,
          width: Math.max(wide - 0.5, 1),
          height: row - 4,
          fill: "var(--accent)",
          "fill-opacity": strength,
        });
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
      this.put(
        "text",
        { x: left - 8, y: top + 15, "text-anchor": "end", ...(count ? {} : { class: "faint" }) },
        cut(name, left / 6.6),
      );
      this.put("rect", {
        x: left,
        y: top + 3,
        width: Math.max(long, 1),
        height: row - 8,
        fill: "var(--exit)",
        rx: 2,
      });
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
