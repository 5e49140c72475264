// A field in which a region is found by part of its name: a combobox with a list of those
// that fit, after the pattern of the ARIA Authoring Practices Guide. What was typed and not
// chosen is sent all the same; the server then takes the only one that fits, or asks.

const PAUSE = 150; // milliseconds without a key before the server is asked
const FEWEST = 3; // letters

const fill = (text, values) => text.replace(/{(\w+)}/g, (_whole, name) => values[name]);

async function ask(address, text, signal) {
  const answer = await fetch(`${address}?${new URLSearchParams({ q: text })}`, { signal });
  // Whoever was signed out meanwhile is led to the sign-in, which is no list.
  if (!answer.ok || answer.redirected) throw new Error(answer.statusText);
  return answer.json();
}

const set = (element, values) => Object.entries(values).forEach(([name, value]) => {
  element.setAttribute(name, value);
});

function optionOf({ name, path }, id) {
  const [option, strong, rest] = ["div", "strong", "span"].map((tag) => document.createElement(tag));
  strong.textContent = name;
  rest.textContent = path.slice(name.length + 2);
  set(option, { id, class: "region__option", role: "option", "aria-selected": "false" });
  option.append(strong, " ", rest);
  return option;
}

function start(box) {
  const [code, input] = box.querySelectorAll("input");
  const list = box.querySelector("[data-region-list]");
  const status = box.querySelector("[role=status]");
  const words = box.dataset;
  let found = [];
  let at = -1; // which of them is marked
  let timer = 0;
  let asking = null; // while the server has not answered

  const isOpen = () => !list.hidden;
  const isWaiting = () => timer !== 0 || asking !== null;
  const say = (text) => { status.textContent = text; };

  function markAt(place) {
    list.children[at]?.setAttribute("aria-selected", "false");
    at = place;
    const option = list.children[at];
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
  }

  function toggle(open) {
    markAt(-1);
    list.hidden = !open;
    input.setAttribute("aria-expanded", open);
    if (open) list.scrollIntoView({ block: "nearest" });
  }

  function forget() {
    clearTimeout(timer);
    asking?.abort();
    [timer, asking] = [0, null];
  }

  function clear(why) {
    found = [];
    toggle(false);
    say(why);
  }

  function choose(region) {
    forget();
    code.value = region.code;
    input.value = region.path;
    input.setSelectionRange(0, 0);
    clear(fill(words.chosen, { region: region.path }));
  }

  function show({ regions, more, hint }) {
    found = regions;
    list.replaceChildren(...found.map((region, number) => optionOf(region, `${list.id}-${number}`)));
    list.scrollTop = 0;
    toggle(found.length > 0 && document.activeElement === input);
    if (found.length === 0) say(hint || words.none);
    else say(more ? words.many : fill(words.count, { count: found.length }));
  }

  async function look() {
    timer = 0;
    const mine = new AbortController();
    asking = mine;
    try {
      const answer = await ask(words.region, input.value, mine.signal);
      if (asking === mine) show(answer);
    } catch {
      if (asking === mine) clear(words.fault);
    }
    if (asking === mine) asking = null;
  }

  // Another text is another region: what was chosen before no longer counts. The list stays as
  // it is until the answer comes, so that it does not flicker.
  function typed() {
    forget();
    markAt(-1);
    if (code.value) clear("");
    code.value = "";
    box.querySelector("[data-region-choices]")?.remove();
    if (input.value.trim().length >= FEWEST) timer = setTimeout(look, PAUSE);
    else clear("");
  }

  // Nothing is sent while it is not clear which region is meant: the only one is taken, else
  // the first is marked, to be taken with one more Enter.
  function enter() {
    if (at >= 0) choose(found[at]);
    else if (isWaiting()) return;
    else if (found.length === 1) choose(found[0]);
    else markAt(0);
  }

  function step(by) {
    if (!isOpen()) toggle(true);
    markAt((at + by + found.length + (at < 0 && by < 0)) % found.length);
  }

  function key(event) {
    const { key: name } = event;
    if (event.isComposing) return;
    if (name === "Enter" && (isOpen() || isWaiting())) enter();
    else if (name === "ArrowDown" && found.length > 0) step(1);
    else if (name === "ArrowUp" && found.length > 0) step(-1);
    else if (name === "Escape" && isOpen()) toggle(false);
    else return;
    event.preventDefault();
  }

  list.id = `${input.id}_list`;
  set(list, { role: "listbox", "aria-label": input.labels[0].textContent.trim() });
  set(input, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id });
  toggle(false);
  input.addEventListener("input", typed);
  input.addEventListener("keydown", key);
  input.addEventListener("blur", () => toggle(false));
  // The field keeps the focus while one taps in the list or moves its bar.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const place = [...list.children].indexOf(target.closest("[role=option]"));
    if (place >= 0) choose(found[place]);
  });
}

document.querySelectorAll("[data-region]").forEach(start);
