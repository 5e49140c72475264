// The marks of one sheet that were not saved, offered again after a power cut.

import { drop, find, keep } from "./drafts.js";
import { baseOf, chosen, focusRow, isOpen, markOf, setMark } from "./rows.js";

// Row -> the mark, and the saving it was based on: a draft never overwrites newer marks.
export function keepDraft(sheet, rows) {
  const marks = {};
  rows.filter((row) => isOpen(row) && markOf(row) !== baseOf(row).mark).forEach((row) => {
    marks[row.dataset.row] = [chosen(row), row.dataset.saved];
  });
  keep(sheet.dataset.user, sheet.dataset.session, marks);
}

export function offerDraft(sheet, rows, changed) {
  const { user, session } = sheet.dataset;
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
  notice.querySelector("[data-draft-text]").textContent = inWords(notice.dataset, draft.at, usable.length, kept.length);
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

function inWords(words, at, usable, kept) {
  const time = new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit" });
  const parts = [words.draft.replace("{count}", usable).replace("{time}", time)];
  if (usable < kept) parts.push(words.newer.replace("{count}", kept - usable));
  return parts.join(" ");
}
