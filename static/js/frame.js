// What every page needs a script for.

import { dropAll } from "./drafts.js";

document.querySelectorAll("[data-sign-out]").forEach((form) => {
  form.addEventListener("submit", dropAll);
});
