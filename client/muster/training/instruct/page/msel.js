// The master scenario events list: what has come, what is to come, and what can be brought now.

class Msel {
  constructor(asking) {
    Object.assign(this, { asking, lines: [] });
  }

  enter({ events }) {
    this.lines = events.map((event) => this.line(event));
    const none = make("li", { class: "hint" }, "This exercise has no events of its own; see Inject.");
    byId("msel").replaceChildren(...(this.lines.length ? this.lines.map((line) => line.item) : [none]));
  }

  line(event) {
    const bring = () => this.asking.ask({ what: "bring", event: event.id }, `MSEL: ${event.text}`);
    const button = make("button", { onclick: bring }, event.injects ? "Inject now" : "Mark as come");
    const state = make("span", { class: "when" });
    const item = make(
      "li",
      { class: "event", "data-event": event.id },
      make("div", { class: "top" }, state, button),
      make("p", {}, event.text),
      ...(event.expected ? [make("p", { class: "expected" }, make("b", {}, "Expected: "), event.expected)] : []),
      ...(event.controller === "simulation" ? [] : [make("p", { class: "hint" }, `Delivered by ${event.controller}`)]),
    );
    button.title = event.injects ? "" : "it does nothing in the simulation; this notes that you have delivered it";
    return { event, state, button, item };
  }

  stand({ brought, phase }, time) {
    for (const { event, state, button, item } of this.lines) {
      const hasCome = brought.includes(event.id);
      const left = event.at === null || phase === "waiting" || phase === "over" ? 0 : Math.ceil(event.at - time);
      state.textContent = hasCome ? "has come" : left > 0 ? `${event.when}, in ${seconds(left)}` : event.when;
      item.classList.toggle("come", hasCome);
      button.hidden = hasCome;
      button.disabled = phase === "over";
    }
  }
}

/** A whole number of seconds as minutes and seconds. */
function seconds(number) {
  return `${Math.floor(number / 60)}:${String(number % 60).padStart(2, "0")}`;
}
