/** hh:mm:ss to seconds. */
export default function clockToSeconds(time: string): number {
  return time.split(":").reduce((total, part) => total * 60 + Number(part), 0);
}
