/* Notes as files, for journeys that need something old. */

/* A note that was written so many days ago. */
export function noteOf(days, text) {
  const date = new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  return {
    name: `${text.split(/\W/)[0]}-${days}.md`,
    mimeType: "text/markdown",
    buffer: Buffer.from(`---\ndate: ${date}\ntags: [lesson]\n---\n\n${text}\n`),
  };
}
