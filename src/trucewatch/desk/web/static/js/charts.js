/* Charts drawn in the page, so that points tell their numbers; until then, and without script, a picture stands there. */
import { isDark } from "./theme.js";

const AROUND = 150; // what labels beside and around a chart take, in pixels
const LEAST = 260;
let loading;

function bundle(address) {
  loading ??= new Promise((done, failed) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = done;
    script.onerror = failed;
    document.head.append(script);
  });
  return loading;
}

/** What a point tells, beside the pointer; set as properties, for the policy allows no style attributes. */
function tip(handler, event, item, value) {
  document.querySelector(".tip")?.remove();
  if (value === null || value === undefined || value === "") return;
  const note = document.createElement("div");
  note.className = "tip";
  note.textContent = typeof value === "object" ? Object.values(value).join(" · ") : String(value);
  document.body.append(note);
  note.style.left = `${Math.min(event.clientX + 12, innerWidth - note.offsetWidth - 8)}px`;
  note.style.top = `${Math.max(event.clientY - note.offsetHeight - 12, 8)}px`;
}

/** A chart that is wider than its place is drawn for it anew, rather than shrunk or cut. */
function fit(spec, box) {
  const room = box.clientWidth;
  if (typeof spec.width !== "number" || room >= spec.width + AROUND) return;
  spec.width = Math.max(room, LEAST);
  spec.autosize = { type: "fit-x", contains: "padding" };
  spec.padding = { left: 0, top: 5, right: 28, bottom: 5 };
  spec.config.axis.labelLimit = room / 3;
  Object.assign(spec.config.legend, { columns: 1, labelFontSize: 11 });
  for (const { encoding } of [spec, ...(spec.layer ?? [])]) {
    if (encoding?.x?.axis) Object.assign(encoding.x.axis, { tickCount: 2, labelFlush: false });
  }
}

async function draw(box) {
  const address = new URL(box.dataset.spec, location.href);
  address.searchParams.set("theme", isDark() ? "dark" : "light");
  const [answer] = await Promise.all([fetch(address), bundle(box.dataset.bundle)]);
  if (!answer.ok) return;
  const spec = await answer.json();
  fit(spec, box);
  const place = document.createElement("div");
  // The strict policy of the page forbids code made of text and styles put in: the interpreter needs neither.
  await window.vegaEmbed(place, spec, {
    mode: "vega-lite", ast: true, actions: false, defaultStyle: false, renderer: "svg", tooltip: tip, hover: false,
  });
  box.querySelector("[data-drawn]")?.remove();
  place.dataset.drawn = "";
  const picture = box.querySelector("picture");
  place.setAttribute("role", "img");
  place.setAttribute("aria-label", picture.querySelector("img").alt);
  picture.hidden = true;
  box.append(place);
}

function seen(box) {
  const watcher = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) {
      watcher.disconnect();
      draw(box).catch(() => {}); // the picture stays
    }
  });
  watcher.observe(box);
}

export function drawCharts(root) {
  for (const box of root.querySelectorAll("[data-chart][data-spec]")) seen(box);
}

document.addEventListener("look", () => {
  for (const box of document.querySelectorAll("[data-chart][data-spec]")) {
    const image = box.querySelector("img");
    const address = new URL(image.src);
    address.searchParams.set("theme", isDark() ? "dark" : "light");
    box.querySelector("source")?.remove();
    image.src = address;
    if (box.querySelector("[data-drawn]")) draw(box).catch(() => {});
  }
});
