/** Sort version numbers. */
export default function sortVersions(versions: string[], order: string): string[] {
  const sign = order === "desc" ? -1 : 1;
  const parts = (version: string) => version.replace(/^v/u, "").split(".").map(Number);
  return [...versions].sort((left, right) => {
    const a = parts(left);
    const b = parts(right);
    for (let i = 0; i < Math.max(a.length, b.length); i += 1) {
      const difference = (a[i] ?? 0) - (b[i] ?? 0);
      if (difference !== 0) return sign * difference;
    }
    return 0;
  });
}
