// Saves a writing form every ten seconds and when the writer leaves a field; keeps a journal in the browser until the server has it.
const form = document.querySelector("form[data-autosave-url]");
if (form) start(form);

function start(form) {
  const key = form.dataset.autosaveKey;
  const status = document.querySelector("[data-autosave-status]");
  const say = (text) => { status.textContent = text; };
  let sent = snapshot();
  let busy = false;

  function snapshot() {
    return JSON.stringify([...new FormData(form)].filter(([name]) => name.startsWith("tekst-")));
  }

  function offerJournal() {
    const kept = localStorage.getItem(key);
    if (!kept || kept === sent) { localStorage.removeItem(key); return; }
    for (const [name, value] of JSON.parse(kept)) {
      const area = form.elements[name];
      if (area && area.value !== value) area.value = value;
    }
    say("Je niet-opgeslagen tekst van de vorige keer is teruggezet.");
  }

  async function save() {
    const now = snapshot();
    if (busy || now === sent) return;
    localStorage.setItem(key, now);
    busy = true;
    say("Bezig met opslaan…");
    try {
      const answer = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, credentials: "same-origin" });
      const body = await answer.json();
      if (answer.ok) {
        form.elements.version.value = body.version;
        sent = now;
        if (snapshot() === now) localStorage.removeItem(key);
        say(body.saved_at_text);
      } else {
        say(body.message);
      }
    } catch {
      say("Geen verbinding. Je tekst is bewaard op dit apparaat en wordt opgeslagen zodra het kan.");
    }
    busy = false;
  }

  offerJournal();
  setInterval(save, 10000);
  form.addEventListener("focusout", save);
  document.addEventListener("visibilitychange", save);
  window.addEventListener("online", save);
  form.addEventListener("input", () => localStorage.setItem(key, snapshot()));
  form.addEventListener("submit", () => localStorage.removeItem(key));
}
