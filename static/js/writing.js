// Word counts, a warning on numbers that look like a BSN, and the clock of an exam.
const words = (text) => (text.trim().match(/\S+/g) || []).length;

for (const place of document.querySelectorAll("[data-wordcount-for]")) {
  const area = document.getElementById(place.dataset.wordcountFor);
  const count = () => { place.textContent = `${words(area.value)} woorden`; };
  area.addEventListener("input", count);
  count();
}

function looksLikeBsn(digits) {
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (place === 8 ? -1 : 9 - place), 0);
  return digits.length === 9 && sum % 11 === 0 && Number(digits) > 0;
}

const warning = document.querySelector("[data-warning]");
if (warning) {
  document.addEventListener("input", () => {
    const text = [...document.querySelectorAll("textarea")].map((area) => area.value).join("\n");
    const found = (text.match(/\b\d{9}\b/g) || []).some(looksLikeBsn);
    warning.textContent = found ? "Let op: in je tekst staat een getal dat een BSN kan zijn. Haal het weg." : "";
  });
}

const clock = document.querySelector("[data-deadline]");
if (clock) {
  const drift = Date.now() - Date.parse(clock.dataset.serverNow);
  const deadline = Date.parse(clock.dataset.deadline);
  const told = new Set();
  const tick = () => {
    const left = Math.max(0, Math.ceil((deadline - (Date.now() - drift)) / 60000));
    clock.textContent = left > 90 ? `nog ${Math.floor(left / 60)} uur en ${left % 60} minuten` : `nog ${left} minuten`;
    for (const mark of [10, 5, 1]) {
      if (left <= mark && left > 0 && !told.has(mark)) {
        told.add(mark);
        document.querySelector("[data-deadline-voice]").textContent = `Je hebt nog ${left} minuten. Daarna wordt je laatst opgeslagen tekst ingeleverd.`;
        break;
      }
    }
  };
  tick();
  setInterval(tick, 5000);
}
