// The quick field of a sheet: a few letters or digits find a person, Enter goes to their row,
// and the letter of the mark leads back. "supri s" marks at once, but never when in doubt.

import { person, understand } from "./matching.js";
import { focusRow, isInConflict, isOpen, KEYS, markOf, wordOf } from "./rows.js";

const LETTERS = Object.keys(KEYS);
const NOBODY = { found: [], letter: "", isSure: false };

const fill = (text, values) => text.replace(/{(\w+)}/g, (_whole, name) => values[name]);
const isMarked = ({ row }) => markOf(row) !== "";

function personIn(row) {
  const text = (selector) => row.querySelector(selector).textContent.trim();
  const [name, number] = [text(".sheet-name"), text("[data-number]")];
  return { row, name, line: { name, number, row: text(".sheet-no") }, ...person(name, number) };
}

// What stands beside somebody found: their mark, what Enter does, and how many others match.
function remarks(words, { found, letter, isSure }, at) {
  const { row } = found[at].each;
  const said = [];
  if (wordOf(row)) said.push(fill(words.has, { mark: wordOf(row) }));
  if (isSure && isOpen(row)) said.push(fill(words.will, { mark: wordOf(row, KEYS[letter]) }));
  if (at > 0) said.push(fill(words.place, { at: at + 1, count: found.length }));
  else if (found.length > 1) said.push(fill(words.more, { count: found.length - 1 }));
  return said.join("; ");
}

// `mark` sets a mark as the keys do. Returns `takesBack`, which the keys ask after a mark:
// whether the field took the focus back from that row.
export function startQuick(sheet, rows, mark) {
  const box = sheet.querySelector("[data-quick]");
  const input = box.querySelector("input");
  const status = box.querySelector("[role=status]");
  const words = box.dataset;
  const people = rows.map(personIn);
  let read = NOBODY;
  let at = 0;
  let warned = false; // Enter was answered by a question
  let visited = null; // the row that the field led to, while it has the focus

  const current = () => read.found[at]?.each;

  function say(main, more = "") {
    const strong = document.createElement("strong");
    strong.textContent = main;
    status.replaceChildren(...(main ? [strong, " "] : []), more);
  }

  function show() {
    warned = false;
    rows.forEach((row) => row.toggleAttribute("data-found", row === current()?.row));
    if (current()) say(fill(words.match, current().line), remarks(words, read, at));
    else say("", input.value.trim() ? words.none : "");
  }

  function typed() {
    read = understand(input.value, people, isMarked, LETTERS);
    at = 0;
    show();
  }

  function empty() {
    input.value = "";
    typed();
  }

  // It may stand at the top of the window already: the page then stays where it is.
  function focusField() {
    input.focus({ preventScroll: true });
    const { top, bottom } = input.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) input.scrollIntoView({ block: "center" });
  }

  function finish(row, before = "") {
    const { name } = people[rows.indexOf(row)];
    empty();
    if (wordOf(row)) say(`${name}: ${wordOf(row)}`, before && fill(words.before, { mark: before }));
    focusField();
  }

  function visit(row) {
    visited = row;
    say(fill(words.match, current().line), isInConflict(row) ? words.conflict : words.letter);
    focusRow(row);
  }

  function warn() {
    warned = true;
    const count = read.found.length;
    say(fill(words.match, current().line), count > 1 ? fill(words.many, { count }) : words.unsure);
  }

  function enter() {
    if (!current()) return;
    const { row } = current();
    if (read.isSure && isOpen(row)) {
      const before = wordOf(row);
      mark(row, KEYS[read.letter]);
      finish(row, before);
    } else if (read.letter && !read.isSure && !warned) {
      // Stay: the next name may be typed already, and its letters must mark nobody.
      warn();
    } else {
      visit(row);
    }
  }

  // From the exceptions to the end: the rest present, then what is left to do.
  function markRest() {
    if (input.value.trim()) return;
    document.querySelector("[data-mark-rest]").click();
    const signed = sheet.querySelector("[name=signed_by]");
    (signed?.value === "" ? signed : document.querySelector("[data-save]")).focus();
  }

  function step(by) {
    const { length } = read.found;
    if (length < 2) return;
    at = (at + by + length) % length;
    show();
  }

  input.addEventListener("input", typed);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") {
      event.preventDefault();
      if (event.repeat || event.isComposing) return;
      if (event.ctrlKey) markRest();
      else enter();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      empty();
    } else if (event.repeat && input.value === "") {
      // The letter of a mark, still held down.
      event.preventDefault();
    }
  });

  sheet.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (event.key === "Escape") {
      focusField();
      input.select();
      typed();
    } else if (event.key === "Enter" && row === visited) {
      // Whoever came by the field is not yet at the end: Enter leads back and saves nothing.
      event.preventDefault();
      if (!event.repeat) finish(row);
    }
  });
  sheet.addEventListener("focusin", (event) => {
    if (!visited?.contains(event.target)) visited = null;
  });
  // A finger or a mouse, not the arrows: those pass over marks.
  sheet.addEventListener("click", (event) => {
    if (event.detail > 0 && event.target.matches(".marks input") && visited?.contains(event.target)) finish(visited);
  });

  box.hidden = false;
  if (input.value) typed();

  return {
    takesBack(row) {
      if (row !== visited) return false;
      finish(row);
      return true;
    },
  };
}
