/* Copy a table: as cells for a spreadsheet, and as HTML for a text. */
import { tell } from "./told.js";

function words(cell) {
  const parts = cell.querySelectorAll(".opens, span");
  const held = parts.length ? [...parts].map((part) => part.textContent) : [cell.textContent];
  return held.map((text) => text.replace(/\s+/g, " ").trim()).filter(Boolean).join("; ");
}

export function offerCopies(root) {
  for (const button of root.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const rows = [...document.querySelectorAll(`[data-table="${CSS.escape(button.dataset.copy)}"] tr`)];
      const text = rows.map((row) => [...row.cells].map(words).join("\t")).join("\n");
      try {
        await navigator.clipboard.writeText(text);
        tell("copied");
      } catch {
        tell("failed");
      }
    });
  }
}
