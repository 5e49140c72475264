// A second click on Save, before the answer to the first has come, sends nothing.

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const { dataset } = event.target;
  if (dataset.sent) event.preventDefault();
  dataset.sent = "yes";
});

// Back from the next page, the form may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
  });
});
