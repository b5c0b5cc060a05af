// What is said, beside who says it.

const MOST_BUBBLES = 6;
const FAR_AWAY = 3; // pixels a metre

/** Speech bubbles that cover neither each other nor what is to be kept in sight: one that finds no room is left out. */
class Bubbles {
  constructor(width, kept) {
    Object.assign(this, { width, taken: [...kept], count: 0 });
  }

  draw(context, body, loud, text, ink) {
    context.font = `${loud === 2 ? "600 " : ""}12px system-ui, sans-serif`;
    const lines = shortened(wrapped(context, text, 170), 3);
    const wide = Math.max(...lines.map((line) => context.measureText(line).width)) + 14;
    const box = this.room(body, wide, lines.length * 15 + 8);
    if (!box) return;
    this.count++;
    bubble(context, box, body, loud, ink);
    context.fillStyle = ink.ink;
    context.textAlign = "left";
    context.textBaseline = "middle";
    lines.forEach((line, index) => context.fillText(line, box.x + 7, box.y + 12 + index * 15));
  }

  room(body, wide, high) {
    const x = Math.min(Math.max(body.left - wide / 3, 4), this.width - wide - 4);
    const rows = [body.top - body.size - high - 9, body.top + body.size + 9, body.top - body.size - 2 * high - 14];
    const boxes = rows.map((y) => ({ x, y, wide, high }));
    const box = boxes.find((each) => each.y > TOP - 4 && !this.taken.some((other) => overlap(each, other)));
    if (box) this.taken.push(box);
    return box;
  }
}

function overlap(a, b) {
  return a.x < b.x + b.wide + 3 && b.x < a.x + a.wide + 3 && a.y < b.y + b.high + 3 && b.y < a.y + a.high + 3;
}

function shortened(lines, most) {
  return lines.length <= most ? lines : [...lines.slice(0, most - 1), `${lines[most - 1]} …`];
}

/** Shouts have a thick edge, whispers a dashed one; the tail points at who speaks. */
function bubble(context, { x, y, wide, high }, body, loud, ink) {
  const above = y < body.top;
  const edge = above ? y + high : y;
  const root = Math.min(Math.max(body.left, x + 10), x + wide - 10);
  context.strokeStyle = ink.wall;
  context.fillStyle = ink.bubble;
  context.lineWidth = loud === 2 ? 2.2 : 1;
  context.setLineDash(loud === 0 ? [3, 2] : []);
  context.beginPath();
  context.roundRect(x, y, wide, high, 7);
  context.fill();
  context.stroke();
  context.setLineDash([]);
  context.beginPath();
  context.moveTo(root - 4, edge);
  context.lineTo(body.left, body.top + (above ? -body.size - 1 : body.size + 1));
  context.lineTo(root + 4, edge);
  context.fill();
  context.stroke();
}
