// What happens, latest first.

const MOST_EVENTS = 300; // lines kept
const CHIEF = new Set(["harm", "threat", "warning"]);

class Events {
  constructor(select) {
    Object.assign(this, { select, weights: {} });
    byId("weight").addEventListener("change", (event) => (byId("events").dataset.shows = event.target.value));
  }

  open({ weights }) {
    this.weights = weights;
  }

  /** Takes in all that happened until now. */
  reset(events) {
    byId("events").replaceChildren();
    this.add(events);
  }

  add(events) {
    const list = byId("events");
    for (const event of events) list.prepend(this.line(event));
    while (list.children.length > MOST_EVENTS) list.lastChild.remove();
  }

  line({ time, weight, text, agent }) {
    const parts = [make("time", {}, clockText(time)), dot(this.weights[weight] ?? ""), make("span", {}, text)];
    const choose = () => this.select({ person: agent });
    const line = agent !== null
      ? make("button", { class: "line", onclick: choose }, ...parts)
      : make("div", { class: "line" }, ...parts);
    return make("li", { class: CHIEF.has(weight) ? "chief" : "minor" }, line);
  }
}
