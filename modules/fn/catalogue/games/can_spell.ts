/** Each letter is used once; case does not matter. */
export default function canSpell(word: string, letters: any): boolean {
  const left = [...(typeof letters === 'string' ? letters : letters.join('')).toLowerCase()];
  return [...word.toLowerCase()].every((c) => {
    const at = left.indexOf(c);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}
