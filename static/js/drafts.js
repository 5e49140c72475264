// Marks not yet saved, kept in this browser so that a power cut loses none.
// Only numbers and marks are kept, never a name or a note; a user's drafts go
// with saving and with signing out.

const PREFIX = "draft:";

const keyOf = (user, session) => `${PREFIX}${user}:${session}`;

export function keep(user, session, marks) {
  try {
    if (Object.keys(marks).length === 0) localStorage.removeItem(keyOf(user, session));
    else localStorage.setItem(keyOf(user, session), JSON.stringify({ at: Date.now(), marks }));
  } catch {
    // A browser that keeps nothing still saves the sheet.
  }
}

export function find(user, session) {
  try {
    return JSON.parse(localStorage.getItem(keyOf(user, session)));
  } catch {
    return null;
  }
}

export const drop = (user, session) => keep(user, session, {});

export function dropAll() {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Nothing was kept.
  }
}
