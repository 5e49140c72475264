// The list of people follows what is typed and chosen; the address keeps it, so that whoever
// comes back from a person finds the same list.

import { remember } from "./way-back.js";

const PAUSE = 250; // milliseconds without a key before the server is asked
const FEWEST = 3; // letters
// A NIK gets into no address, not by its first digits either: a number has fewer in a row.
const NIK_BEGUN = /(?:\d[\s.-]*){9}/;
const NIK_DIGITS = 16;
// What need not stand in an address.
const USUAL = { siapa: "di-sini", urut: "nama" };

const form = document.querySelector("[data-find]");
const list = document.querySelector("[data-list]");
const said = document.querySelector("[data-said]");
const text = form.elements.cari;
const nik = document.querySelector("[data-find-nik] [name=nik]");
const wrong = document.querySelector("[data-wrong-length]");
let timer = 0;
let asking = null; // while the server has not answered
let sought = new URLSearchParams(location.search).get("cari")?.trim() ?? ""; // what is listed

function address() {
  const query = new URLSearchParams(new FormData(form));
  query.set("cari", sought ?? "");
  for (const [name, value] of [...query]) {
    if (value.trim() === "" || USUAL[name] === value) query.delete(name);
  }
  const found = query.toString();
  return found ? `?${found}` : location.pathname;
}

function show(html) {
  list.innerHTML = html;
  said.textContent = list.querySelector("[data-found]").textContent;
}

async function look(words) {
  clearTimeout(timer);
  asking?.abort();
  sought = words;
  const mine = new AbortController();
  const where = address();
  asking = mine;
  list.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(where, { headers: { "X-List-Alone": "1" }, signal: mine.signal });
    // Whoever was signed out meanwhile is led to the sign-in, which is no list.
    if (!answer.ok || answer.redirected) return location.assign(where);
    const html = await answer.text();
    if (asking !== mine) return undefined;
    history.replaceState(null, "", where);
    remember();
    show(html);
  } catch {
    // The line is down, or something newer was typed: the button is still there.
    if (asking === mine) sought = null;
  }
  if (asking === mine) list.removeAttribute("aria-busy");
  return undefined;
}

// One letter or two are no search while they are typed, and end the one before them.
function meant() {
  const words = text.value.trim();
  return words.length < FEWEST ? "" : words;
}

function typed() {
  clearTimeout(timer);
  if (NIK_BEGUN.test(text.value)) return;
  const words = meant();
  if (words !== sought) timer = setTimeout(() => look(words), PAUSE);
}

// A NIK in the wrong field is put into its own, from where it is posted.
function moveNik() {
  const { length } = text.value.match(/\d/g);
  nik.value = text.value;
  text.value = "";
  look("");
  wrong.hidden = length === NIK_DIGITS;
  wrong.textContent = wrong.hidden ? "" : wrong.dataset.wrongLength.replace("#", length);
  nik.focus();
}

text.addEventListener("input", typed);
nik.addEventListener("input", () => {
  wrong.hidden = true;
});
form.addEventListener("change", ({ target }) => {
  if (target === text || NIK_BEGUN.test(text.value)) return;
  look(text.value.trim() === sought ? sought : meant());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (NIK_BEGUN.test(text.value)) moveNik();
  else look(text.value.trim());
});
remember();
