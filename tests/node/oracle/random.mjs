// A small seeded source of chance, so that a run can be repeated.

/** Chance from a seed (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    /** A whole number from 0 up to, not including, `n`. */
    below: (n) => Math.floor(next() * n),
    /** True with a probability. */
    hits: (probability) => next() < probability,
    /** One of a list. */
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}
