// select2 puts a box of its own in place of a choice, and says to nobody what it is for.

const $ = window.django.jQuery;
const CHOICES = "select.admin-autocomplete";

const nameOf = (select) => select.ariaLabel ?? select.labels[0]?.textContent.trim();
const boxOf = (select) => select.nextElementSibling?.querySelector("[role=combobox]");

function giveName(select) {
  const box = boxOf(select);
  if (!box) return;
  box.ariaLabel = nameOf(select);
  box.querySelector("[role=searchbox]")?.setAttribute("aria-label", nameOf(select));
  // Who is chosen is read after the name; it is no field to type in.
  const chosen = box.querySelector("[role=textbox]");
  if (!chosen) return;
  chosen.removeAttribute("role");
  chosen.removeAttribute("aria-readonly");
  box.id = `${chosen.id}-box`;
  box.setAttribute("aria-labelledby", `${box.id} ${chosen.id}`);
}

// Asked for after select2's own start, so that its boxes are there.
$(() => document.querySelectorAll(CHOICES).forEach(giveName));
document.addEventListener("formset:added", ({ target }) => {
  target.querySelectorAll(CHOICES).forEach(giveName);
});

$(document).on("select2:open", ({ target }) => {
  const box = boxOf(target);
  const list = document.getElementById(box.getAttribute("aria-owns"));
  box.setAttribute("aria-controls", list.id);
  list.ariaLabel = nameOf(target);
  const search = list.closest(".select2-dropdown").querySelector("[role=searchbox]");
  if (search) search.ariaLabel = nameOf(target);
});
