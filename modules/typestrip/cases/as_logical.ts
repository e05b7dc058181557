const a = b as string || c;
const d = e as string && f as string;
const g = h as string ?? "default";
const i = !(j as boolean);
const k = typeof (l as string) === "string";
