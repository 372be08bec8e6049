// Partial dates: `2019`, `2019-05`, `2019-05-03`, with `?` or `~`, and `?` alone. A date is
// the interval of days that it can mean, as numbers that compare like days (yyyymmdd).

const SHAPE = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~]?)$/;
const MARKS = ['', '?', '~'];

/** The interval of a date, or undefined where the text is not one. */
export function interval(text) {
  if (text === '?') return { earliest: -Infinity, latest: Infinity, mark: 1 };
  const [, year, month, day, mark] = SHAPE.exec(text) ?? [];
  if (year === undefined || !exists(Number(year), Number(month ?? 1), Number(day ?? 1))) return;
  const latestMonth = month ?? '12';
  const latestDay = day ?? String(daysIn(Number(year), Number(latestMonth))).padStart(2, '0');
  return {
    earliest: Number(`${year}${month ?? '01'}${day ?? '01'}`),
    latest: Number(`${year}${latestMonth}${latestDay}`),
    mark: MARKS.indexOf(mark),
  };
}

/** Whether a date can lie in some days: on one of those that it can mean. */
export function canLie(date, days) {
  const { earliest, latest } = interval(date);
  return earliest <= days.to && latest >= days.from;
}

/** Whether a date must lie in some days. With a mark it need not lie anywhere. */
export function mustLie(date, days) {
  const { earliest, latest, mark } = interval(date);
  return mark === 0 && earliest >= days.from && latest <= days.to;
}

/** Whether the text is a full, certain date. */
export function isFullDate(text) {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && interval(text) !== undefined;
}

/** The order of dates: earliest day, then latest day, then mark. */
export function compareDates(a, b) {
  const [x, y] = [interval(a), interval(b)];
  return order(x.earliest, y.earliest) || order(x.latest, y.latest) || order(x.mark, y.mark);
}

/** -1, 0 or 1. */
export function order(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The day so many days from another one, both as numbers. */
export function besides(day, away) {
  const date = new Date(0);
  date.setUTCFullYear(Math.floor(day / 10_000), (Math.floor(day / 100) % 100) - 1, (day % 100) + away);
  return date.getUTCFullYear() * 10_000 + (date.getUTCMonth() + 1) * 100 + date.getUTCDate();
}

/** The day on which a period such as `P1Y6M` or `P90D` is over that began on a day, both as numbers. */
export function after(day, period) {
  const [, years, months, days] = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?$/.exec(period).map((it) => Number(it ?? 0));
  const month = Math.floor(day / 100) % 100 - 1 + months;
  const year = Math.floor(day / 10_000) + years + Math.floor(month / 12);
  const last = daysIn(year, (month % 12) + 1);
  return besides(year * 10_000 + ((month % 12) + 1) * 100 + Math.min(day % 100, last), days);
}

function daysIn(year, month) {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function exists(year, month, day) {
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(year, month);
}
