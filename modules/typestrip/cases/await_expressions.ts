const a = await b as number;
const c = (await d!)!.e;
for await (const x of y as AsyncIterable<number>) f(x);
