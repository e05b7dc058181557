/** Rename a key of an object. */
export default function renameKey(object: Record<string, unknown>, from: string, to: string): Record<string, unknown> {
  if (!Object.hasOwn(object, from)) throw new RangeError("the object has no such key");
  if (from !== to && Object.hasOwn(object, to)) throw new RangeError("the new key is taken");
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}
