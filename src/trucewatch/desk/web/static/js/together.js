/* The key that opens what accepts all of one kind: of the kind of the chosen statement, else of the first that has some.
   It asks; Enter on the button that is then chosen does it, Escape leaves it. */
import { onKey } from "./keys.js";

onKey("A", () => {
  const near = document.querySelector(".one.chosen")?.closest("[data-kind]") ?? document;
  const offer = [...near.querySelectorAll("[data-together]")].find((one) => one.offsetParent !== null);
  if (!offer) return;
  offer.open = true;
  offer.querySelector("button").focus();
});

document.addEventListener("keydown", (event) => {
  const offer = event.key === "Escape" && event.target.closest?.("[data-together][open]");
  if (!offer) return;
  offer.open = false;
  offer.querySelector("summary").focus();
});
