// Folding: the form in which strings are compared. A second writing of src/names/fold.rs
// and src/names/signs.rs, for the scripts that the toy world uses: Latin and Cyrillic.

const LETTERS = new Map(
  Object.entries({
    // Latin letters that do not decompose.
    ə: 'a',
    ǝ: 'a',
    ı: 'i',
    ø: 'o',
    đ: 'd',
    ð: 'd',
    ł: 'l',
    ß: 'ss',
    æ: 'ae',
    œ: 'oe',
    þ: 'th',
    ʼ: '',
    ʻ: '',
    '’': '',
    '‘': '',
    ʹ: '',
    // Cyrillic, as Azerbaijani, Kyrgyz, Kazakh and Russian share it.
    а: 'a',
    б: 'b',
    в: 'v',
    г: 'g',
    ғ: 'g',
    ґ: 'g',
    ҝ: 'g',
    д: 'd',
    е: 'e',
    э: 'e',
    є: 'e',
    ё: 'yo',
    ж: 'zh',
    з: 'z',
    и: 'i',
    і: 'i',
    ы: 'i',
    ї: 'yi',
    й: 'y',
    ј: 'y',
    к: 'k',
    қ: 'k',
    л: 'l',
    м: 'm',
    н: 'n',
    ң: 'ng',
    о: 'o',
    ө: 'o',
    п: 'p',
    р: 'r',
    с: 's',
    т: 't',
    у: 'u',
    ү: 'u',
    ұ: 'u',
    ў: 'o',
    ф: 'f',
    х: 'kh',
    һ: 'h',
    ҳ: 'h',
    ц: 'ts',
    ч: 'ch',
    ҹ: 'j',
    ҷ: 'j',
    ш: 'sh',
    щ: 'shch',
    ъ: '',
    ь: '',
    ю: 'yu',
    я: 'ya',
    ә: 'a',
  }),
);

/** The folded form of a text: lower case ASCII words with one blank between them. */
export function fold(text) {
  let folded = '';
  const push = (c) => {
    if (/[a-zA-Z0-9]/.test(c)) folded += c.toLowerCase();
    else if (c !== "'" && c !== '`' && folded !== '' && !folded.endsWith(' ')) folded += ' ';
  };
  // Composed first: й must be seen before its breve is dropped.
  for (const upper of settled(text).normalize('NFKC')) {
    for (const c of upper.toLowerCase()) {
      if (isAscii(c)) push(c);
      else if (LETTERS.has(c)) folded += LETTERS.get(c);
      else for (const part of c.normalize('NFKD')) foldPart(part);
    }
  }
  return folded.endsWith(' ') ? folded.slice(0, -1) : folded;

  function foldPart(part) {
    if (/\p{M}/u.test(part)) return;
    if (isAscii(part)) push(part);
    else if (!/[\p{Alphabetic}\p{N}]/u.test(part)) push(' ');
    else if (LETTERS.has(part)) folded += LETTERS.get(part);
    else throw new Error(`the oracle cannot fold "${part}": the toy world has Latin and Cyrillic only`);
  }
}

// Latin letters above the Cyrillic ones that look the same.
const LATIN = 'acehijopsxyəɵöABCEHIJKMOPSTXYƏƟǝƎ';
const CYRILLIC = 'асеһіјорѕхуәөӧАВСЕНІЈКМОРЅТХУӘӨәӘ';
const TO_CYRILLIC = new Map([...LATIN].map((c, i) => [c, CYRILLIC[i]]));
const TO_LATIN = new Map([...CYRILLIC].map((c, i) => [c, LATIN[i]]).reverse()).set('Ү', 'Y');

/** What belongs to words though it is neither letter nor digit. */
const SIGN = '[#$%&*+<=>@^~¢-¥°±×÷\\u20a0-\\u20cf\\u2190-\\u2bff\\u{1f000}-\\u{1faff}-]';
const SIGNS = new RegExp(`${SIGN}+`, 'gu');
const INSIDE = "[\\p{Alphabetic}\\p{N}\\p{M}'`ʼʻ’‘ʹ]";
const ENDS_IN_WORD = new RegExp(`${INSIDE}$`, 'u');
const BEGINS_IN_WORD = new RegExp(`^${INSIDE}`, 'u');

/** The key by which texts are equal and in order: the fold with the signs that belong to words. */
export function comparisonKey(text) {
  const composed = text.normalize('NFKC');
  let key = '';
  const blank = () => {
    if (key !== '' && !key.endsWith(' ')) key += ' ';
  };
  const push = (part) => {
    if (part === '') return;
    if (!BEGINS_IN_WORD.test(part)) blank();
    key += fold(part);
    if (!ENDS_IN_WORD.test(part)) blank();
  };
  let from = 0;
  for (const { 0: signs, index } of composed.matchAll(SIGNS)) {
    const left = ENDS_IN_WORD.test(composed.slice(0, index));
    const right = BEGINS_IN_WORD.test(composed.slice(index + signs.length));
    const belongs = /^[-\u2212]+$/.test(signs) ? left !== right : left || right;
    if (!belongs) continue;
    push(composed.slice(from, index));
    key += signs.replaceAll('\u2212', '-');
    from = index + signs.length;
  }
  push(composed.slice(from));
  return (key.trim() === '' ? foldWithSigns(text) : key).trim();
}

/** Whether a part of a text is sought with its signs. */
export function hasSigns(text) {
  const folded = fold(text);
  return folded === '' || comparisonKey(text) !== folded;
}

/** The fold of letters and digits with all that stands between them; white space is one blank. */
export function foldWithSigns(text) {
  let out = '';
  for (const upper of settled(text).normalize('NFKC')) {
    for (const c of upper.toLowerCase()) {
      if (/\p{White_Space}/u.test(c)) out = out.endsWith(' ') ? out : `${out} `;
      else if (/[\p{Alphabetic}\p{N}]/u.test(c) && !'ʼʻʹ'.includes(c)) out += fold(c);
      else if (!/\p{M}/u.test(c)) out += c === '\u2212' ? '-' : c;
    }
  }
  return out;
}

/** The text without what nobody sees, with each word of mixed letters in the script of those that have no double. */
export function settled(text) {
  return text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').replace(/[a-zA-Z\u00c0-\u024fəɵ\u0400-\u052f]+/gu, (word) => {
    const of = (letters, twins) => {
      const all = word.match(letters) ?? [];
      return [all.filter((c) => !twins.has(c)).length, all.length];
    };
    const latin = of(/[^\u0400-\u052f]/gu, TO_CYRILLIC);
    const cyrillic = of(/[\u0400-\u052f]/gu, TO_LATIN);
    const isCyrillic = cyrillic[0] - latin[0] || cyrillic[1] - latin[1];
    const twins = isCyrillic > 0 ? TO_CYRILLIC : TO_LATIN;
    return [...word].map((c) => twins.get(c) ?? c).join('');
  });
}

function isAscii(c) {
  return c.codePointAt(0) < 128;
}
