// What the instructor asks for, and what became of it.

const MOST_ASKED = 30; // lines kept
const CLOCK = new Set(["begin", "pause", "resume", "speed", "end", "stop"]); // the bar shows what came of these

class Asking {
  constructor() {
    Object.assign(this, { lines: [], refusals: new Map(), told: [], taken: 0, isPaused: false, isOver: false });
  }

  /** Asks for `wish`; `words` name it in the list. */
  async ask(wish, words) {
    const line = this.add(words, CLOCK.has(wish.what));
    try {
      const body = JSON.stringify(wish);
      const answer = await fetch("ask", { method: "POST", headers: { "Content-Type": "application/json" }, body });
      const { number, error } = await answer.json();
      if (error) this.settle(line, "refused", error);
      else line.number = number;
    } catch {
      this.settle(line, "refused", "muster instruct does not answer; is it still running?");
    }
    this.update();
  }

  inject(inject, words) {
    return this.ask({ what: "inject", inject }, words);
  }

  /** The host has refused a request, perhaps of another page. */
  refuse({ number, reason }) {
    this.refusals.set(number, reason);
    this.update();
  }

  stand({ taken, phase, refused }) {
    this.taken = taken;
    this.isPaused = phase === "paused" || phase === "waiting";
    this.isOver = phase === "over";
    for (const reason of unheard(this.told, refused)) this.settle(this.add("An inject", false), "refused", reason);
    this.told = refused;
    this.update();
  }

  add(words, isClock) {
    const [state, text] = [make("span", { class: "state" }), make("span", {}, words)];
    const line = { state, isClock, number: 0, is_settled: false, item: make("li", {}, text, state) };
    this.lines.push(line);
    byId("asked").prepend(line.item);
    while (this.lines.length > MOST_ASKED) this.lines.shift().item.remove();
    this.show(line, "asked", "asked");
    return line;
  }

  update() {
    for (const line of this.lines) {
      if (line.is_settled || !line.number) continue;
      if (this.refusals.has(line.number)) this.settle(line, "refused", this.refusals.get(line.number));
      else if (line.isClock || line.number <= this.taken) this.settle(line, "done", "done");
      else if (this.isPaused) this.show(line, "asked", "when it goes on");
    }
  }

  settle(line, kind, words) {
    line.is_settled = true;
    this.show(line, kind, kind === "refused" ? `not done: ${words}` : words);
  }

  show({ state, item }, kind, words) {
    item.className = kind;
    state.textContent = words;
  }
}

/** What of `now`, the latest of what is refused, is not in `before`, the latest until then. */
function unheard(before, now) {
  for (let gone = 0; gone <= before.length; gone++) {
    const kept = before.slice(gone);
    if (kept.every((reason, index) => now[index] === reason)) return now.slice(kept.length);
  }
  return now;
}

/** A drop-down list of `[value, words]`. */
function choice(name, options, attributes = {}) {
  return make("select", { name, ...attributes }, ...options.map(([value, words]) => make("option", { value }, words)));
}

function labelled(words, control) {
  return make("label", { class: "field" }, make("span", {}, words), control);
}

/** A form that does nothing but call `send` with its values. */
function form(attributes, send, ...children) {
  const made = make("form", attributes, ...children);
  made.addEventListener("submit", (event) => {
    event.preventDefault();
    send(Object.fromEntries(new FormData(made)), made);
  });
  return made;
}
