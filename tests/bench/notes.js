/* Notes to measure with, the same every time: English-looking text of about a kilobyte each, over ten years. Written
   to a folder as a zip for the app and as plain text for programs without one:
   node notes.js FOLDER COUNT [ZIP...]   also takes the Markdown out of real archives. */

import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { zip } from "../e2e/kit/zip.js";

const BYTES = 1024;
const FIRST_DAY = Date.UTC(2015, 0, 1, 8);
const DAYS = 3650;
const SYLLABLES = "al be con der en fer gra hol in jus ker lo men nor op per qui ren sta ter un ver wil yes".split(" ");
const LITTLE = "the of and to a in is that it was for on with as at by this from or but not when we what".split(" ");

/* Numbers from 0 to 1, the same for the same seed. */
function numbers(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const pick = (list, next) => list[Math.floor(next() * list.length)];

/* Three thousand words, the early ones used much more, as in any language. */
const WORDS = (() => {
  const next = numbers(1);
  const word = () => Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(SYLLABLES, next)).join("");
  return [...LITTLE, ...Array.from({ length: 3000 }, word)];
})();

function sentence(next) {
  const words = Array.from({ length: 6 + Math.floor(next() * 12) }, () => WORDS[Math.floor(WORDS.length * next() ** 3)]);
  const text = words.join(" ");
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

/* `count` notes, newest first; each has its number in its title, and no two say the same. */
export function generated(count) {
  return Array.from({ length: count }, (_, at) => {
    const next = numbers(at * 7919 + 17);
    const title = `# ${sentence(next).slice(0, -1)}, note ${at + 1}`;
    let body = "";
    while (title.length + body.length < BYTES - 100) body += `${body && next() < 0.2 ? "\n\n" : " "}${sentence(next)}`;
    const date = new Date(FIRST_DAY + Math.floor(((count - at) * DAYS) / count) * 86_400_000 + at * 1000);
    return { path: `notes/${at + 1}.md`, bytes: `${title}\n\n${body.trim()}\n`, date };
  });
}

/* The Markdown files of an honest archive. */
export async function real(path) {
  const bytes = await readFile(path);
  const end = bytes.lastIndexOf("PK\x05\x06", undefined, "latin1");
  const notes = [];
  let at = bytes.readUInt32LE(end + 16);
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [packed, nameLength, extra, comment] = [20, 28, 30, 32].map((place, index) =>
      index === 0 ? bytes.readUInt32LE(at + place) : bytes.readUInt16LE(at + place),
    );
    const name = bytes.toString("utf8", at + 46, at + 46 + nameLength);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const body = bytes.subarray(start, start + packed);
    if (name.endsWith(".md")) {
      const text = bytes.readUInt16LE(at + 10) === 0 ? body : inflateRawSync(body);
      notes.push({ path: name, bytes: text.toString("utf8"), date: new Date(FIRST_DAY + notes.length * 86_400_000) });
    }
    at += 46 + nameLength + extra + comment;
  }
  return notes;
}

/* For programs that read no archives: date in milliseconds, a tab, the text, a NUL. */
function plain(notes) {
  return notes.map(({ bytes, date }) => `${date.getTime()}\t${bytes.replaceAll("\0", "")}\0`).join("");
}

/* The texts in such a file. */
export async function textsOf(file) {
  const notes = (await readFile(file, "utf8")).split("\0").slice(0, -1);
  return notes.map((note) => note.slice(note.indexOf("\t") + 1));
}

if (process.argv[1] === import.meta.filename) {
  const [folder, count, ...archives] = process.argv.slice(2);
  await mkdir(folder, { recursive: true });
  const notes = generated(Number(count));
  await writeFile(join(folder, "generated.zip"), zip(notes));
  await writeFile(join(folder, "generated.notes"), plain(notes));
  for (const archive of archives.filter((archive) => existsSync(archive))) {
    await writeFile(join(folder, `${basename(archive, ".zip")}.notes`), plain(await real(archive)));
  }
}
