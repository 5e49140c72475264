// The attendance sheet with a script: counts as you go, keys, "mark the rest",
// a draft in the browser, and a question before leaving. Without it the form
// still posts and saves.

import { drop, find, keep } from "./drafts.js";

const KEYS = {
  h: "HADIR", t: "TERLAMBAT", i: "IZIN", s: "SAKIT", a: "ALPA", k: "TIDAK_DIKELUARKAN",
};
const PRESENT = ["HADIR", "TERLAMBAT"];
const CLEAR = "KOSONG";
// Milliseconds to wait for the answer to a save before another may be sent.
const PATIENCE = 5000;

const sheet = document.querySelector("[data-sheet]");
if (sheet) start();
document.querySelector("[data-focus]")?.focus();

function start() {
  const { user, session } = sheet.dataset;
  const rows = [...sheet.querySelectorAll("[data-row]")];
  const bar = document.querySelector("[data-counter]");
  let saving = false;

  const field = (row, name) => row.querySelector(`[name="${name}-${row.dataset.row}"]`);
  const radios = (row) => [...row.querySelectorAll('.marks input, .seg-clear input')];
  const isOpen = (row) => radios(row).length > 0;
  // A base reads "MARK|minutes|note"; the note may contain anything.
  const baseOf = (row) => {
    const [mark, minutes, ...note] = field(row, "b").value.split("|");
    return { mark, minutes: minutes ?? "", note: note.join("|") };
  };
  const chosen = (row) => radios(row).find((radio) => radio.checked)?.value ?? "";
  // A row in conflict counts as what is recorded until somebody chooses.
  const markOf = (row) => row.dataset.fixed ?? (chosen(row) === CLEAR ? "" : chosen(row));

  function differs(row) {
    if (!isOpen(row)) return row.querySelector(".conflict input:checked") !== null;
    const base = baseOf(row);
    const mark = markOf(row);
    if (mark !== base.mark) return true;
    if (mark === "") return field(row, "n").value !== "";
    return field(row, "n").value !== base.note
      || (mark === "TERLAMBAT" && field(row, "t").value !== base.minutes);
  }

  function refresh() {
    const marks = rows.map(markOf);
    const present = marks.filter((mark) => PRESENT.includes(mark)).length;
    const blank = marks.filter((mark) => mark === "").length;
    bar.querySelector("[data-present]").textContent = present;
    bar.querySelector("[data-absent]").textContent = marks.length - present - blank;
    bar.querySelector("[data-blank]").textContent = blank;
    rows.forEach((row) => row.toggleAttribute("data-changed", differs(row)));
  }

  // Row -> the mark, and the saving it was based on: a draft never overwrites newer marks.
  function keepDraft() {
    const marks = {};
    rows.filter((row) => isOpen(row) && markOf(row) !== baseOf(row).mark).forEach((row) => {
      marks[row.dataset.row] = [chosen(row), row.dataset.saved];
    });
    keep(user, session, marks);
  }

  function setMark(row, value) {
    const radio = radios(row).find((each) => each.value === value);
    if (radio) radio.checked = true;
  }

  function restore(row) {
    const base = baseOf(row);
    radios(row).forEach((radio) => { radio.checked = radio.value === base.mark; });
    field(row, "t").value = base.minutes;
    field(row, "n").value = base.note;
  }

  function changed() {
    refresh();
    keepDraft();
  }

  function focusRow(row) {
    const target = row?.querySelector(".marks input:checked") ?? row?.querySelector(".marks input, .conflict input[type=radio]");
    target?.focus();
    row?.scrollIntoView({ block: "nearest" });
  }

  const neighbour = (row, step) => rows[rows.indexOf(row) + step];

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
      setMark(row, value);
      changed();
      focusRow(neighbour(row, 1) ?? row);
    } else if (isMark && (event.key === "Delete" || event.key === "Backspace")) {
      restore(row);
      changed();
      focusRow(row);
    } else {
      return;
    }
    event.preventDefault();
  });

  sheet.addEventListener("change", changed);
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
    setTimeout(() => { saving = false; }, PATIENCE);
  });
  addEventListener("pageshow", () => { saving = false; });
  addEventListener("beforeunload", (event) => {
    if (!saving && rows.some((row) => row.hasAttribute("data-changed"))) event.preventDefault();
  });

  function offerDraft() {
    const draft = find(user, session);
    if (!draft) return;
    // What the page was shown again with stands above a draft of the same marks.
    if ("shownAgain" in sheet.dataset) return;
    const byNumber = new Map(rows.map((row) => [row.dataset.row, row]));
    const kept = Object.entries(draft.marks).map(([number, [mark, saved]]) => ({
      row: byNumber.get(number), mark, saved,
    })).filter(({ row, mark }) => row && isOpen(row) && mark !== chosen(row));
    const usable = kept.filter(({ row, saved }) => row.dataset.saved === saved);
    if (usable.length === 0) return drop(user, session);
    const notice = document.querySelector("[data-draft]");
    const time = new Date(draft.at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
    const parts = [notice.dataset.draft.replace("{count}", usable.length).replace("{time}", time)];
    if (usable.length < kept.length) parts.push(notice.dataset.newer.replace("{count}", kept.length - usable.length));
    notice.querySelector("[data-draft-text]").textContent = parts.join(" ");
    notice.hidden = false;
    notice.querySelector("[data-draft-use]").addEventListener("click", () => {
      usable.forEach(({ row, mark }) => setMark(row, mark));
      notice.hidden = true;
      changed();
      focusRow(usable[0].row);
    });
    notice.querySelector("[data-draft-drop]").addEventListener("click", () => {
      drop(user, session);
      notice.hidden = true;
      focusRow(rows[0]);
    });
  }

  refresh();
  offerDraft();
}
