// One row of the attendance sheet: what it says, and how it is changed.

export const KEYS = {
  h: "HADIR", t: "TERLAMBAT", i: "IZIN", s: "SAKIT", a: "ALPA", k: "TIDAK_DIKELUARKAN",
};
const CLEAR = "KOSONG";

export const field = (row, name) => row.querySelector(`[name="${name}-${row.dataset.row}"]`);
const radios = (row) => [...row.querySelectorAll(".marks input, .seg-clear input")];

// Whether it takes a mark: one in conflict asks a question instead.
export const isOpen = (row) => row.querySelector(".marks") !== null;
export const isInConflict = (row) => row.querySelector(".conflict") !== null;

// A base reads "MARK|minutes|note"; the note may contain anything.
export function baseOf(row) {
  const [mark, minutes, ...note] = field(row, "b").value.split("|");
  return { mark, minutes: minutes ?? "", note: note.join("|") };
}

export const chosen = (row) => radios(row).find((radio) => radio.checked)?.value ?? "";

// A row in conflict counts as what is recorded until somebody chooses.
export const markOf = (row) => row.dataset.fixed ?? (chosen(row) === CLEAR ? "" : chosen(row));

// The mark as the row's own button says it, or nothing.
export function wordOf(row, mark = markOf(row)) {
  const radio = radios(row).find((each) => each.value === mark);
  return radio?.nextElementSibling.textContent ?? "";
}

export function differs(row) {
  if (!isOpen(row)) return row.querySelector(".conflict input:checked") !== null;
  const base = baseOf(row);
  const mark = markOf(row);
  if (mark !== base.mark) return true;
  if (mark === "") return field(row, "n").value !== "";
  return field(row, "n").value !== base.note
    || (mark === "TERLAMBAT" && field(row, "t").value !== base.minutes);
}

export function setMark(row, value) {
  const radio = radios(row).find((each) => each.value === value);
  if (radio) radio.checked = true;
}

export function restore(row) {
  const base = baseOf(row);
  radios(row).forEach((radio) => { radio.checked = radio.value === base.mark; });
  field(row, "t").value = base.minutes;
  field(row, "n").value = base.note;
}

export function focusRow(row) {
  const target = row?.querySelector(".marks input:checked")
    ?? row?.querySelector(".marks input, .conflict input[type=radio]");
  target?.focus();
  row?.scrollIntoView({ block: "nearest" });
}
