// The list of people follows what is typed and chosen; the address keeps it, so that whoever
// comes back from a person finds the same list.

const PAUSE = 250; // milliseconds without a key before the server is asked
const FEWEST = 3; // letters
// A NIK gets into no address, not by its first digits either: a number has fewer in a row.
const NIK_BEGUN = /(?:\d[\s.-]*){9}/;
const NIK = /(?:\d[\s.-]*){16}/;
// What need not stand in an address.
const USUAL = { siapa: "di-sini", urut: "nama" };

const form = document.querySelector("[data-find]");
const list = document.querySelector("[data-list]");
const said = document.querySelector("[data-said]");
const text = form.elements.cari;
const nik = document.querySelector("[data-find-nik] [name=nik]");
let timer = 0;
let asking = null; // while the server has not answered

function address() {
  const query = new URLSearchParams(new FormData(form));
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

async function look() {
  clearTimeout(timer);
  asking?.abort();
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
    show(html);
  } catch {
    // The line is down, or something newer was typed: the button is still there.
  }
  if (asking === mine) list.removeAttribute("aria-busy");
  return undefined;
}

function typed() {
  clearTimeout(timer);
  const { length } = text.value.trim();
  if (NIK_BEGUN.test(text.value) || (length > 0 && length < FEWEST)) return;
  timer = setTimeout(look, PAUSE);
}

// A NIK in the wrong field is put into its own, from where it is posted.
function moveNik() {
  nik.value = text.value;
  text.value = "";
  nik.focus();
}

text.addEventListener("input", typed);
form.addEventListener("change", ({ target }) => {
  if (target !== text && !NIK_BEGUN.test(text.value)) look();
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (NIK.test(text.value)) moveNik();
  else look();
});
