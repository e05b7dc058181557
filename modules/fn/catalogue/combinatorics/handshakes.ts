/** Handshakes when each of n people shakes hands once with each other: n over 2. */
export default function handshakes(people: number): number {
  return (people * (people - 1)) / 2;
}
