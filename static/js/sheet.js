// The attendance sheet with a script: counts as you go, keys, "mark the rest", a
// quick field, a draft in the browser, and a question before leaving. Without it
// the form still posts and saves.

import { startQuick } from "./quick.js";
import { chosen, differs, focusRow, isInConflict, isOpen, KEYS, markOf, restore, setMark } from "./rows.js";
import { keepDraft, offerDraft } from "./sheet-draft.js";

const PRESENT = ["HADIR", "TERLAMBAT"];
// Milliseconds to wait for the answer to a save before another may be sent.
const PATIENCE = 5000;

const sheet = document.querySelector("[data-sheet]");
if (sheet) start();
(document.querySelector("[data-focus=first]") ?? document.querySelector("[data-focus]"))?.focus();

function start() {
  const rows = [...sheet.querySelectorAll("[data-row]")].filter((row) => isOpen(row) || isInConflict(row));
  const bar = document.querySelector("[data-counter]");
  const file = document.querySelector("[data-scan-file]");
  let saving = false;

  // A row that says something else than what is recorded says so in words too.
  function tellChanged(row) {
    if (row.toggleAttribute("data-changed", differs(row)) && !row.querySelector(".sheet-unsaved")) {
      const words = Object.assign(document.createElement("span"), { className: "sheet-unsaved", textContent: sheet.dataset.unsaved });
      row.querySelector(".sheet-id").append(" ", words);
    }
  }

  function refresh() {
    const marks = rows.map(markOf);
    const present = marks.filter((mark) => PRESENT.includes(mark)).length;
    const blank = marks.filter((mark) => mark === "").length;
    bar.querySelector("[data-present]").textContent = present;
    bar.querySelector("[data-absent]").textContent = marks.length - present - blank;
    bar.querySelector("[data-blank]").textContent = blank;
    rows.forEach(tellChanged);
  }

  function changed() {
    refresh();
    keepDraft(sheet, rows);
  }

  function mark(row, value) {
    setMark(row, value);
    changed();
  }

  const neighbour = (row, step) => rows[rows.indexOf(row) + step];
  const quick = startQuick(sheet, rows, mark);

  // Letters act only while a mark has the focus, so that notes can be typed.
  sheet.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row || event.ctrlKey || event.altKey || event.metaKey) return;
    const isMark = event.target.type === "radio" && isOpen(row);
    const value = KEYS[event.key.toLowerCase()];
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (!isOpen(row)) return;
      focusRow(neighbour(row, event.key === "ArrowDown" ? 1 : -1));
    } else if (isMark && value) {
      mark(row, value);
      if (!quick.takesBack(row)) focusRow(neighbour(row, 1) ?? row);
    } else if (isMark && (event.key === "Delete" || event.key === "Backspace")) {
      restore(row);
      changed();
      focusRow(row);
    } else {
      return;
    }
    event.preventDefault();
  });

  // What is typed in the quick field is no mark: it must not replace a draft still on offer.
  sheet.addEventListener("change", (event) => {
    if (event.target.closest("[data-row]")) changed();
  });
  sheet.addEventListener("input", refresh);

  document.querySelector("[data-mark-rest]").addEventListener("click", (event) => {
    event.preventDefault();
    rows.filter((row) => isOpen(row) && chosen(row) === "").forEach((row) => setMark(row, "HADIR"));
    changed();
  });

  // A double click sends once; what was broken off with Esc can soon be sent again.
  sheet.addEventListener("submit", (event) => {
    if (saving) return event.preventDefault();
    saving = true;
    // A file that was chosen goes along with Save too.
    if (file?.files.length) sheet.enctype = "multipart/form-data";
    setTimeout(() => { saving = false; }, PATIENCE);
  });
  addEventListener("pageshow", () => { saving = false; });
  addEventListener("beforeunload", (event) => {
    if (!saving && rows.some((row) => row.hasAttribute("data-changed"))) event.preventDefault();
  });

  refresh();
  offerDraft(sheet, rows, changed);
}
