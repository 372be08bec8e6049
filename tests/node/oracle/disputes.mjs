// Dates of a link that a source denies: they count like dates with a `?`. A second reading of
// docs/time.md.

const mark = (date) => (/[?~]$/.test(date) ? date : `${date}?`);
const marked = (value) => (Array.isArray(value) ? value.map(mark) : mark(value));

/** A link as it counts in time, or the values of its properties; its disputed dates have a mark. */
export function asDisputed(values, disputed, isDate) {
  const entries = Object.entries(values);
  return Object.fromEntries(
    entries.map(([name, value]) => [
      name,
      value !== null && isDate(name) && disputed.includes(name) ? marked(value) : value,
    ]),
  );
}

/** The times of a link. */
export function timesOf({ at, since, until, attested, disputed = [] }) {
  return asDisputed({ at, since, until, attested }, disputed, () => true);
}
