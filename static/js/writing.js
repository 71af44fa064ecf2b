// Word counts, a warning on numbers that look like a BSN, and the clock of an exam.
const words = (text) => (text.trim().match(/\S+/g) || []).length;

for (const place of document.querySelectorAll("[data-wordcount-for]")) {
  const area = document.getElementById(place.dataset.wordcountFor);
  const count = () => {
    place.textContent = `${words(area.value)} woorden`;
    const whole = [...document.querySelectorAll("textarea")].reduce((sum, one) => sum + words(one.value), 0);
    document.querySelector("[data-wordcount-total]").textContent = `, nu ${whole}`;
  };
  area.addEventListener("input", count);
  count();
}

function looksLikeBsn(digits) {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place), 0);
  return sum % 11 === 0 && Number(digits) > 0;
}

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// data-own-names: names of the writer, separated by "|".
const warning = document.querySelector("[data-warning]");
if (warning) {
  const names = (warning.dataset.ownNames || "").split("|").map((name) => fold(name.trim())).filter((name) => name.length > 1);
  const look = () => {
    const text = [...document.querySelectorAll("textarea")].map((area) => area.value).join("\n");
    const numbers = (text.match(/(?<!\d)(?:\d[ .]?){8}\d(?!\d)/g) || []).map((found) => found.replace(/\D/g, ""));
    const folded = ` ${fold(text).replace(/[^\p{L}\p{N}]+/gu, " ")} `;
    const found = [];
    if (numbers.some(looksLikeBsn)) found.push("Let op: in je tekst staat een getal dat een BSN kan zijn. Haal het weg.");
    if (names.some((name) => folded.includes(` ${name.replace(/[^\p{L}\p{N}]+/gu, " ")} `))) found.push("Let op: je eigen naam staat in je tekst. Haal hem weg.");
    if (warning.textContent !== found.join(" ")) warning.textContent = found.join(" ");
  };
  document.addEventListener("input", look);
  look();
}

const clock = document.querySelector("[data-deadline]");
if (clock) {
  const drift = Date.now() - Date.parse(clock.dataset.serverNow);
  const deadline = Date.parse(clock.dataset.deadline);
  const minutes = (count) => (count === 1 ? "1 minuut" : `${count} minuten`);
  const voice = (words) => { document.querySelector("[data-deadline-voice]").textContent = words; };
  let told = Infinity;
  let lastSave = false;
  const over = () => {
    for (const area of document.querySelectorAll("textarea")) area.readOnly = true;
    voice("De tijd is om. Je laatst opgeslagen tekst is ingeleverd.");
    if (navigator.onLine) location.reload();
  };
  const tick = () => {
    const rest = deadline - (Date.now() - drift);
    const left = Math.max(0, Math.ceil(rest / 60000));
    // What was typed in the last seconds counts too.
    if (rest < 4000 && !lastSave) {
      lastSave = true;
      document.querySelector("form[data-autosave-url]")?.dispatchEvent(new CustomEvent("save-now", { detail: {} }));
    }
    if (rest <= 0) { clearInterval(running); over(); }
    clock.classList.add("is-live");
    if (left === 0) clock.textContent = "(de tijd is om)";
    else clock.textContent = left > 90 ? `(nog ${Math.floor(left / 60)} uur${left % 60 ? ` en ${minutes(left % 60)}` : ""})` : `(nog ${minutes(left)})`;
    const mark = [1, 5, 10].find((one) => left <= one);
    if (left > 0 && mark < told) {
      told = mark;
      voice(`Je hebt nog ${minutes(left)}. Daarna wordt je laatst opgeslagen tekst ingeleverd.`);
    }
  };
  const running = setInterval(tick, 1000);
  tick();
}
