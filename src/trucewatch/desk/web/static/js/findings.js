/* j and k move between findings. */
import { onKey } from "./keys.js";

function move(by) {
  const cards = [...document.querySelectorAll(".finding")];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  cards[Math.min(Math.max(at + by, 0), cards.length - 1)]?.focus();
}

onKey("j", () => move(1));
onKey("k", () => move(-1));
