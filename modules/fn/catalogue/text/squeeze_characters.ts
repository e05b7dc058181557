/** Text with each run of a character reduced to one. */
export default function squeezeCharacters(text: string): string {
  return text.replace(/(.)\1+/gsu, "$1");
}
