// What every page needs a script for.

import { dropAll } from "./drafts.js";
import { forget, lead } from "./way-back.js";

// Whoever signs in next looked for nobody yet.
if (document.body.classList.contains("signin")) forget();
else lead();

document.querySelectorAll("[data-sign-out]").forEach((form) => {
  form.addEventListener("submit", () => {
    dropAll();
    forget();
  });
});
