// Everybody's story is packed, and comes out when it is asked for; it was escaped when it was made.

const byId = (id) => document.getElementById(id);

async function unpacked() {
  const bytes = Uint8Array.from(atob(byId("stories").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

const stories = unpacked();

for (const person of document.querySelectorAll(".person")) {
  person.addEventListener("toggle", async () => {
    const story = person.querySelector(".story");
    if (person.open && !story.hasChildNodes()) story.innerHTML = (await stories)[person.dataset.agent];
  });
}

let show = "all";

function sift() {
  const wanted = byId("search").value.trim().toLowerCase();
  for (const person of document.querySelectorAll(".person")) {
    const fits = show === "all" || person.classList.contains(show);
    person.hidden = !fits || !person.querySelector(".who").textContent.toLowerCase().includes(wanted);
  }
}

for (const chip of document.querySelectorAll("[data-show]")) {
  chip.addEventListener("click", () => {
    show = chip.dataset.show;
    for (const each of document.querySelectorAll("[data-show]")) each.setAttribute("aria-pressed", each === chip);
    sift();
  });
}
byId("search")?.addEventListener("input", sift);
document.body.dataset.ready = "";
