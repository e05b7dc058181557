/** The algorithm and what else it says. */
export default function jwtHeader(token: string): any {
  return part(token, 0);
}

/** The JSON of one part of the token. */
function part(token: string, at: number): any {
  const parts = token.trim().replace(/^Bearer /i, '').split('.');
  const digits = parts[at];
  if (parts.length !== 3 || !digits || !/^[\w-]+$/.test(digits)) throw new RangeError('the text is no JWT');
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const bits = [...digits].map((c) => alphabet.indexOf(c).toString(2).padStart(6, '0')).join('');
  try {
    return JSON.parse(decodeURIComponent((bits.match(/.{8}/g) ?? [])
      .map((byte) => '%' + parseInt(byte, 2).toString(16).padStart(2, '0')).join('')));
  } catch {
    throw new RangeError('the part is no JSON');
  }
}
