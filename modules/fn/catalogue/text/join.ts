/** Join texts. */
export default function join(strings: string[], separator: string = ""): string {
  return strings.join(separator);
}
