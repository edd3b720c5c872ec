/* Looks at what a program left on the disk, as somebody who took the disk would. */

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/* Every file below `folder`, as one run of bytes. */
export async function bytesOf(folder) {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath ?? file.path, file.name));
  return Buffer.concat(await Promise.all(paths.map((path) => readFile(path))));
}

/* The words of `words` that are among `bytes`, in whatever way programs write letters. */
export function wordsIn(bytes, words) {
  return words.filter((word) => ["utf8", "utf16le"].some((letters) => bytes.includes(Buffer.from(word, letters))));
}
