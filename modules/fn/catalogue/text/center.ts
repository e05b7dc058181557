/** Text centred in a width, an odd character of the filling on the right. */
export default function center(text: string, width: number, fill: string = " "): string {
  const missing = Math.max(0, width - [...text].length);
  const left = Math.floor(missing / 2);
  const filling = (count: number) => [...fill.repeat(count)].slice(0, count).join("");
  return filling(left) + text + filling(missing - left);
}
