/* The slider through the days: the page is asked anew for the day and its content exchanged, so that a process replays. */
import { enliven } from "./enliven.js";
import { tell } from "./told.js";

let wanted = 0;

async function exchange(url) {
  const mine = ++wanted;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== wanted) return;
    for (const part of ["main", "nav.menu"]) {
      const [old, now] = [document, page].map((one) => one.querySelector(part));
      old.replaceChildren(...now.childNodes);
    }
    document.title = page.title;
    history.replaceState(null, "", url);
    enliven(document.querySelector("main"));
  } catch {
    if (mine === wanted) tell("failed");
  }
}

export function watchClocks(root) {
  const form = root.querySelector("[data-clocks]");
  const days = form?.dataset.days.split(" ").filter(Boolean) ?? [];
  if (days.length < 2) return;
  const [box, asOf, knownOn] = [form.querySelector("[data-slide]"), form.elements.as_of, form.elements.known_on];
  const [slide, together] = [box.querySelector("[type=range]"), box.querySelector("[data-together]")];
  box.hidden = false;
  const day = asOf.value || form.dataset.day;
  const at = days.findLastIndex((one) => one <= day);
  slide.value = Math.max(at, 0);
  slide.setAttribute("aria-valuetext", day);
  together.checked = knownOn.value !== "" && knownOn.value === asOf.value;
  let timer;
  const move = () => {
    asOf.value = days[slide.value];
    slide.setAttribute("aria-valuetext", asOf.value);
    if (together.checked) knownOn.value = asOf.value;
    clearTimeout(timer);
    timer = setTimeout(() => {
      const given = new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
      const held = document.activeElement?.id;
      exchange(`${form.getAttribute("action")}?${given}`).then(() => held && document.getElementById(held)?.focus());
    }, 120);
  };
  slide.addEventListener("input", move);
  together.addEventListener("change", () => {
    if (!together.checked) knownOn.value = "";
    move();
  });
}
