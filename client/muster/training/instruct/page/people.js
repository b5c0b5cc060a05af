// Everybody: who they are, where, and in which state; one can search for any of these.

class People {
  constructor(select) {
    Object.assign(this, { select, rows: [] });
    byId("search").addEventListener("input", () => this.filter());
    byId("search").addEventListener("keydown", (event) => {
      const found = this.rows.find((row) => !row.item.hidden);
      if (event.key === "Enter" && found) found.choose();
    });
  }

  open({ people }) {
    this.rows = people.map(([name, role], who) => {
      const [mark, state] = [make("span", { class: "mark" }), make("small")];
      const words = make("span", {}, make("b", {}, name), " ", make("small", {}, role), make("br"), state);
      const choose = () => this.select({ person: who });
      const item = make("li", { hidden: "" }, make("button", { class: "line", onclick: choose }, mark, words));
      return { item, mark, state, choose, name: `${name} ${role}`, status: -1, text: "", isThere: false };
    });
    byId("everybody").replaceChildren(...this.rows.map((row) => row.item));
  }

  /** Shows how everybody is. */
  update(stage) {
    this.rows.forEach((row, who) => {
      const { status, words, isThere } = stateOf(stage, who);
      Object.assign(row, { text: `${row.name} ${words}`.toLowerCase(), isThere });
      if (row.state.textContent !== words) row.state.textContent = words;
      if (row.status === status) return;
      row.status = status;
      const [, colour, shape] = stage.content.statuses[status];
      row.mark.replaceChildren(symbol(shape, colour));
    });
    this.filter();
  }

  filter() {
    const wanted = byId("search").value.trim().toLowerCase();
    for (const row of this.rows) row.item.hidden = !row.isThere || !row.text.includes(wanted);
  }
}

/** How somebody is at the newest moment, in words. */
function stateOf(stage, who) {
  const { newest } = stage.live;
  const status = newest.status[who];
  const place = placeOf(stage.content, stage.placeOf(who));
  const words = [stage.content.statuses[status][0], newest.act[who], place].filter(Boolean).join(" · ");
  return { status, words, isThere: !newest.absent[who] };
}
