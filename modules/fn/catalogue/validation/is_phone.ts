/** Check an international phone number. */
export default function isPhone(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/u.test(text.replace(/[ ().-]/g, ""));
}
