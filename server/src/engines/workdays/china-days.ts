import chineseDays from 'chinese-days';

/**
 * What China's State Council says of a day: a holiday (false), a weekend worked to make up for one (true), or nothing (null).
 * The package formats dates in the zone of the machine, so it is handed noon of that zone; days with an official name carry it in
 * three parts ("Spring Festival,春节,4"), others only the weekday's.
 */
export function chinaOfficialDay(day: string): boolean | null {
  const { name, work } = detailOf(day);
  return name.includes(',') ? work : null;
}

/** The last year whose official days are known: they are announced each November, and the package follows. */
export function chinaDaysKnownUntil(): number {
  let year = FIRST_KNOWN_YEAR;
  while (chinaOfficialDay(`${year + 1}-10-01`) !== null) year += 1;
  return year;
}

const FIRST_KNOWN_YEAR = 2026;

function detailOf(day: string): { name: string; work: boolean } {
  const [year, month, date] = day.split('-').map(Number);
  return chineseDays.getDayDetail(new Date(year!, month! - 1, date, 12));
}
