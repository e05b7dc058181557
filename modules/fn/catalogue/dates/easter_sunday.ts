/** Easter Sunday of a year, western (anonymous Gregorian algorithm). */
export default function easterSunday(year: number): string {
  const golden = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const skipped = Math.floor((century + 8) / 25);
  const epact =
    (19 * golden + century - Math.floor(century / 4) -
      Math.floor((century - skipped + 1) / 3) + 15) % 30;
  const weekday =
    (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - epact - (rest % 4)) % 7;
  const correction = Math.floor((golden + 11 * epact + 22 * weekday) / 451);
  const days = epact + weekday - 7 * correction + 114;
  const month = Math.floor(days / 31);
  const day = (days % 31) + 1;
  return `${year}-0${month}-${String(day).padStart(2, '0')}`;
}
