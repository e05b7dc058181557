/** Fill in missing keys from defaults. */
export default function defaults(object: Record<string, unknown>, defaults: Record<string, unknown>): Record<string, unknown> {
  return { ...defaults, ...object };
}
