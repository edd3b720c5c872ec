/* Writes zip archives, honest and hostile ones, and notes to put into them. */

import { crc32, deflateRawSync } from "node:zlib";

/* `files` are { path, bytes, date } with text or bytes; the path is written as it is, however wrong. */
export function zip(files) {
  const parts = [];
  const table = [];
  let at = 0;
  for (const { path, bytes, date = new Date(2024, 4, 17, 9, 30) } of files) {
    const name = Buffer.from(path);
    const whole = Buffer.from(bytes);
    const packed = deflateRawSync(whole);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x0800, 2);
    common.writeUInt16LE(8, 4);
    common.writeUInt16LE((date.getHours() << 11) | (date.getMinutes() << 5) | (date.getSeconds() >> 1), 6);
    common.writeUInt16LE(((date.getFullYear() - 1980) << 9) | ((date.getMonth() + 1) << 5) | date.getDate(), 8);
    common.writeUInt32LE(crc32(whole), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(whole.length, 18);
    common.writeUInt16LE(name.length, 22);
    const place = Buffer.alloc(4);
    place.writeUInt32LE(at);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, name, packed]);
    table.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\x00"), common, Buffer.alloc(10), place, name]));
    parts.push(local);
    at += local.length;
  }
  const directory = Buffer.concat(table);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, directory, end]);
}

const SUBJECTS = ["The handover", "A hard conversation", "Partial indexes", "The standup", "Estimates", "On call"];
const LESSONS = ["goes better written down", "needs one owner", "is about trust first", "ends when somebody asks why"];

const SYLLABLES = "ba co di fe gu ha jo ki lu me no pa qui ra so ti va wo xe zy".split(" ");

/* Notes as people keep them: a heading, then a hundred words, one day after another. No two say the same, so that
   packing them gains no more than it would with real ones. Each `number` is in one title only. */
export function notes(count) {
  return Array.from({ length: count }, (_, at) => {
    const title = `${SUBJECTS[at % SUBJECTS.length]} ${LESSONS[at % LESSONS.length]}, number ${at + 1}.`;
    const date = new Date(2020, 0, 1 + (at % 1800), 8 + (at % 10), at % 60);
    return { path: `notes/${at + 1}.md`, bytes: `# ${title}\n\n${prose(at + 1, 100)}\n`, date };
  });
}

/* So many words that are none, the same for the same seed. */
function prose(seed, length) {
  let state = seed;
  const syllable = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return SYLLABLES[(state >>> 16) % SYLLABLES.length];
  };
  return Array.from({ length }, () => syllable() + syllable() + syllable()).join(" ");
}
