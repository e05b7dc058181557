/** Each letter moved back by the key's next letter; everything else stays and uses no key letter. */
export default function vigenereDecrypt(text: string, key: string): string {
  if (!/^[a-z]+$/i.test(key)) throw new RangeError('the key must be letters');
  let used = 0;
  return text.replace(/[a-z]/gi, (c) => {
    const base = c <= 'Z' ? 65 : 97;
    const by = key.toUpperCase().charCodeAt(used % key.length) - 65;
    used += 1;
    return String.fromCharCode(((c.charCodeAt(0) - base - by + 26) % 26) + base);
  });
}
