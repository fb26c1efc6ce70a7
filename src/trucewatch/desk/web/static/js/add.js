/* Adding: files can be dropped, and how far an adding is shows by itself. */
import { enliven } from "./enliven.js";
import { tell } from "./told.js";

const EVERY = 1000;

function hideReload() {
  document.querySelectorAll(".job [data-without-script]").forEach((one) => { one.hidden = true; });
}

async function look() {
  const part = document.querySelector("[data-job-part]");
  const url = part?.querySelector("[data-poll]")?.dataset.poll;
  if (!url) return;
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(answer.status);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const chosen of ["[data-job-part]", "#latest"]) {
      const [old, now] = [document, page].map((one) => one.querySelector(chosen));
      if (!old || !now || old.innerHTML === now.innerHTML) continue;
      old.replaceChildren(...now.childNodes);
      enliven(old);
    }
    hideReload();
    const done = part.querySelector("[data-done]");
    if (done) tell(done.textContent);
  } catch {
    tell("failed");
    return;
  }
  setTimeout(look, EVERY);
}

function takeDrops(form) {
  const box = form.querySelector(".drop");
  const input = form.elements.files;
  form.querySelector("[data-drop-told]").hidden = false;
  const over = (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    box.toggleAttribute("data-over", event.type !== "dragleave");
  };
  for (const name of ["dragenter", "dragover", "dragleave"]) box.addEventListener(name, over);
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.removeAttribute("data-over");
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    input.focus();
  });
}

document.querySelectorAll("[data-drop]").forEach(takeDrops);
hideReload();
setTimeout(look, EVERY);
