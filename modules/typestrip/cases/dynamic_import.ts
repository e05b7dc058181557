const a = await import("a");
const b = (await import("b")) as { x: number };
const c = import.meta.url as string;
