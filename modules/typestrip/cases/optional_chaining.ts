const a = b?.c!.d?.[e!]?.(f as number);
const g = h?.i<string>(j);
