/* What a page, or a part of it that was exchanged, gains where JavaScript runs. */
import { drawCharts } from "./charts.js";
import { watchClocks } from "./clocks.js";
import { offerCopies } from "./copy.js";

const more = [];

/** Pages add what is theirs: it is done now, and again when the content was exchanged. */
export function alsoEnliven(act) {
  more.push(act);
  act(document);
}

export function enliven(root) {
  offerCopies(root);
  watchClocks(root);
  drawCharts(root);
  for (const act of more) act(root);
}
