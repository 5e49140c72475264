// How far work outside the request is: asked again and again, until there is something to see.

const PAUSE = 500; // milliseconds

const bar = document.querySelector("[data-progress]");
const [waits, counts, done, total] = ["waits", "counts", "done", "total"].map((name) =>
  document.querySelector(`[data-${name}]`));

async function ask() {
  const answer = await fetch(bar.dataset.progress, { cache: "no-store" });
  // Signed out meanwhile: the page itself leads to the sign-in.
  if (!answer.ok || answer.redirected) return location.reload();
  const told = await answer.json();
  if (!told.working) return location.reload();
  if (told.total) {
    bar.max = told.total;
    bar.value = told.done;
    waits.hidden = true;
    counts.hidden = false;
    done.textContent = told.done.toLocaleString("id-ID");
    total.textContent = told.total.toLocaleString("id-ID");
  }
  return setTimeout(again, PAUSE);
}

// A line that fails is tried again: the work goes on without it.
const again = () => ask().catch(() => setTimeout(again, 4 * PAUSE));

again();
