/** To JSON. */
export default function toJson(value: unknown): string {
  return JSON.stringify(value);
}
