// Whom a few letters or digits mean. Knows nothing of the page.

// How well somebody matches, best first.
export const GRADE = {
  NUMBER: 0, // the registration number, up to the year: "12", "bi12", "12/2026"
  NUMBER_BEGINS: 1,
  WORDS: 2, // every typed part is a word of the name
  WORDS_BEGIN: 3,
  INSIDE: 4,
};
const NONE = 5;

// One name in many spellings; also those who began to type it are understood.
const MUHAMMAD = [
  "moh", "muh", "moch", "much", "mohd", "muhd", "mohamad", "mohammad", "mohamed", "mohammed",
  "muhamad", "muhammad", "mochamad", "mochammad", "muchamad", "muchammad",
];

// Without case, accents, and the signs within a word: MA'RUF is "maruf".
const plain = (text) => text.normalize("NFD").replace(/\p{M}|['’‘`ʼ]/gu, "").toLowerCase();
const partsOf = (text) => plain(text).match(/[\p{L}\p{N}]+/gu) ?? [];

// "B.I 012/2026" and "bi12/2026" are both letters "bi" and groups "12", "2026".
function numberOf(text) {
  const letters = plain(text).replace(/[^a-z]/g, "");
  const groups = (text.match(/\d+/g) ?? []).map((digits) => digits.replace(/^0+(?=\d)/, ""));
  return { letters, groups };
}

// What is looked for in again and again, made once.
export function person(name, number) {
  const words = partsOf(name);
  return {
    number: numberOf(number),
    spellings: words.map((word) => (MUHAMMAD.includes(word) ? MUHAMMAD : [word])),
    inOne: words.join(""),
  };
}

function gradeOfNumber(asked, number) {
  const { letters, groups } = asked;
  if (groups.length === 0 || groups.length > number.groups.length) return NONE;
  const last = groups.length - 1;
  if (!number.letters.startsWith(letters)) return NONE;
  if (!groups.slice(0, last).every((group, at) => group === number.groups[at])) return NONE;
  const hasLetters = letters === "" || letters === number.letters;
  if (hasLetters && groups[last] === number.groups[last]) return GRADE.NUMBER;
  if (number.groups[last].startsWith(groups[last])) return GRADE.NUMBER_BEGINS;
  return last === 0 && number.groups[0].includes(groups[0]) ? GRADE.INSIDE : NONE;
}

// Whether each part has a word of its own; longest first, so that none takes another's.
function haveWords(parts, spellings, fits) {
  const free = [...spellings];
  return [...parts].sort((one, other) => other.length - one.length).every((part) => {
    const at = free.findIndex((word) => word.some((spelling) => fits(spelling, part)));
    if (at >= 0) free.splice(at, 1);
    return at >= 0;
  });
}

function gradeOfName(parts, { spellings, inOne }) {
  if (parts.length === 0) return NONE;
  if (haveWords(parts, spellings, (word, part) => word === part)) return GRADE.WORDS;
  if (haveWords(parts, spellings, (word, part) => word.startsWith(part))) return GRADE.WORDS_BEGIN;
  return parts.every((part) => inOne.includes(part)) ? GRADE.INSIDE : NONE;
}

// Those who match, best first; `isMarked` says who comes after their equals.
export function find(text, people, isMarked) {
  const [parts, asked] = [partsOf(text), numberOf(text)];
  return people
    .map((each) => ({
      each,
      grade: Math.min(gradeOfNumber(asked, each.number), gradeOfName(parts, each)),
    }))
    .filter(({ grade }) => grade < NONE)
    .sort((one, other) => one.grade - other.grade || isMarked(one.each) - isMarked(other.each));
}

// Who alone is meant, beyond doubt: the only one with exactly that number, marked or not, or
// the only one without a mark whose name begins so.
function onlyOne(found, isMarked) {
  const exact = found.filter(({ grade }) => grade === GRADE.NUMBER);
  if (exact.length > 0) return exact.length === 1 ? exact[0] : null;
  const near = found.filter(({ grade }) => grade < GRADE.INSIDE);
  const isName = near[0]?.grade >= GRADE.WORDS;
  return near.length === 1 && isName && !isMarked(near[0].each) ? near[0] : null;
}

// Read "supri s" or "12 s" too, where the last letter is one of `letters`. Returns those found,
// best first, the letter, and whether the first is surely the one to get it.
export function understand(text, people, isMarked, letters) {
  const [, rest, last] = text.match(/^(.*\S)\s+(\S)\s*$/) ?? [];
  const letter = last?.toLowerCase();
  const whole = find(text, people, isMarked);
  if (!letters.includes(letter)) return { found: whole, letter: "", isSure: false };
  const found = find(rest, people, isMarked);
  const one = onlyOne(found, isMarked);
  if (one) return { found: [one], letter, isSure: true };
  // "moh s" may still mean MOH. SHOLIKIN: whoever matches so comes first.
  const first = whole.filter(({ grade }) => grade < GRADE.INSIDE);
  const others = found.filter(({ each }) => !first.some((match) => match.each === each));
  return { found: [...first, ...others], letter, isSure: false };
}
