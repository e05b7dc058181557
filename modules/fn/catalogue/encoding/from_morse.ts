/** Letters are separated by a space, words by " / " or three spaces. */
export default function fromMorse(text: string): string {
  const codes = '.- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- ' +
    '-.-- --.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.';
  const signs = codes.split(' ');
  const plain = text.replace(/[·•]/g, '.').replace(/[−–—]/g, '-').trim();
  if (plain === '') return '';
  return plain.split(/\s*[/|]\s*|\s{3,}/).map((word) => word.split(/\s+/).map((sign) => {
    const at = signs.indexOf(sign);
    if (at < 0) throw new RangeError(`${sign} is no Morse sign`);
    return 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'[at];
  }).join('')).join(' ');
}
