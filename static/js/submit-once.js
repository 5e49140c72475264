// A second click on Save, before the answer to the first has come, sends nothing.

// What was broken off with Esc can soon be sent again.
const PATIENCE = 5000;

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => { delete form.dataset.sent; }, PATIENCE);
});

// Back from the next page, the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
  });
});
