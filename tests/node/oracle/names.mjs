// Keys of names. A second writing of src/names, for Latin and Cyrillic: the fold, how
// each language spells the name in Latin, and the sound of each spelling.

import { fold, settled } from './fold.mjs';

const pairs = (text) => new Map(text.trim().split(/\s+/).map((pair) => pair.split('=')));

const SHARED = pairs(`а=a б=b в=v г=g д=d е=e ё=yo ж=zh з=z и=i й=y к=k л=l м=m н=n о=o п=p р=r с=s
  т=t у=u ф=f х=kh ц=ts ч=ch ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya`);
const TO_RUSSIAN = pairs('ж=дж ә=а ғ=г қ=к ң=н ө=о ұ=у ү=у һ=х ҳ=х і=и ў=у');

const inLatin = (own) => (text) => replaced(text, new Map([...SHARED, ...pairs(own)]));
const press = (own) => (text) => replaced(text, pairs(own));
const russian = (text) => replaced(glided(text), SHARED);
const withoutYo = (text) => text.replaceAll('ё', 'е');
const overRussian = (text) => russian(replaced(withoutYo(text), TO_RUSSIAN));
/** Each group of letters by the first pair that begins there. */
const grouped = (groups) => {
  const table = pairs(groups);
  const group = new RegExp([...table.keys()].join('|'), 'gu');
  return (text) => text.replace(group, (from) => table.get(from));
};
const starting = (from, to) => (text) => text.replace(new RegExp(`(?<!\\p{Alphabetic})${from}`, 'gu'), to);

const LANGUAGES = {
  az: {
    cyrillic: 'абвгғдеәжзийыјкҝлмноөпрстуүфхһчҹшэюя',
    latin: 'əçşğıöüǝ',
    dotless: true,
    spellings(text) {
      const native = inLatin('г=q ғ=ğ ә=ə ж=j ы=ı ј=y ҝ=g ө=ö ү=ü х=x һ=h ч=ç ҹ=c ш=ş э=e ю=yu я=ya')(text);
      return [
        native,
        press('c=j ç=ch ə=a ǝ=a ğ=gh ı=i j=zh ö=o q=g ş=sh ü=u x=kh')(native),
        press('c=dzh ç=ch ə=a ǝ=a ğ=g h=kh ı=y j=zh ö=o q=g ş=sh ü=yu x=kh')(starting('h', 'g')(native)),
        press('ə=e ǝ=e')(native),
      ];
    },
  },
  kk: {
    cyrillic: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі',
    latin: '',
    dotless: true,
    spellings(text) {
      const native = inLatin('ә=ä ғ=ğ ё=io ж=j й=i қ=q ң=ñ ө=ö ұ=ū ү=ü х=h һ=h ш=ş і=ı ю=iu я=ia')(text);
      return [native, press('ä=a ğ=g j=zh q=k ñ=n ö=o ū=u ü=u ş=sh ı=i')(native), overRussian(text)];
    },
  },
  ky: {
    cyrillic: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюяңөү',
    latin: '',
    spellings: (text) => [inLatin('ж=j ң=ng ө=o ү=u')(text), overRussian(text)],
  },
  ru: {
    cyrillic: 'абвгдеёжзийклмнопрстуфхцчшщъыьэюя',
    latin: '',
    spellings: (text) => [russian(text), russian(withoutYo(text)), russian(starting('г', 'h')(withoutYo(text)))],
  },
  tr: {
    cyrillic: '',
    latin: 'çşğıöüâîû',
    dotless: true,
    spellings: (text) => [text, press('c=j ç=ch j=zh ş=sh')(text)],
  },
  uz: {
    cyrillic: 'абвгдеёжзийклмнопрстуфхцчшъьэюяўқғҳ',
    latin: 'ʻʼ‘’',
    spellings(text) {
      const native = inLatin('ж=j х=x ў=o қ=q ғ=g ҳ=h')(glided(text));
      const heard = press('h=kh j=zh q=k x=kh')(text.replace(/o(?=[ʻʼ‘’'`])/gu, 'u'));
      const opened = heard.replace(/o(?![vв])/gu, 'a').replace(/о(?![vв])/gu, 'а');
      return [native, press('q=k x=kh')(native), overRussian(heard), overRussian(opened)];
    },
  },
};

const GERMAN = grouped('schtsch=shch dsch=j tsch=ch sch=sh ch=kh ss=s ß=s j=y w=v ä=e');
const FRENCH = grouped('tch=ch sch=sh dj=j ch=sh ou=u ss=s j=zh ï=y gue=ge gui=gi guy=gy');
const POLISH = grouped('szcz=shch dż=j cz=ch sz=sh ch=kh ż=zh ó=u ł=l c=ts j=y w=v');

/** What writes the names of others by its own habits, in the order of the program. */
const WESTERN = {
  fr: {
    cyrillic: '',
    latin: '',
    tells: (word) => (word.includes('tch') && !word.includes('tsch')) || word.includes('ï'),
    spellings: (text) => [FRENCH(text).replace(/(?<=\p{Alphabetic}{3})ine(?!\p{Alphabetic})/gu, 'in')],
  },
  de: {
    cyrillic: '',
    latin: '',
    tells: (word) => endsAsRussian(word) || /tsch|dsch/.test(word),
    spellings(text) {
      const base = GERMAN(text);
      const voiced = base.replace(/(?<=[aeiouyäöürlmn])s(?=[aeiouyäöübdg])/gu, 'z');
      const soft = (it) => it.replaceAll('shch', '\u0001').replaceAll('sh', 'zh').replaceAll('\u0001', 'shch');
      return [soft(base), soft(voiced), voiced, base];
    },
  },
  pl: {
    cyrillic: '',
    latin: '',
    tells: (word) => endsAsRussian(word) || /[łżźśćńąę]/.test(word),
    spellings: (text) => [POLISH(text).replace(/(?<=\p{Alphabetic})(?<![aeiouy])i(?=e)/gu, '')],
  },
};
const endsAsRussian = (word) => Buffer.byteLength(word) > 4 && /[oe]wa?$/.test(word);

/** In plain ASCII: letters that stand for what the press writes otherwise, and who has them. */
const TELLING = [
  [/[xq]/, ['az', 'uz']],
  [/c(?![hkctrl])/, ['az', 'tr']],
  [/[og]['`]/, ['uz']],
];

/** All keys of a name, the fold first. */
export function keys(text, lang) {
  const tag = (lang ?? '').split(/[-_]/)[0].toLowerCase();
  const known = { ...LANGUAGES, ...WESTERN };
  const languages = Object.hasOwn(known, tag) ? [known[tag]] : fitting(text, lang);
  const one = settled(text);
  const spelled = languages.flatMap((language) => language.spellings(lower(one, language)).map(fold));
  const spellings = [...new Set([fold(one), ...spelled])];
  return [...new Set([...spellings, ...spellings.map(sound)])];
}

function fitting(text, lang) {
  const words = text.split(/[^\p{Alphabetic}\p{N}]+/u).map((word) => word.toLowerCase());
  const western = ['de', 'fr', 'pl'].map((tag) => WESTERN[tag]).filter(({ tells }) => words.some(tells));
  if (/^[\0-\x7f]*$/.test(text)) return lang == null ? [...telling(text.toLowerCase()), ...western] : [];
  const letters = [...lower(text, {})];
  const cyrillic = letters.filter((c) => c >= '\u0400' && c <= '\u052f');
  const marked = letters.filter((c) => c > '\u007f' && (/\p{Alphabetic}/u.test(c) || '‘’'.includes(c)));
  const fits = (language) =>
    cyrillic.length > 0
      ? cyrillic.every((c) => language.cyrillic.includes(c))
      : marked.length > 0 && marked.every((c) => language.latin.includes(c));
  return [...Object.values(LANGUAGES).filter(fits), ...western];
}

function telling(text) {
  const told = TELLING.flatMap(([letter, tags]) => (letter.test(text) ? [tags] : []));
  if (told.length === 0 || text.includes('w')) return [];
  return Object.keys(LANGUAGES)
    .filter((tag) => told.every((tags) => tags.includes(tag)))
    .map((tag) => LANGUAGES[tag]);
}

function lower(text, { dotless }) {
  return [...text.normalize('NFKC')]
    .map((c) => (c === 'İ' ? 'i' : c === 'I' && dotless ? 'ı' : c.toLowerCase()))
    .join('');
}

function replaced(text, table) {
  return [...text].map((c) => table.get(c) ?? c).join('');
}

/** `е` is `йе` where a word begins, behind vowels and behind й, ъ and ь. */
function glided(text) {
  return text.replace(/(?<![\p{Alphabetic}])е|(?<=[аеёиоуыэюяўйъь])е/gu, 'йе');
}

/** One form for spellings that are read alike. */
export function sound(folded) {
  const alike = folded.replace(/shch|sch|dzh|zh|dj|kh|gh|ph|ck|ch|c[eiy]|tz|[cwxqy]/g, (group) => READ_AS[group]);
  let out = '';
  for (const c of alike) {
    if (c === 'e') out = out.replace(/(^|[aeiou ])i$/, '$1');
    if ('aou'.includes(c)) out = out.replace(/([kg])i$/, '$1');
    if (!(/[a-z]/.test(c) && out.endsWith(c))) out += c;
  }
  return out;
}

const READ_AS = {
  shch: 'sh',
  sch: 'sh',
  dzh: 'j',
  zh: 'j',
  dj: 'j',
  kh: 'h',
  gh: 'g',
  ph: 'f',
  ck: 'k',
  ch: 'ch',
  ce: 'se',
  ci: 'si',
  cy: 'si',
  tz: 'ts',
  c: 'k',
  w: 'v',
  x: 'ks',
  q: 'k',
  y: 'i',
};
