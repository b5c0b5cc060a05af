// Puts the desk together: what is told goes to whoever shows it, what is pressed to whoever asks for it.

const GLANCE_MS = 500; // of the wall clock, between two looks at everybody's state

class Desk {
  constructor() {
    const select = (what) => this.select(what);
    this.asking = new Asking();
    this.bar = new Bar(this.asking);
    this.msel = new Msel(this.asking);
    this.people = new People(select);
    this.events = new Events(select);
    this.stage = new Stage(select);
    this.card = null;
    this.standing = null;
    for (const tab of document.querySelectorAll("[data-tab]"))
      tab.addEventListener("click", () => this.show(tab.dataset.tab));
    document.addEventListener("keydown", (event) => this.press(event));
    setInterval(() => this.glance(), GLANCE_MS);
    this.show("msel");
  }

  /** Begins to listen to what is told. */
  listen() {
    const source = new EventSource("stream");
    const does = {
      entered: (told) => (this.bar.enter(told), this.msel.enter(told), this.stand()),
      standing: (told) => this.stand(told),
      scene: (told) => this.open(told),
      moment: (told) => this.take(told),
      history: ({ events }) => this.events.reset(events),
      events: ({ events }) => this.events.add(events),
      refusal: (told) => this.asking.refuse(told),
      unseen: () => (byId("stale").hidden = !this.stage.live.newest || this.standing?.phase === "over"),
      lost: ({ why }) => this.warn(`The connection to the exercise is lost (${why}); trying again.`),
    };
    for (const [kind, hear] of Object.entries(does))
      source.addEventListener(kind, (event) => hear(JSON.parse(event.data)));
    source.addEventListener("open", () => this.warn(""));
    source.addEventListener("error", () => {
      if (this.standing?.phase === "over") return;
      this.warn("muster instruct does not answer; is it still running? Trying again.");
    });
  }

  warn(text) {
    byId("banner").textContent = text;
    byId("banner").hidden = !text;
  }

  stand(told = this.standing) {
    if (!told) return;
    this.standing = told;
    this.warn(""); // whoever tells how things stand is there again
    this.bar.stand(told);
    this.asking.stand(told);
    this.msel.stand(told, this.bar.time);
    document.body.dataset.ready = "yes";
  }

  open(scene) {
    this.stage.open(scene);
    this.people.open(scene);
    this.events.open(scene);
    fillInjects(this.stage.content, this.asking, (what) => this.select(what));
    this.select({});
  }

  take(moment) {
    const isFirst = !this.stage.live.newest;
    this.stage.take(moment);
    this.bar.tick(moment.time);
    byId("badge").hidden = !moment.alarm;
    byId("stale").hidden = true;
    if (isFirst) this.glance();
  }

  /** Looks at how everybody is. */
  glance() {
    if (!this.stage.live.newest || document.hidden) return;
    if (this.shown === "people") this.people.update(this.stage);
    this.card?.update();
    if (this.standing) this.msel.stand(this.standing, this.bar.time);
  }

  select(what) {
    this.card?.close();
    this.stage.mark(what);
    this.card = this.cardOf(what);
    const tab = document.querySelector('[data-tab="selected"]');
    tab.hidden = !this.card;
    if (this.card) {
      tab.textContent = this.card.name ?? "Door";
      byId("selected").replaceChildren(...this.card.parts);
      byId("selected").scrollTop = 0;
      this.show("selected");
    } else if (this.shown === "selected") this.show("people");
  }

  cardOf({ person = null, door = null, room = null }) {
    if (person !== null) return new PersonCard(this.stage, person, this.asking);
    if (door !== null) return new DoorCard(this.stage, door, this.asking);
    if (room !== null) return new RoomCard(this.stage, room, this.asking, (what) => this.select(what));
    return null;
  }

  show(name) {
    this.shown = name;
    for (const tab of document.querySelectorAll("[data-tab]")) {
      tab.setAttribute("aria-selected", tab.dataset.tab === name);
      byId(tab.dataset.tab).hidden = tab.dataset.tab !== name;
    }
    this.glance();
  }

  press(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    const { tagName } = event.target;
    if (["INPUT", "SELECT", "TEXTAREA"].includes(tagName)) return;
    if (event.key === " " && tagName === "BUTTON") return; // which it presses
    const does = {
      " ": () => this.bar.toggle(),
      p: () => this.bar.toggle(),
      b: () => this.bar.mark(),
      n: () => this.stage.toggleNames(),
      "/": () => (this.show("people"), byId("search").focus()),
      Escape: () => this.select({}),
    };
    if (!does[event.key]) return;
    event.preventDefault();
    does[event.key]();
  }
}

window.desk = new Desk(); // by name, for the curious and for tests
window.desk.listen();
