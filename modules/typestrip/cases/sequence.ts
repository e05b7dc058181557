(a as number, b as string);
const c = (d!, e!);
