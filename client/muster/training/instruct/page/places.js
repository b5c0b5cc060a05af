// A door or a room that is selected: how it is, and what can be done to it.

const DOOR_WORDS = ["open", "closed", "locked", "barricaded"];
const DOOR_ACTS = [
  ["lock", "Lock"],
  ["unlock", "Unlock"],
  ["close", "Close"],
  ["open", "Open"],
];

class DoorCard {
  constructor(stage, id, asking) {
    this.stage = stage;
    this.number = stage.content.doors.findIndex((door) => door.id === id);
    const door = stage.content.doors[this.number];
    const name = doorName(door);
    this.state = make("p", { class: "state" });
    const act = ([kind, words]) =>
      make("button", { onclick: () => asking.inject({ kind, door: id }, `${words}: ${name}`) }, words);
    const acts = door.leaf ? DOOR_ACTS.map(act) : [make("p", { class: "hint" }, "An opening without a leaf.")];
    this.parts = [
      make("div", { class: "who" }, make("h2", {}, "Door"), make("p", { class: "hint" }, name), this.state),
      make("div", { class: "card row", id: "door-acts" }, ...acts),
    ];
    this.update();
  }

  close() {}

  update() {
    const { newest } = this.stage.live;
    const state = newest ? DOOR_WORDS[newest.doors[this.number]] : "";
    if (this.state.textContent !== state) this.state.textContent = state;
  }
}

class RoomCard {
  constructor(stage, id, asking, select) {
    Object.assign(this, { stage, id, select, there: "" });
    const region = stage.content.storeys.flatMap((storey) => storey.regions).find((each) => each.id === id);
    this.name = region.name;
    this.people = make("ul", { class: "plain" });
    this.count = make("p", { class: "state" });
    const act = (words, inject) =>
      make("button", { onclick: () => asking.inject(inject, `${words}: ${region.name}`) }, words);
    const acts = [act("Alarm here", { kind: "alarm", regions: [id] })];
    if (stage.content.threats) acts.push(act("Move the threat here", { kind: "move_threat", region: id }));
    this.parts = [
      make("div", { class: "who" }, make("h2", {}, region.name), make("p", { class: "hint" }, region.kind), this.count),
      make("div", { class: "card row", id: "room-acts" }, ...acts),
      rumourForm(stage.content, asking, id),
      this.people,
    ];
    this.update();
  }

  close() {}

  update() {
    if (!this.stage.live.newest) return;
    const { content, live } = this.stage;
    const isHere = (who) => !live.newest.absent[who] && regionAt(content, this.stage.placeOf(who))?.id === this.id;
    const here = [...content.people.keys()].filter(isHere);
    if (String(here) === this.there) return;
    this.there = String(here);
    this.count.textContent = here.length === 1 ? "1 person" : `${here.length} people`;
    const choose = (who) => () => this.select({ person: who });
    const name = (who) => make("button", { class: "line", onclick: choose(who) }, content.people[who][0]);
    this.people.replaceChildren(...here.map((who) => make("li", {}, name(who))));
  }
}

/** Rooms and corridors as `[id, name]`, those inside first, each once. */
function rooms({ storeys }) {
  const all = new Map(storeys.flatMap((storey) => storey.regions).map((region) => [region.id, region]));
  const [out, inside] = [[], []];
  for (const region of all.values()) (region.kind === "outside" ? out : inside).push([region.id, region.name]);
  const byName = (a, b) => a[1].localeCompare(b[1], undefined, { numeric: true });
  return [...inside.sort(byName), ...out.sort(byName)];
}

/** Doors with a leaf that stand in the building, as `[id, name]`. */
function doorList({ doors }) {
  return doors
    .filter((door) => door.leaf && door.storeys.length)
    .map((door) => [door.id, doorName(door)])
    .sort((a, b) => a[1].localeCompare(b[1], undefined, { numeric: true }));
}
