/* Keys: g and a letter goes to a page, [ and ] move the day, n and p turn the pages of a list, ? shows them all. Other
   pages add theirs with `onKey`. Who does not want them switches all of them off in the list of keys; the server keeps that and says so here. */
const own = new Map();
let going = false;

export function onKey(key, act) {
  own.set(key, act);
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox]):not([type=range]), textarea, select, [contenteditable]") !== null;
}

export function watchKeys() {
  if (document.documentElement.dataset.keys === "off") return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const { key } = event;
    let found;
    if (going) {
      const link = document.querySelector(`.menu [data-key="${CSS.escape(key)}"]`);
      found = link && (() => link.click());
    } else if (key === "?") {
      found = () => document.getElementById("keys").togglePopover();
    } else if (key === "[" || key === "]") {
      const step = document.querySelector(`a[data-step="${key === "[" ? "before" : "after"}"]`);
      found = step && (() => step.click());
    } else {
      const turn = !own.has(key) && { n: "next", p: "prev" }[key];
      const link = turn && document.querySelector(`.pager a[rel="${turn}"]`);
      found = link ? () => link.click() : own.get(key);
    }
    going = key === "g" && !going && !own.has("g");
    if (found) {
      event.preventDefault();
      found(event);
    }
  });
}
