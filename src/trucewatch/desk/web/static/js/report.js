/* A report: passages and statements show each other, keys act on the chosen statement, chosen words become a passage. */
import { onKey } from "./keys.js";
import { tell } from "./told.js";

const text = document.querySelector("[data-text]");
const cards = () => [...document.querySelectorAll("[data-statement]")].filter((card) => card.offsetParent !== null);
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
let chosen = null;

/* Marks and statements */

function marksOf(id) {
  return text.querySelectorAll(`[data-s~="${CSS.escape(id)}"]`);
}

function show(element) {
  element?.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
}

function choose(card, { focus = true } = {}) {
  for (const old of document.querySelectorAll(".chosen")) old.classList.remove("chosen");
  chosen = card;
  if (!card) return;
  card.classList.add("chosen");
  const marks = marksOf(card.dataset.statement);
  for (const mark of marks) mark.classList.add("chosen");
  if (focus) card.focus({ preventScroll: true });
  show(marks[0]?.closest("p"));
  show(card);
}

function cardOf(id) {
  return document.getElementById(`s-${id}`);
}

text.addEventListener("click", (event) => {
  if (!getSelection().isCollapsed) return;
  const mark = event.target.closest(".m:not(.off)");
  const ids = mark?.dataset.s.split(" ") ?? [];
  const at = ids.indexOf(chosen?.dataset.statement); // several on the same words: one after the other
  if (ids.length) choose(cardOf(ids[(at + 1) % ids.length]));
});

for (const card of document.querySelectorAll("[data-statement]")) {
  card.addEventListener("click", (event) => {
    if (!event.target.closest("a, button, summary, input, label")) choose(card);
  });
  card.addEventListener("focusin", () => { if (chosen !== card) choose(card, { focus: false }); });
  for (const [name, lit] of [["mouseenter", true], ["mouseleave", false]]) {
    card.addEventListener(name, () => {
      for (const mark of marksOf(card.dataset.statement)) mark.classList.toggle("chosen", lit || card === chosen);
    });
  }
}

/* Which kinds are shown */

const legend = document.querySelector("[data-legend]");
const boxes = [...legend.querySelectorAll("[name=show]")];
const whole = boxes.every((box) => box.checked); // else the server has left some out: it is asked again

function sift() {
  for (const box of boxes) {
    for (const mark of text.querySelectorAll(`.m.k-${box.value}`)) mark.classList.toggle("off", !box.checked);
    const group = document.querySelector(`[data-kind="${box.value}"]`);
    if (group) group.hidden = !box.checked;
  }
}

if (whole) {
  const button = legend.querySelector("[data-without-script]");
  if (button) button.hidden = true;
  legend.addEventListener("change", (event) => { if (event.target.name === "show") sift(); });
}

/* Keys */

function step(by) {
  const all = cards();
  const at = all.indexOf(chosen);
  choose(all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)]);
}

onKey("j", () => step(1));
onKey("k", () => step(-1));
onKey("a", () => chosen?.querySelector('[data-act="a"]')?.click());
onKey("c", () => chosen?.querySelector('[data-act="c"]')?.click());
onKey("w", () => {
  const details = chosen?.querySelector("details");
  if (!details) return;
  details.open = true;
  details.querySelector("[name=reason]").focus();
});
for (const letter of ["n", "p"]) onKey(letter, () => document.querySelector(`.steps [data-act="${letter}"]`)?.click());
onKey("e", () => take());

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const details = event.target.closest?.(".acts details[open]");
  if (!details) return;
  details.open = false;
  details.closest("[data-statement]")?.focus();
});

/* Chosen words: the record counts characters as they stand in the text, JavaScript counts halves of some of them. */

function characters(words) {
  return [...words].length;
}

function placeOf(node, offset) {
  const before = document.createRange();
  let run = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".run");
  if (!run) { // between runs: the first run behind the point
    before.setStart(node, offset);
    run = [...text.querySelectorAll(".run")].find((one) => before.comparePoint(one, 0) >= 0);
    if (!run) return Number(text.dataset.end);
    return Number(run.dataset.at);
  }
  before.selectNodeContents(run);
  before.setEnd(node, offset);
  return Number(run.dataset.at) + characters(before.toString());
}

const last = [...text.querySelectorAll(".run")].at(-1);
text.dataset.end = last ? Number(last.dataset.at) + characters(last.textContent) : 0;

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const [start, end] = [placeOf(range.startContainer, range.startOffset), placeOf(range.endContainer, range.endOffset)];
  return end > start ? { start, end, words: range.toString(), range } : null;
}

const button = document.querySelector("[data-take]");
let held = null;

function fill(form, one) {
  for (const name of ["start", "end", "words"]) {
    const input = form.querySelector(`[name=${name}]`);
    if (input) input.value = name === "words" ? one.words.replace(/\s+/g, " ").trim() : one[name];
  }
}

function take() {
  const one = selected() ?? held;
  if (!one || !button) return;
  button.hidden = true;
  for (const form of document.querySelectorAll("[data-passage]")) fill(form, one);
  const open = document.querySelector("#form");
  (open ? open.querySelector("input:not([type=hidden]), select") : document.getElementById("add-kind")).focus();
  show(open ?? document.getElementById("add"));
}

if (button) {
  document.addEventListener("selectionchange", () => {
    const one = selected();
    if (!one) {
      button.hidden = true;
      return;
    }
    held = one;
    const place = one.range.getBoundingClientRect();
    button.hidden = false;
    button.style.left = `${Math.max(8, Math.min(place.left, innerWidth - button.offsetWidth - 16)) + scrollX}px`;
    button.style.top = `${place.bottom + scrollY + 8}px`;
  });
  button.addEventListener("mousedown", (event) => event.preventDefault()); // the words stay chosen
  button.addEventListener("click", take);
}

/* What takes longer to find out is asked for when its place is about to be seen */

const section = document.querySelector("[data-around]");

async function around() {
  try {
    const answer = await fetch(section.dataset.around);
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    section.replaceChildren(...page.getElementById("around").childNodes);
  } catch {
    tell("failed");
  }
}

if (section.dataset.around) {
  const watcher = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    watcher.disconnect();
    around();
  });
  watcher.observe(section);
}

/* Where the page begins */

const wanted = location.hash.startsWith("#s-") ? location.hash.slice(3) : document.querySelector("[data-next]")?.dataset.next;
const first = wanted && cardOf(wanted);
const form = document.getElementById("form");
if (form) {
  for (const mark of marksOf(form.dataset.corrects || "none")) mark.classList.add("chosen");
  form.focus();
} else if (first) choose(first);
