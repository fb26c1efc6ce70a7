/* One line at the foot of the page that tells what was done; its words come from the page. */
let timer;

export function tell(name) {
  const line = document.getElementById("told");
  line.textContent = line.dataset[name] ?? name;
  clearTimeout(timer);
  timer = setTimeout(() => { line.textContent = ""; }, 4000);
}

/** The headers with which a request may change something. */
export function acting() {
  return { "X-CSRF-Token": document.querySelector('meta[name="csrf"]').content };
}
