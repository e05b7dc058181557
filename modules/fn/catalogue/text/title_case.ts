/** Title case. */
export default function titleCase(text: string): string {
  return text.replace(/\S+/gu, (word) => {
    const [first = "", ...rest] = word;
    return first.toUpperCase() + rest.join("").toLowerCase();
  });
}
