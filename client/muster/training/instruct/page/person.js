// One person: how they are and why they do what they do, and what can be done to them or said as them.

const ASK_EVERY_MS = 2000;
const AFTERWARDS = "The exercise is over. What they thought is in the recording: muster ask, muster review.";
const VOLUMES = [
  ["talk", "talking"],
  ["whisper", "whispering"],
  ["shout", "shouting"],
];
const SEVERITIES = [
  ["injured", "injured"],
  ["incapacitated", "incapacitated"],
];

class PersonCard {
  constructor(stage, who, asking) {
    const [name, role, id] = stage.content.people[who];
    Object.assign(this, { stage, who, name, id, asking, told: "" });
    this.state = make("p", { class: "state" });
    this.story = make("div", { class: "why" }, make("p", { class: "hint" }, "Asking why …"));
    this.parts = [
      make("div", { class: "who" }, make("h2", {}, name), make("p", { class: "hint" }, role), this.state),
      this.speaking(),
      this.hurting(),
      this.story,
    ];
    this.update();
    this.timer = setInterval(() => this.ask(), ASK_EVERY_MS);
    this.ask();
  }

  close() {
    clearInterval(this.timer);
  }

  update() {
    if (!this.stage.live.newest) return;
    const { status, words } = stateOf(this.stage, this.who);
    if (words === this.words) return;
    this.words = words;
    const [, colour, shape] = this.stage.content.statuses[status];
    this.state.replaceChildren(symbol(shape, colour), words);
  }

  speaking() {
    const say = ({ text, volume }, made) => {
      if (!text.trim()) return;
      const inject = { kind: "say", person: this.id, text: text.trim(), volume };
      this.asking.inject(inject, `${this.name} says: ${text.trim()}`);
      made.elements.text.value = "";
    };
    const words = make("input", { name: "text", maxlength: 200, required: "", autocomplete: "off" });
    const loud = choice("volume", VOLUMES, { "aria-label": "How loud" });
    const row = make("div", { class: "row" }, loud, make("button", {}, "Say it"));
    return form({ class: "card", id: "speak" }, say, labelled(`Speak as ${this.name}`, words), row);
  }

  hurting() {
    const hurt = ({ severity }) =>
      this.asking.inject({ kind: "injury", person: this.id, severity }, `${this.name}: ${severity}`);
    const how = choice("severity", SEVERITIES, { "aria-label": "How badly" });
    const row = make("div", { class: "row" }, make("span", {}, "Injury"), how, make("button", {}, "Inject"));
    return form({ class: "card", id: "hurt" }, hurt, row);
  }

  /** Asks why they do what they do at the newest moment. */
  async ask() {
    const time = this.stage.live.newest?.time;
    if (this.asking.isOver && !this.told) this.tell({ error: AFTERWARDS });
    if (this.asking.isOver || time === undefined || time === this.asked) return;
    this.asked = time;
    try {
      const answer = await fetch(`story?agent=${this.who}&time=${time}`);
      this.tell(await answer.json());
    } catch {
      this.asked = null; // the banner says that the connection is lost; ask again
    }
  }

  tell(story) {
    const told = JSON.stringify(story);
    if (told === this.told) return;
    this.told = told;
    if (story.error) this.story.replaceChildren(make("p", { class: "hint" }, story.error));
    else this.story.replaceChildren(...whyLines(story));
  }
}

/** What somebody noticed, could do, decided and thought. */
function whyLines(story) {
  const part = (title, lines) => (lines.length ? [make("h3", {}, title), ...lines] : []);
  const lines = (texts) => texts.filter(Boolean).map((text) => make("p", {}, text));
  const options = story.choices.map(([text, chance, chosen]) => choiceLine(text, Math.round(1000 * chance), chosen));
  const decided = story.choices.length ? `Decided at ${clockText(story.decided)} by: ${story.source}` : "";
  const none = story.choices.length ? [] : [make("p", { class: "hint" }, "Nothing decided yet.")];
  return [
    ...part("Thought", lines([story.thought])),
    ...part("Said", lines([story.said])),
    ...part("Could do", options),
    ...none,
    ...lines([decided]).map((line) => (line.classList.add("hint"), line)),
    ...part("Decided because", lines([story.trigger])),
    ...part("Noticed", lines(story.noticed)),
    ...part("Mood", lines([story.mood])),
    ...part("Memory", lines(story.memory)),
    ...part("Persona", lines(story.persona)),
  ];
}
