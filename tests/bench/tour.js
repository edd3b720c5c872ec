/* Where `screens.js` goes, in order, and what it searches for. Only what to press and how a screen is recognised; how
   long it takes is measured elsewhere. Another screen is one more line.

   `link` is pressed, after `before` where it has to be brought up first. `address`, `ready` and `heading` are as in
   `open` of `page.js`. */

const side = (path) => `.tabs a[href="${path}"]`;
const row = (path) => `main a.row[href="${path}"]`;

/* A screen of the settings, which has nothing to wait for but itself. */
const setting = (name, path, heading, ready = "main .page") => ({
  name,
  link: row(path),
  address: `^${path}$`,
  heading,
  ready,
});
const settings = { name: "settings", link: side("/settings"), address: "^/settings$", ready: row("/settings/about") };
const review = { name: "review", link: side("/review"), address: "^/review$", ready: ".next-card" };

export const TOUR = [
  { name: "today", link: side("/"), address: "^/$", ready: ".today :is(#written-today, .today-empty)" },
  { name: "journal", link: side("/journal"), address: "^/journal$", ready: ".list .entries a.entry-link" },
  { name: "entry", link: ".list .entries li:nth-child(4) a", address: "^/journal/.", ready: ".editor-text:not([hidden])" },
  {
    name: "history",
    before: '[popovertarget="entry-menu"]',
    link: '#entry-menu button:has-text("History")',
    address: "/history$",
    ready: ".sittings .sitting",
  },
  { name: "journal", link: side("/journal"), address: "^/journal$", ready: ".list .entries a.entry-link" },
  {
    name: "calendar",
    link: '.search-row a[href="/journal/calendar"]',
    address: "^/journal/calendar$",
    // Something was written today.
    ready: '.calendar-day:not([data-heat="0"])',
  },
  { name: "plans", link: side("/plans"), address: "^/plans$", ready: ".plans .rows a.row" },
  { name: "plan", link: ".plans .rows a.row", address: "^/plans/.", ready: ".plan .plan-top" },
  { name: "skills", link: side("/skills"), address: "^/skills$", ready: ".skills a.skill-row" },
  { name: "skill", link: ".skills a.skill-row", address: "^/skills/.", ready: ".skill .plan-top" },
  review,
  { name: "week_review", link: ".next-card a.button", address: "^/review/.*W", ready: ".review-parts" },
  review,
  { name: "year", link: '.periods a[href="/review/2020"]', address: "^/review/2020$", ready: ".heat[data-year]" },
  { name: "month", link: 'a[href="/review/2020-05"]', address: "^/review/2020-", ready: ".heat:not([data-year])" },
  { name: "import", link: side("/import"), address: "^/import$", ready: "main .drop" },
  settings,
  setting("recovery_words", "/settings/recovery", "Recovery words", ".words-hidden"),
  settings,
  setting("safety", "/settings/safety", "Safety net"),
  settings,
  setting("lock", "/settings/lock", "Lock"),
  settings,
  setting("devices", "/settings/devices", "Devices and keys", "main ul.rows li"),
  settings,
  setting("own_prompts", "/settings/templates", "Your own prompts"),
  settings,
  setting("reminders", "/settings/reminders", "Reminders"),
  settings,
  setting("about", "/settings/about", "About Commonplace"),
  { name: "find", link: side("/find"), address: "^/find$", ready: ".find-start" },
];

/* Typed letter by letter: words that many, some and few of the generated notes hold. Every letter finds something, as one
   that finds nothing cannot be told from the one before it. */
export const WORDS = ["the", "note", "quiop", "wilter", "unfer", "lodermen"];

/* Put there all at once: several words, one that nothing holds, and what narrows. */
export const PHRASES = ["note 77", "quiop sta", "wilter by", "the of and", "note 9", "xylophone", "kind:plan feedback", "before:2018 ker"];
