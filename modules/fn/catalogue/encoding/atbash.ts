/** a becomes z, b becomes y and so on; case stays. */
export default function atbash(text: string): string {
  return text.replace(/[a-z]/gi, (c) => String.fromCharCode((c <= 'Z' ? 155 : 219) - c.charCodeAt(0)));
}
