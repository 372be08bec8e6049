// The word that somebody may have meant: the most like one by Jaro-Winkler.

/** The candidate most like a word, the first of equals; undefined where none is like it. */
export function nearest(word, candidates) {
  if (Buffer.byteLength(word) > 128) return undefined;
  const scored = candidates.map((it) => ({ it, score: likeness(word.toLowerCase(), it.toLowerCase()) }));
  const best = Math.max(...scored.map(({ score }) => score));
  return best >= 0.8 ? scored.find(({ score }) => score === best).it : undefined;
}

function likeness(a, b) {
  const [ours, theirs] = [[...a], [...b]];
  const score = jaro(ours, theirs);
  if (score <= 0.7) return score;
  const differs = ours.slice(0, 4).findIndex((letter, at) => letter !== theirs[at]);
  const shared = differs < 0 ? Math.min(4, ours.length) : differs;
  return score + 0.1 * shared * (1 - score);
}

/** Letters that stand at nearly the same place, and how many of them in another order. */
function jaro(ours, theirs) {
  const reach = Math.max(Math.floor(Math.max(ours.length, theirs.length) / 2) - 1, 0);
  const taken = new Set();
  const mine = ours.filter((letter, at) => {
    const place = theirs.findIndex((it, j) => it === letter && Math.abs(j - at) <= reach && !taken.has(j));
    if (place >= 0) taken.add(place);
    return place >= 0;
  });
  const count = mine.length;
  if (count === 0) return 0;
  const yours = theirs.filter((_, at) => taken.has(at));
  const swapped = Math.floor(mine.filter((letter, at) => letter !== yours[at]).length / 2);
  return (count / ours.length + count / theirs.length + (count - swapped) / count) / 3;
}
