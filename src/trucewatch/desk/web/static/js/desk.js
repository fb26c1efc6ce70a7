/* What the pages gain where JavaScript runs; each works without it. */
import { enliven } from "./enliven.js";
import { watchKeys } from "./keys.js";
import { watchTheme } from "./theme.js";

watchTheme();
watchKeys();
enliven(document);
document.querySelector(".menu [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
