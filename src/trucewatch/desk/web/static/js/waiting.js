/* A page that is being computed: it is asked for again until it is there. Without JavaScript the page asks by itself. */
import { tell } from "./told.js";

const EVERY = 700;
const COMPUTING = 202;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.status !== COMPUTING) {
      await answer.body?.cancel();
      location.reload();
      return;
    }
  } catch {
    tell("failed");
    return;
  }
  setTimeout(look, EVERY);
}

setTimeout(look, EVERY);
