// The bar: how things stand, the clock, and what is done to the exercise as a whole.

const SPEEDS = [0.25, 0.5, 1, 2, 4, 8, 16];
const PHASES = { waiting: "waiting to begin", running: "running", paused: "paused", over: "over" };
const LATE_S = 2; // simulated seconds; a note written longer after its moment says which it was

class Bar {
  constructor(asking) {
    Object.assign(this, { asking, phase: "", time: 0, speed: 1 });
    byId("speed").append(...SPEEDS.map((speed) => make("option", { value: speed }, `${speed}×`)));
    byId("speed").value = 1;
    byId("speed").addEventListener("change", (event) => this.setSpeed(Number(event.target.value)));
    byId("begin").addEventListener("click", () => asking.ask({ what: "begin" }, "Begin"));
    byId("pause").addEventListener("click", () => this.toggle());
    byId("stop").addEventListener("click", () => asking.ask({ what: "stop" }, "Stop: a real emergency"));
    byId("plan-text").addEventListener("click", () => byId("procedure").showModal());
    for (const button of document.querySelectorAll("[data-close]"))
      button.addEventListener("click", () => button.closest("dialog").close());
    this.listenToEnding();
    this.listenToMarking();
  }

  enter({ title, procedure: [name, text] }) {
    document.title = `Instructor: ${title}`;
    byId("title").textContent = title;
    byId("procedure-title").textContent = name;
    byId("procedure-text").textContent = text;
  }

  stand({ phase, time, speed, word, roles }) {
    Object.assign(this, { phase, speed });
    this.tick(time);
    byId("phase").textContent = PHASES[phase] ?? phase;
    byId("phase").dataset.phase = phase;
    byId("word").textContent = word;
    byId("word").hidden = !word;
    byId("begin").hidden = phase !== "waiting";
    byId("pause").hidden = phase === "waiting";
    byId("pause").textContent = phase === "paused" ? "Resume" : "Pause";
    if (document.activeElement !== byId("speed")) byId("speed").value = speed;
    byId("roles").replaceChildren(...roles.map(roleSign));
    document.body.dataset.phase = phase;
    for (const id of ["pause", "speed", "bookmark", "end", "stop"]) byId(id).disabled = phase === "over";
  }

  /** Shows a simulated second. */
  tick(time) {
    this.time = Math.max(time, this.phase === "waiting" ? 0 : this.time);
    byId("clock").textContent = clockText(this.time);
  }

  toggle() {
    if (this.phase === "paused") this.asking.ask({ what: "resume" }, "Resume");
    else if (this.phase === "running") this.asking.ask({ what: "pause" }, "Pause");
  }

  setSpeed(speed) {
    this.asking.ask({ what: "speed", speed }, `Speed ${speed}×`);
    byId("speed").blur();
  }

  listenToEnding() {
    const [dialog, yes] = [byId("ending"), byId("end-yes")];
    let times = 0;
    const put = (text, words) => {
      byId("ending-text").textContent = text;
      yes.textContent = words;
      yes.classList.toggle("grave", times > 0);
    };
    byId("end").addEventListener("click", () => {
      times = 0;
      put("It ends for everybody who takes part, and the recording is closed.", "End it …");
      dialog.showModal();
    });
    yes.addEventListener("click", () => {
      if (times++) {
        dialog.close();
        this.asking.ask({ what: "end" }, "End the exercise");
      } else put("It cannot be taken up again. Are you sure?", "Yes, end the exercise now");
    });
  }

  listenToMarking() {
    byId("bookmark").addEventListener("click", () => this.mark());
    byId("mark").addEventListener("submit", (event) => {
      event.preventDefault();
      byId("marking").close();
      const words = byId("note").value.trim() || "Bookmark";
      const text = this.time - this.marked > LATE_S ? `${words} (at ${clockText(this.marked)})` : words;
      this.asking.ask({ what: "note", text }, `Bookmark: ${words}`);
      byId("note").value = "";
    });
  }

  mark() {
    if (this.phase === "over") return;
    this.marked = this.time;
    byId("marked-at").textContent = `The moment ${clockText(this.marked)} is marked, with this note.`;
    byId("marking").showModal();
    byId("note").focus();
  }
}

function roleSign([title, isTaken, isReady]) {
  const state = isReady ? "there, ready" : isTaken ? "there, reading the brief" : "not there";
  return make("span", { class: isTaken ? "role there" : "role" }, `${title}: ${state}`);
}
