// Reads an article aloud, sentence by sentence: Chrome falls silent in longer pieces. A pause keeps the
// sentence and says it again, because phones forget an utterance that they were told to hold.

const PIECES = ".article > header :is(.kicker, .headline, .subhead, .byline), .article .body > :not(figure)";
const SENTENCE = /[^。！？；!?]+[。！？；!?]*[”’」』）》]*/g;
const LONGEST = 120; // characters in one utterance; a longer sentence is parted at its commas
const VOICES = document.documentElement.lang === "zh-Hant" ? ["zh-TW", "zh-HK", "zh-CN"] : ["zh-CN"];
const SHOWN = {
  idle: ["start"],
  reading: ["pause", "stop"],
  paused: ["resume", "stop"],
};

const place = document.querySelector(".reading");
const controls = place.querySelector(".controls");
const button = (name) => controls.querySelector(`[data-do=${name}]`);
const speech = window.speechSynthesis;

let queue = []; // what is to be said: [element, sentence]
let next = 0; // where in the queue we are
let utterance = null; // the one being said; a reference keeps Chrome from dropping it and its events

function sentencesOf(element) {
  const sentences = element.innerText.replace(/\s+/g, " ").match(SENTENCE) ?? [];
  const pieces = sentences.flatMap((one) => (one.length > LONGEST ? one.match(/[^，,、：]+[，,、：]*/g) : [one]));
  return pieces.filter((piece) => /[\p{L}\p{N}]/u.test(piece)).map((piece) => [element, piece.trim()]);
}

const voiceLang = (voice) => voice.lang.replace("_", "-");

function voice() {
  const voices = speech.getVoices();
  return VOICES.map((lang) => voices.find((one) => voiceLang(one) === lang)).find(Boolean) ?? null;
}

function mark(element) {
  for (const marked of document.querySelectorAll(".being-read")) marked.classList.remove("being-read");
  element?.classList.add("being-read");
  element?.scrollIntoView({ block: "nearest" });
}

function show(state, said) {
  const focused = document.activeElement;
  for (const one of controls.querySelectorAll("[data-do]")) one.hidden = !SHOWN[state].includes(one.dataset.do);
  controls.querySelector(".said").textContent = controls.querySelector(`[data-said=${said}]`).textContent;
  // Who has pressed a button that goes is left on the one that has come for it.
  if (controls.contains(focused) && focused.hidden) button(SHOWN[state][0]).focus();
}

function hush() {
  utterance = null; // Whatever the cancelled one still reports is no longer heard.
  speech.cancel();
}

function say() {
  if (next >= queue.length) return end("finished");
  const [element, sentence] = queue[next];
  mark(element);
  utterance = new SpeechSynthesisUtterance(sentence);
  utterance.lang = VOICES[0];
  utterance.voice = voice();
  utterance.rate = Number(controls.querySelector("select").value);
  utterance.onend = ({ target }) => target === utterance && (next++, say());
  utterance.onerror = ({ target }) => target === utterance && end("failed");
  speech.speak(utterance);
}

function end(said) {
  hush();
  mark(null);
  show("idle", said);
}

const actions = {
  start() {
    queue = [...document.querySelectorAll(PIECES)].flatMap(sentencesOf);
    next = 0;
    actions.resume();
  },
  resume() {
    hush();
    show("reading", "reading");
    say();
  },
  pause() {
    hush();
    show("paused", "paused");
  },
  stop: () => end("stopped"),
};

function offer() {
  const voices = speech.getVoices(); // Empty until the browser has looked for them.
  place.hidden = voices.length > 0 && voice() === null && utterance === null;
}

if (speech && window.SpeechSynthesisUtterance) {
  for (const name of Object.keys(actions)) button(name).addEventListener("click", actions[name]);
  controls.querySelector("select").addEventListener("change", () => {
    if (utterance) {
      hush();
      say(); // The same sentence again, at the new pace.
    }
  });
  speech.addEventListener?.("voiceschanged", offer);
  window.addEventListener("pagehide", () => utterance && end("stopped"));
  controls.hidden = false;
  offer();
} else {
  place.hidden = true;
}
