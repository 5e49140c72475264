// The list of people as it was last seen in this tab: its filters survive the way back to it,
// and end with the tab or with signing out.

const KEY = "list";

export function remember() {
  try {
    sessionStorage.setItem(KEY, location.pathname + location.search);
  } catch {
    // A browser that keeps nothing leads to the whole list.
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // Nothing was kept.
  }
}

// The steps down to a page lead to that list where they lead to it at all.
export function lead() {
  let list = null;
  try {
    list = sessionStorage.getItem(KEY);
  } catch {
    return;
  }
  if (list === null) return;
  const { href, pathname } = new URL(list, location.href);
  document.querySelectorAll(".crumbs a").forEach((step) => {
    if (step.pathname === pathname) step.href = href;
  });
}
