/** Keep only digits. */
export default function onlyDigits(text: string): string {
  return text.replace(/\D/gu, "");
}
