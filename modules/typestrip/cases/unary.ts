const a = -b!;
const c = -(d as number);
const e = void 0 as unknown;
delete (f as any).g;
const h = (+i!) ** 2;
