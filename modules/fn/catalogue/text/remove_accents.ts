/** Letters without their accents and other combining marks: é becomes e. */
export default function removeAccents(text: string): string {
  return text.normalize("NFD").replace(/\p{M}+/gu, "").normalize("NFC");
}
