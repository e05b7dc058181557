const a = new (b as any)();
const c = new d!.E();
const f = new g<string>().h;
