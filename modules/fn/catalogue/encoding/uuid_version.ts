/** The digit that says it. */
export default function uuidVersion(uuid: string): number {
  const found = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-([1-8])[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\}?$/i.exec(uuid.trim());
  if (!found) throw new RangeError('the text is no UUID with a version');
  return Number(found[1]);
}
